# newsbus_module(NAME [FAST] HEADERS h... SOURCES cpp... USES newsbus::x... PRIVATE library...)
#
# Declares the module that lives in the current folder: the library newsbus::NAME.
#   FAST     every byte that comes in goes through it: loops are unrolled, calls to libraries made without a detour
#   HEADERS  what other modules may include
#   SOURCES  what is compiled
#   USES     the modules it may include; tests/lint/layers holds every #include against it
#   PRIVATE  third-party libraries whose headers never leave the module
#   PUBLIC   third-party libraries whose types stand in its headers
define_property(GLOBAL PROPERTY NEWSBUS_MODULES BRIEF_DOCS "Every module, for newsbus::lib")

function(newsbus_module name)
    cmake_parse_arguments(ARG "FAST" "" "HEADERS;SOURCES;USES;PRIVATE;PUBLIC" ${ARGN})
    set(target newsbus_${name})
    set(reach PUBLIC)
    if(ARG_SOURCES)
        add_library(${target} STATIC ${ARG_HEADERS} ${ARG_SOURCES})
        target_link_libraries(${target} PRIVATE ${ARG_PRIVATE})
        if(ARG_FAST)
            target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O3> -fno-plt)
        endif()
    else()
        add_library(${target} INTERFACE ${ARG_HEADERS})
        set(reach INTERFACE)
    endif()
    target_include_directories(${target} ${reach} ${PROJECT_SOURCE_DIR}/daemon ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} ${reach} ${ARG_USES} ${ARG_PUBLIC})
    add_library(newsbus::${name} ALIAS ${target})
    set_property(GLOBAL APPEND PROPERTY NEWSBUS_MODULES newsbus::${name})
endfunction()

# newsbus_embed(MODULE FILE)
#
# Compiles the lines of the table FILE into a module: "MODULE/<name of FILE>.inc" is an initializer list of them.
function(newsbus_embed module file)
    cmake_path(GET file STEM name)
    file(READ ${file} lines)
    string(REPLACE "\\" "\\\\" lines "${lines}")
    string(REPLACE "\"" "\\\"" lines "${lines}")
    string(REGEX REPLACE "([^\n]*)\n" "\"\\1\",\n" lines "${lines}")
    configure_file(${PROJECT_SOURCE_DIR}/daemon/embedded.inc.in ${CMAKE_CURRENT_BINARY_DIR}/${module}/${name}.inc @ONLY)
    target_include_directories(newsbus_${module} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endfunction()

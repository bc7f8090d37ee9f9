# Runs when the project is installed. Knows `tree` (the source tree), CMAKE_INSTALL_PREFIX as it is now and the folders of
# the layout as they were configured: relative to the prefix, or absolute. daemon/base/places.h tells the same rules.
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_PREFIX NORMALIZE OUTPUT_VARIABLE prefix)
string(REGEX REPLACE "(.)/$" "\\1" prefix "${prefix}")

function(place folder variable)  # its absolute path, without DESTDIR
    cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY "${prefix}" NORMALIZE)
    set(${variable} "${folder}" PARENT_SCOPE)
endfunction()

place("${CMAKE_INSTALL_BINDIR}" bin)
place("${CMAKE_INSTALL_DOCDIR}" doc)
place("${CMAKE_INSTALL_SYSCONFDIR}/newsbus" config)
if(prefix STREQUAL "/usr" AND NOT IS_ABSOLUTE "${CMAKE_INSTALL_SYSCONFDIR}")
    set(config /etc/newsbus)
endif()

# CMake gives only the last folder of a path its permissions, those above it follow the umask.
function(make_folder folder)
    if(NOT EXISTS "$ENV{DESTDIR}${folder}")
        cmake_path(GET folder PARENT_PATH parent)
        make_folder("${parent}")
        file(INSTALL DESTINATION "${folder}" TYPE DIRECTORY FILES "")
    endif()
endfunction()
place("${CMAKE_INSTALL_DATADIR}/newsbus" data)
place("${CMAKE_INSTALL_LIBEXECDIR}/newsbus" programs)
foreach(folder "${bin}" "${programs}" "${data}" "${doc}/examples" "${config}/sources.d")
    make_folder("${folder}")
endforeach()

# The paths inside are those of the prefix /usr.
function(install_edited file folder name)
    file(READ "${tree}/systemd/${file}" text)
    string(REPLACE "/usr/bin/newsbus" "${bin}/newsbus" text "${text}")
    string(REPLACE "/usr/share/doc/newsbus" "${doc}" text "${text}")
    string(REPLACE "/etc/newsbus" "${config}" text "${text}")
    set(written "${prefix}/${folder}/${name}")
    message(STATUS "Installing: $ENV{DESTDIR}${written}")
    make_folder("${prefix}/${folder}")
    file(WRITE "$ENV{DESTDIR}${written}" "${text}")
    file(CHMOD "$ENV{DESTDIR}${written}" PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${written}")
    set(CMAKE_INSTALL_MANIFEST_FILES "${CMAKE_INSTALL_MANIFEST_FILES}" PARENT_SCOPE)
endfunction()

install_edited(newsbus.service lib/systemd/system newsbus.service)
install_edited(newsbus.sysusers lib/sysusers.d newsbus.conf)
install_edited(newsbus.tmpfiles lib/tmpfiles.d newsbus.conf)

# The administrator's configuration is never written over, and is not in the manifest: who removes what stands there
# keeps it.
set(manifest "${CMAKE_INSTALL_MANIFEST_FILES}")
file(GLOB_RECURSE shipped RELATIVE "${tree}/config" "${tree}/config/*.toml")
foreach(file IN LISTS shipped)
    set(written "${config}/${file}")
    if(EXISTS "$ENV{DESTDIR}${written}")
        message(STATUS "Kept: $ENV{DESTDIR}${written}")
    else()
        cmake_path(GET written PARENT_PATH folder)
        file(INSTALL "${tree}/config/${file}" DESTINATION "${folder}")
    endif()
endforeach()
set(CMAKE_INSTALL_MANIFEST_FILES "${manifest}")

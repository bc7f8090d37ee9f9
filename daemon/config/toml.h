#pragma once

// The one door to toml++: its settings must be the same in every file that sees it.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 0  // compiled once, in document.cpp
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 16  // it parses and frees recursively

// toml++ 3.3 asserts that a table header begins with a key, which is the file's to say: "[&x]". Built with NDEBUG it
// even promises that to the compiler. Behind the assertion stands a proper error; so its assertions are nothing at all.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expression) static_assert(true)
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

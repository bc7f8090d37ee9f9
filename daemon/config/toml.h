#pragma once

// The one door to toml++: its settings must be the same in every file that sees it.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 0  // compiled once, in document.cpp
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 16  // it parses and frees recursively
#include <toml++/toml.h>

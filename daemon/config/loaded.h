#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/options.h"
#include "config/places.h"
#include "config/problem.h"

namespace newsbus::config {

/// The outcome of reading.
struct Loaded {
    Config config;
    std::vector<Problem> problems;  ///< all of them, in file and line order
    Places places;                  ///< of the values in `config`
    bool has_main = true;           ///< newsbus.toml could be read; without it `config` says nothing

    /// No error among the problems: only then the config may be used.
    bool usable() const;

    /// Adds a problem of the value at `path` (config/places.h), in its place among the others. Nothing is added where
    /// an error stands already: a wrong value left a default behind, of which the file says nothing.
    void add(std::string_view path, std::string what, Severity severity = Severity::error);
};

}  // namespace newsbus::config

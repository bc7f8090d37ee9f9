#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/options.h"
#include "config/places.h"
#include "config/problem.h"

namespace newsbus::config {

/// What reading the configuration gave.
struct Loaded {
    Config config;
    std::vector<Problem> problems;  ///< all of them, in file and line order
    Places places;                  ///< of the values in `config`
    bool has_main = true;           ///< newsbus.toml could be read; without it `config` says nothing

    /// True when no problem is an error. Only then may `config` be used.
    bool usable() const;

    /// Adds a problem of the value at `path` (config/places.h), in its place among the others. When an error is
    /// reported for that value already, nothing is added: `config` then holds its default, which the file never asked
    /// for.
    void add(std::string_view path, std::string what, Severity severity = Severity::error);
};

}  // namespace newsbus::config

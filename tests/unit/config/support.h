#pragma once

#include <string>
#include <vector>

#include "config/config.h"

#include <gmock/gmock.h>

namespace newsbus::config {

/// The errors, or the warnings, as `newsbus check` prints them.
inline std::vector<std::string> lines(const Loaded& loaded, Severity severity = Severity::error) {
    std::vector<std::string> texts;
    for (const Problem& problem : loaded.problems)
        if (problem.severity == severity) texts.push_back(problem.str());
    return texts;
}

/// The problems of a newsbus.toml of that text, called n.toml.
inline std::vector<std::string> problems(const std::string& text) {
    return lines(read({{"n.toml", text}}));
}

/// Its warnings.
inline std::vector<std::string> warnings(const std::string& text) {
    return lines(read({{"n.toml", text}}), Severity::warning);
}

/// The configuration of a newsbus.toml of that text, which has no mistake.
inline Config good(const std::string& text) {
    Loaded loaded = read({{"n.toml", text}});
    EXPECT_THAT(lines(loaded), testing::IsEmpty()) << text;
    return loaded.config;
}

}  // namespace newsbus::config

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/problem.h"
#include "config/toml.h"

namespace newsbus::config {

/// Gathers what is wrong. Bounded: of errors and of warnings, what exceeds `limit` is counted only.
class Report {
public:
    static constexpr std::size_t limit = 1000;

    void add(const toml::source_region& where, std::string what);
    void add(Problem problem);
    void warn(const toml::source_region& where, std::string what);
    std::size_t count() const { return errors_.kept.size() + errors_.more; }  ///< of errors
    bool full() const { return errors_.kept.size() >= limit; }

    /// Everything that was added, each file's problems by line and column, files in the order of `files`.
    std::vector<Problem> take(const std::vector<std::string>& files) &&;

private:
    struct Pile {
        std::vector<Problem> kept;
        std::size_t more = 0;
    };
    Pile errors_, warnings_;
};

/// "file:line:column" of a place, to name it in the problem of another one.
std::string place(const toml::source_region& where);

/// `text` in double quotes, shortened, without control characters: outside text inside a message.
std::string quote(std::string_view text);

}  // namespace newsbus::config

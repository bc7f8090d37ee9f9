#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/problem.h"
#include "config/toml.h"

namespace newsbus::config {

/// Gathers errors and warnings. Of each, at most `limit` are kept; the rest is counted only.
class Report {
public:
    static constexpr std::size_t limit = 1000;

    void add(const toml::source_region& where, std::string what);
    void add(Problem problem);
    void warn(const toml::source_region& where, std::string what);
    std::size_t count() const { return errors_.kept.size() + errors_.more; }  ///< of errors
    bool full() const { return errors_.kept.size() >= limit; }

    /// Everything that was added: files in the order of `files`, in each file by line and column.
    std::vector<Problem> take(const std::vector<std::string>& files) &&;

private:
    struct Pile {
        std::vector<Problem> kept;
        std::size_t more = 0;
    };
    Pile errors_, warnings_;
};

/// "file:line:column" of a place, for naming it in a problem that stands elsewhere.
std::string place(const toml::source_region& where);

/// `text` in double quotes, shortened and without control characters: for outside text inside a message.
std::string quote(std::string_view text);

}  // namespace newsbus::config

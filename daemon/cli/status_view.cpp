#include "cli/status_view.h"

#include "base/columns.h"
#include "base/did_you_mean.h"
#include "cli/relative_time.h"
#include "cli/table.h"

#include <fnmatch.h>
#include <spdlog/fmt/fmt.h>

#include <boost/json.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <string_view>
#include <tuple>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

std::string_view text(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

std::string_view text(const json::value& row, std::string_view key) {
    return text(row.as_object(), key);
}

std::uint64_t number(const json::value& row, std::string_view key) {
    const json::value* value = row.as_object().if_contains(key);
    boost::system::error_code failed;
    auto read = value ? value->to_number<std::uint64_t>(failed) : 0;
    return failed ? 0 : read;
}

bool is_failing(const json::value& row) {
    return text(row, "health") != "ok" && text(row, "health") != "unknown";
}

int rank(const json::value& row) {
    return is_failing(row) ? 0 : text(row, "health") == "unknown" ? 1 : 2;
}

bool matches(const json::value& row, const std::string& pattern) {
    std::string id(text(row, "id"));
    return id == pattern || ::fnmatch(pattern.c_str(), id.c_str(), 0) == 0;
}

const char* colour_of(std::string_view health) {
    if (health == "ok") return "32";
    if (health == "unknown") return "90";
    return health == "failing" ? "33" : "31";
}

std::string counted(std::uint64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// "22 failing, 5 ok, 1 unknown": what is wrong first.
std::string health_counts(const json::array& sources) {
    std::map<std::pair<int, std::string_view>, std::size_t> counts;
    for (const json::value& row : sources) ++counts[{rank(row), text(row, "health")}];
    std::string list;
    for (const auto& [health, count] : counts)
        list += fmt::format("{}{} {}", list.empty() ? ": " : ", ", count, health.second);
    return list;
}

/// "" when there is none.
std::string refused_reload(const json::object& status, TimePoint now) {
    const json::value* configuration = status.if_contains("configuration");
    if (!configuration || !configuration->is_object()) return {};
    std::string_view why = text(*configuration, "refused");
    if (why.empty()) return {};
    return fmt::format("last reload refused ({}): {}", relative(text(*configuration, "refusedAt"), now),
                       printable(why));
}

/// What a running daemon says of itself; "" when nothing is wrong.
std::string trouble(const json::object& status) {
    std::string_view why = text(status, "trouble");
    if (why.empty()) return {};
    const json::value* age = status.if_contains("age");
    if (!age) return "trouble: " + printable(why);
    return fmt::format("trouble: {}; what stands here is {}s old", printable(why), number(status, "age"));
}

}  // namespace

Result<void> keep_only(json::array& sources, const StatusFilter& filter) {
    std::vector<std::string_view> ids;
    for (const json::value& row : sources) ids.push_back(text(row, "id"));
    for (const std::string& pattern : filter.patterns)
        if (std::ranges::none_of(sources, [&pattern](const json::value& row) { return matches(row, pattern); }))
            return Error{Errc::usage, fmt::format("--source: no source is called {}{}", printable(pattern),
                                                  did_you_mean(pattern, ids))};
    auto unwanted = [&filter](const json::value& row) {
        auto is_match = [&row](const std::string& pattern) { return matches(row, pattern); };
        return (filter.failing && !is_failing(row)) ||
               (!filter.patterns.empty() && std::ranges::none_of(filter.patterns, is_match));
    };
    sources.erase(std::remove_if(sources.begin(), sources.end(), unwanted), sources.end());
    return {};
}

void sort_sources(json::array& sources, StatusOrder order) {
    auto key = [order](const json::value& row) {
        constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
        std::string_view due = text(row, "nextDue");  // RFC 3339 in UTC: its order is that of the text
        return std::tuple(order == StatusOrder::health ? rank(row) : 0,
                          order == StatusOrder::articles ? most - number(row, "articles") : 0,
                          order == StatusOrder::next && due.empty(),
                          order == StatusOrder::next ? due : std::string_view(), text(row, "id"));
    };
    std::stable_sort(sources.begin(), sources.end(),
                     [&key](const json::value& a, const json::value& b) { return key(a) < key(b); });
}

std::vector<std::string> status_summary(const json::object& status, bool live, TimePoint now,
                                        const Terminal& terminal) {
    const json::value& log = status.at("log");
    const json::array& sources = status.at("sources").as_array();
    std::uint64_t waiting = 0;
    for (const json::value& row : sources) waiting += number(row, "pagesWaiting");
    std::string words =
        fmt::format("newsbus {}, log {} to {}, sent {}, epoch {}\n{}{}", live ? "runs" : "is not running",
                    number(log, "oldest"), number(log, "last"), number(log, "sent"), text(status, "epoch"),
                    counted(sources.size(), "source"), health_counts(sources));
    if (waiting > 0) words += "; " + counted(waiting, "page") + " waiting";
    std::size_t columns = terminal.width.value_or(std::numeric_limits<std::size_t>::max());
    std::vector<std::string> lines = wrap_to_columns(words, columns);
    for (const std::string& wrong : {trouble(status), refused_reload(status, now)})
        if (!wrong.empty())
            for (const std::string& line : wrap_to_columns(wrong, columns)) lines.push_back(terminal.paint("31", line));
    return lines;
}

std::vector<std::string> status_table(const json::array& sources, TimePoint now, const Terminal& terminal) {
    Column id{.title = "SOURCE", .least = 10, .worth = 9}, name{.title = "NAME", .least = 10, .worth = 1};
    Column health{.title = "HEALTH", .worth = 8}, reason{.title = "REASON", .least = 24, .worth = 5};
    Column articles{.title = "ARTICLES", .right = true, .worth = 3};
    Column success{.title = "SUCCESS", .right = true, .worth = 4};
    Column next{.title = "NEXT", .right = true, .worth = 2};
    Column waiting{.title = "WAITING", .right = true, .worth = 0};
    bool full = !terminal.width, has_names = false, has_reasons = full, has_waiting = full;
    for (const json::value& row : sources) {
        id.cells.emplace_back(text(row, "id"));
        name.cells.emplace_back(text(row, "name"));
        health.cells.emplace_back(text(row, "health"));
        health.colours.push_back(colour_of(text(row, "health")));
        articles.cells.push_back(std::to_string(number(row, "articles")));
        success.cells.push_back(relative(text(row, "lastSuccess"), now));
        next.cells.push_back(relative(text(row, "nextDue"), now));
        waiting.cells.push_back(std::to_string(number(row, "pagesWaiting")));
        reason.cells.emplace_back(text(row, "reason"));
        has_names |= !name.cells.back().empty();
        has_reasons |= !reason.cells.back().empty();
        has_waiting |= waiting.cells.back() != "0";
    }
    std::vector<Column> columns{std::move(id)};
    if (has_names) columns.push_back(std::move(name));
    for (Column* column : {&health, &articles, &success, &next}) columns.push_back(std::move(*column));
    if (has_waiting) columns.push_back(std::move(waiting));
    if (has_reasons) columns.push_back(std::move(reason));
    return table_lines(std::move(columns), terminal);
}

}  // namespace newsbus::cli

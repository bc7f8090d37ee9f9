#include "cli/poll_view.h"

#include "base/time.h"

#include <spdlog/fmt/fmt.h>

#include <boost/json.hpp>

#include <chrono>
#include <cstdint>
#include <utility>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

std::int64_t number_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    boost::system::error_code failed;
    std::int64_t number = value ? value->to_number<std::int64_t>(failed) : 0;
    return failed ? 0 : number;
}

/// A stored time to the second.
std::string time_of(const json::object& object, std::string_view key) {
    auto time = parse_rfc3339(text_of(object, key));
    return time ? format_rfc3339(std::chrono::ceil<std::chrono::seconds>(*time)) : "";
}

std::string articles_of(const json::object& poll) {
    if (number_of(poll, "status") == 304) return ", nothing changed";
    std::string text = fmt::format(", {} new, {} updated, {} unchanged", number_of(poll, "new"),
                                   number_of(poll, "updated"), number_of(poll, "unchanged"));
    const std::pair<const char*, const char*> kept_back[] = {
        {"dropped", "dropped by plugins"}, {"duplicates", "told before"}, {"leftOut", "left out by backfill"}};
    for (auto [key, words] : kept_back)
        if (auto count = number_of(poll, key); count > 0) text += fmt::format(", {} {}", count, words);
    if (auto pages = number_of(poll, "pages"); pages > 0)
        text += fmt::format(", {} more when {} fetched", pages, pages == 1 ? "its page is" : "their pages are");
    return text;
}

}  // namespace

std::string text_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string promise_line(const json::object& promise) {
    std::string source = text_of(promise, "source"), poll = text_of(promise, "poll"), due = time_of(promise, "due");
    if (poll == "now") return source + ": due now";
    if (poll == "running") return source + ": is being polled";
    if (poll == "soon") return fmt::format("{}: was polled a moment ago, due at {} (min_interval)", source, due);
    if (poll == "rests")
        return fmt::format("{}: its server asked to wait until {} (Retry-After), --force polls it now", source, due);
    return source + ": " + poll;
}

bool has_failed(const json::object& poll) {
    return !text_of(poll, "why").empty();
}

std::string polled_line(const json::object& poll) {
    std::string line = text_of(poll, "source") + ": ";
    if (has_failed(poll))
        line += "failed: " + text_of(poll, "why");
    else
        line += fmt::format("HTTP {}{}", number_of(poll, "status"), articles_of(poll));
    std::string next = time_of(poll, "next");
    return line + (next.empty() ? "; it is not polled again" : "; next poll " + next);
}

}  // namespace newsbus::cli

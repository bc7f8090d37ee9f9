#include "service/why_lookup.h"

#include "article/identity.h"
#include "base/ascii.h"
#include "base/one_line.h"
#include "url/url.h"

#include <boost/json.hpp>

#include <algorithm>

namespace newsbus::service {
namespace {

using ascii::lower;

namespace json = boost::json;

constexpr std::size_t most_entries = 10;
constexpr std::size_t id_digits = 32, fewest_digits = 8;
constexpr std::size_t searched_bytes = 256 << 20;  // of the log: under a second
constexpr std::size_t most_candidates = 200;       // messages whose text has the words that are looked for

bool is_id_or_prefix(std::string_view text) {
    auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
    return text.size() >= fewest_digits && text.size() <= id_digits && std::ranges::all_of(text, is_hex);
}

/// The id, or the one that begins so.
Result<std::vector<std::string>> by_digits(store::History& history, std::string_view digits) {
    auto ids = history.find_prefix(lower(digits), most_entries);
    if (!ids || ids->size() <= 1) return ids;
    std::string all;
    for (const std::string& id : *ids) all += (all.empty() ? "" : ", ") + id;
    return Error{Errc::usage, std::string(digits) + ": begins several ids: " + all};
}

/// How `asked` may have been meant, most literal first: as written, with the white space that readers leave, and with a
/// scheme: "www.example.org/a" is an address too, for people.
std::vector<std::string> readings_of(std::string_view asked) {
    std::vector<std::string> readings{std::string(asked)};
    auto add = [&readings](std::string text) {
        if (!text.empty() && std::ranges::find(readings, text) == readings.end()) readings.push_back(std::move(text));
    };
    add(one_line(asked, asked.size()));
    bool is_bare = asked.find("://") == asked.npos && asked.find(' ') == asked.npos && asked.find('/') != asked.npos &&
                   asked.find('.') < asked.find('/');
    if (is_bare && Url::parse("https://" + std::string(asked))) add("https://" + std::string(asked));
    return readings;
}

std::string text_at(const json::object& article, std::string_view key) {
    const json::value* value = article.if_contains(key);
    return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

/// Does the message say that the article has this address, or this identifier?
bool names(const OutboxEntry& message, std::string_view asked, std::string_view comparable) {
    boost::system::error_code failed;
    json::value body = json::parse(message.body, failed);
    if (failed || !body.is_object()) return false;
    if (text_at(body.as_object(), "identifier") == asked) return true;
    for (const char* key : {"url", "canonicalUrl"})
        if (auto url = Url::parse(text_at(body.as_object(), key)); url && comparable_url(*url) == comparable)
            return !comparable.empty();
    return false;
}

Result<std::vector<std::string>> by_log(store::History& history, std::string_view asked) {
    auto url = Url::parse(asked);
    bool is_address = url && url->is_http();
    std::string comparable = is_address ? comparable_url(*url) : "";
    // What stands in the body whatever scheme, "www." and tracking parameters the message has: the path. The quotes of
    // an identifier are taken off: its inside is written as in JSON.
    std::string words = is_address ? std::string(url->path()) : json::serialize(json::string(asked));
    while (is_address && words.size() > 1 && words.ends_with('/')) words.pop_back();
    std::vector<std::string> ids;
    if (words.size() < 2) return ids;
    auto candidates = history.search_log(words, most_candidates, searched_bytes);
    if (!candidates) return candidates.error();
    for (const OutboxEntry& message : *candidates)
        if (names(message, asked, comparable) && std::ranges::find(ids, message.subject) == ids.end() &&
            ids.size() < most_entries)
            ids.push_back(message.subject);
    return ids;
}

}  // namespace

Result<std::vector<std::string>> look_up(store::History& history, std::string_view asked) {
    if (is_id_or_prefix(asked)) {
        auto ids = by_digits(history, asked);
        if (!ids || !ids->empty()) return ids;  // digits may be a guid as well
    }
    const std::vector<std::string> readings = readings_of(asked);
    for (const std::string& text : readings) {
        auto ids = history.find(identity_of(text), text, most_entries);
        if (!ids || !ids->empty()) return ids;
    }
    for (const std::string& text : readings) {
        auto ids = by_log(history, text);
        if (!ids || !ids->empty()) return ids;
    }
    return std::vector<std::string>{};
}

}  // namespace newsbus::service

#include "url/feed_scheme.h"

#include "base/ascii.h"

#include <algorithm>
#include <iterator>

namespace newsbus {
namespace {

constexpr std::string_view blanks = " \t\r\n\f";

/// Schemes by which links open a reader or a player, and what they stand for without an address of their own.
struct ReaderScheme {
    std::string_view name, means;
};
constexpr ReaderScheme reader_schemes[] = {
    {"feed:", "http://"},      {"feeds:", "https://"},      {"rss:", "http://"},      {"atom:", "http://"},
    {"pcast:", "http://"},     {"podcast:", "http://"},     {"podcasts:", "http://"}, {"itpc:", "http://"},
    {"feed+http:", "http://"}, {"feed+https:", "https://"},
};

bool begins(std::string_view text, std::string_view lower) {
    return ascii::equals_ignoring_case(text.substr(0, lower.size()), lower);
}

bool is_http(std::string_view text) {
    return begins(text, "http://") || begins(text, "https://");
}

const ReaderScheme* scheme_of(std::string_view text) {
    auto found =
        std::ranges::find_if(reader_schemes, [text](const ReaderScheme& one) { return begins(text, one.name); });
    return found == std::end(reader_schemes) ? nullptr : found;
}

}  // namespace

bool has_feed_scheme(std::string_view text) {
    return scheme_of(ascii::trimmed(text, blanks)) != nullptr;
}

std::string without_feed_scheme(std::string_view text) {
    text = ascii::trimmed(text, blanks);
    const ReaderScheme* scheme = scheme_of(text);
    if (!scheme) return std::string(text);
    std::string_view rest = text.substr(scheme->name.size());
    if (is_http(rest)) return std::string(rest);
    if (!rest.starts_with("//")) return std::string(text);
    rest.remove_prefix(2);
    return is_http(rest) ? std::string(rest) : std::string(scheme->means) + std::string(rest);  // feed://https://host
}

}  // namespace newsbus

#include "url/feed_scheme.h"

#include "base/ascii.h"

namespace newsbus {
namespace {

constexpr std::string_view blanks = " \t\r\n\f";

bool begins(std::string_view text, std::string_view lower) {
    return ascii::equals_ignoring_case(text.substr(0, lower.size()), lower);
}

bool is_http(std::string_view text) {
    return begins(text, "http://") || begins(text, "https://");
}

}  // namespace

bool has_feed_scheme(std::string_view text) {
    return begins(ascii::trimmed(text, blanks), "feed:");
}

std::string without_feed_scheme(std::string_view text) {
    text = ascii::trimmed(text, blanks);
    if (!begins(text, "feed:")) return std::string(text);
    std::string_view rest = text.substr(5);
    if (is_http(rest)) return std::string(rest);
    if (!rest.starts_with("//")) return std::string(text);
    rest.remove_prefix(2);
    return is_http(rest) ? std::string(rest) : "http://" + std::string(rest);  // feed://https://host is seen too
}

}  // namespace newsbus

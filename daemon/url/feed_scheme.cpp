#include "url/feed_scheme.h"

namespace newsbus {
namespace {

std::string_view cut(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\f";
    auto first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool begins(std::string_view text, std::string_view lower) {
    if (text.size() < lower.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        char c = text[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c) != lower[i]) return false;
    }
    return true;
}

bool is_http(std::string_view text) {
    return begins(text, "http://") || begins(text, "https://");
}

}  // namespace

bool has_feed_scheme(std::string_view text) {
    return begins(cut(text), "feed:");
}

std::string without_feed_scheme(std::string_view text) {
    text = cut(text);
    if (!begins(text, "feed:")) return std::string(text);
    std::string_view rest = text.substr(5);
    if (is_http(rest)) return std::string(rest);
    if (!rest.starts_with("//")) return std::string(text);
    rest.remove_prefix(2);
    return is_http(rest) ? std::string(rest) : "http://" + std::string(rest);  // feed://https://host is seen too
}

}  // namespace newsbus

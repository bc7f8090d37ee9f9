#include "cli/demo_template.h"

#include <charconv>
#include <optional>

namespace newsbus::cli {
namespace {

std::optional<int> number(std::string_view text) {
    int value = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size()) return {};
    return value;
}

/// What stands between two `@`: nothing when it is no mark of ours.
std::optional<std::string> value_of(std::string_view mark, std::string_view base, TimePoint began) {
    if (mark == "base") return std::string(base);
    auto minutes_ago = [&](std::string_view name) -> std::optional<TimePoint> {
        if (!mark.starts_with(name)) return {};
        auto minutes = number(mark.substr(name.size()));
        if (!minutes) return {};
        return std::chrono::floor<std::chrono::seconds>(began) - std::chrono::minutes(*minutes);
    };
    if (auto time = minutes_ago("rfc822 ")) return format_http_date(*time);
    if (auto time = minutes_ago("iso ")) return format_rfc3339(*time);
    return {};
}

void append_filled(std::string& out, std::string_view line, std::string_view base, TimePoint began) {
    while (!line.empty()) {
        std::size_t open = line.find('@');
        std::size_t close = open == line.npos ? line.npos : line.find('@', open + 1);
        if (close == line.npos) break;
        if (auto value = value_of(line.substr(open + 1, close - open - 1), base, began)) {
            out.append(line.substr(0, open)).append(*value);
            line.remove_prefix(close + 1);
        } else {
            out.append(line.substr(0, close));  // the second `@` may open a mark
            line.remove_prefix(close);
        }
    }
    out.append(line);
}

}  // namespace

std::string fill_template(std::string_view text, int edition, std::string_view base, TimePoint began) {
    std::string out;
    out.reserve(text.size() + 256);
    bool shown = true;
    while (!text.empty()) {
        std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (line.starts_with("@from ")) {
            shown = edition >= number(line.substr(6)).value_or(0);
        } else if (line.starts_with("@until ")) {
            shown = edition <= number(line.substr(7)).value_or(0);
        } else if (line == "@end") {
            shown = true;
        } else if (shown) {
            append_filled(out, line, base, began);
            out += '\n';
        }
    }
    return out;
}

}  // namespace newsbus::cli

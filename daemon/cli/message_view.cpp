#include "cli/message_view.h"

#include <spdlog/fmt/fmt.h>

#include <boost/json.hpp>

#include <string_view>
#include <vector>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

json::object parsed(const std::string& text) {
    boost::system::error_code failed;
    json::value value = json::parse(text, failed);
    if (failed || !value.is_object()) return {};
    return std::move(value.as_object());
}

/// The text at `key`, fit for a terminal: what could move the cursor or change colours becomes a space.
std::string printable(const json::object& object, std::string_view key) {
    const json::value* found = object.if_contains(key);
    if (!found || !found->is_string()) return {};
    std::string text(found->as_string());
    for (char& c : text) {
        auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) c = ' ';
    }
    // C1 controls are two bytes in UTF-8: C2 80 to C2 9F.
    for (std::size_t at = 0; (at = text.find('\xc2', at)) != std::string::npos; ++at)
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xa0) text.replace(at, 2, " ");
    return text;
}

std::vector<std::string_view> segments(std::string_view topic) {
    std::vector<std::string_view> parts;
    for (std::size_t slash; (slash = topic.find('/')) != std::string_view::npos; topic.remove_prefix(slash + 1))
        parts.push_back(topic.substr(0, slash));
    return parts;
}

const char* colour_of(std::string_view event) {
    if (event == "published") return "32";
    if (event == "updated") return "33";
    if (event == "withdrawn") return "31";
    return "36";
}

/// What the message says, in one line; the second line is the link.
std::pair<std::string, std::string> content(const json::object& body) {
    std::string what = printable(body, "headline");
    if (what.empty()) what = printable(body, "reason");
    if (what.empty()) what = printable(body, "description");
    if (what.empty() && body.contains("sent")) what = "sent " + printable(body, "sent");
    return {what, printable(body, "url")};
}

}  // namespace

std::string pretty(const bus::Frames& message, bool colour) {
    json::object header = parsed(message.header);
    auto [what, link] = content(parsed(message.body));
    std::string time = printable(header, "time");
    if (time.size() >= 19) time = time.substr(11, 8);
    auto parts = segments(message.topic);
    std::string_view event = parts.size() > 1 ? parts[1] : std::string_view(message.topic);
    std::string rest;
    for (std::size_t i = 2; i < parts.size(); ++i) rest += fmt::format("{}{}", i > 2 ? " " : "", parts[i]);

    auto painted = [colour](std::string_view text, const char* code) {
        return colour ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
    };
    std::string lines =
        fmt::format("{} {} {}  {}", time, painted(fmt::format("{:<9}", event), colour_of(event)), rest, what);
    if (!link.empty()) lines += "\n         " + painted(link, "90");
    return lines;
}

}  // namespace newsbus::cli

#include "cli/demo_view.h"

#include "base/columns.h"

#include <spdlog/fmt/fmt.h>
#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <optional>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

constexpr auto time_to_read = std::chrono::seconds(3);
constexpr std::size_t most_columns = 120;  // of explanations
constexpr std::size_t head_columns = 41;   // of a message's line before its headline
constexpr std::string_view plain = "0", bold = "1", dim = "2", red = "31", green = "32", yellow = "33", blue = "34",
                           cyan = "36";

std::string text(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

/// The values of `key` in an array of objects, at most four.
std::string names(const json::object& object, std::string_view list, std::string_view key) {
    const json::value* values = object.if_contains(list);
    if (!values || !values->is_array()) return {};
    std::string joined;
    int left = 4;
    for (const json::value& value : values->as_array()) {
        if (!value.is_object() || left-- == 0) break;
        if (!joined.empty()) joined += ", ";
        joined += text(value.as_object(), key);
    }
    return joined;
}

std::string_view event_colour(std::string_view event) {
    if (event == "published") return green;
    if (event == "updated") return yellow;
    if (event == "withdrawn") return red;
    return blue;
}

/// Why an article was sent, in words.
std::string why(const json::object& article, std::string_view event) {
    if (event == "backfill") return "stood in the feed when it was first polled: old news, not announced as new";
    if (event == "published") return "seen for the first time";
    if (event == "withdrawn") return "the publisher took it back";
    const json::value* version = article.if_contains("version");
    return fmt::format("version {}: {} changed", version ? json::serialize(*version) : "?",
                       names(article, "changes", "field"));
}

std::string where_text_came_from(std::string_view status) {
    if (status == "full") return "full text from its page";
    if (status == "feed") return "the feed's text";
    if (status.empty()) return "a description only";
    return fmt::format("text: {}", status);
}

/// What the body holds, in one line.
std::string facts(const json::object& article) {
    std::string line = where_text_came_from(text(article, "bodyStatus"));
    if (const json::value* words = article.if_contains("wordCount")) line += ", " + json::serialize(*words) + " words";
    for (std::string_view list : {"about", "mentions"})
        if (std::string found = names(article, list, "name"); !found.empty()) line += " · " + found;
    return line;
}

struct Parsed {
    json::object header, body;
};

std::optional<Parsed> parsed(const message::Frames& frames) {
    boost::system::error_code failed;
    json::value header = json::parse(frames.header, failed);
    if (failed || !header.is_object()) return {};
    json::value body = json::parse(frames.body, failed);
    if (failed || !body.is_object()) return {};
    return Parsed{std::move(header.as_object()), std::move(body.as_object())};
}

}  // namespace

void DemoView::line(std::string_view code, const std::string& text) const {
    std::string fitting = terminal_.width ? cut_to_columns(text, *terminal_.width) : text;
    std::cout << (code.empty() ? fitting : terminal_.paint(code, fitting)) << '\n';
}

void DemoView::act(std::string_view title, std::string_view explanation) {
    std::cout << '\n' << terminal_.paint(bold, fmt::format("== {} ==", title)) << '\n';
    paragraph(explanation);
    std::cout << '\n' << std::flush;
    if (terminal_.is_terminal) interrupt_.wait(time_to_read);
}

void DemoView::paragraph(std::string_view words) {
    std::size_t columns = std::min(terminal_.width.value_or(most_columns), most_columns);
    for (const std::string& one : wrap_to_columns(words, columns)) std::cout << one << '\n';
    std::cout << std::flush;
}

void DemoView::say(std::string_view line) {
    std::cout << line << '\n' << std::flush;
}
void DemoView::good(std::string_view line) {
    std::cout << terminal_.paint(green, fmt::format("ok   {}", line)) << '\n' << std::flush;
}
void DemoView::bad(std::string_view line) {
    std::cout << terminal_.paint(red, fmt::format("BAD  {}", line)) << '\n' << std::flush;
}

void DemoView::message(const message::Frames& frames, std::string_view how) {
    auto message = parsed(frames);
    if (!message) return bad("not JSON: " + frames.topic);
    const json::object& body = message->body;
    const std::string seq = text(message->header, "sequence");
    const std::string number = seq.size() == 20 ? seq.substr(15) : seq;
    // article/<event>/<language>/<source>/ or source/<kind>/<source>/
    const std::size_t first = frames.topic.find('/') + 1;
    const std::string event = frames.topic.substr(first, frames.topic.find('/', first) - first);
    const std::string source = text(body, "source");
    const bool is_article = frames.topic.starts_with("article/");
    const std::string language = text(body, "inLanguage");

    const std::string where = fmt::format("{:<6}{:<16}", is_article ? language : "", source);
    const std::string words = printable(text(body, is_article ? "headline" : "reason"));
    const std::size_t room = terminal_.width.value_or(std::string::npos);
    std::cout << fmt::format(
        "{} {} {}  {}\n", terminal_.paint(dim, number),
        terminal_.paint(is_article ? event_colour(event) : cyan, fmt::format("{:<10}", event)), where,
        terminal_.paint(is_article ? bold : plain, cut_to_columns(words, room - std::min(room, head_columns))));
    if (is_article) {
        DemoTally& tally = tallies_[source];
        tally.articles.insert(text(body, "id"));
        tally.languages.insert(language.empty() ? "und" : language);
        ++tally.events[event];
        line(dim, fmt::format("{:17}{}; {}", "", why(body, event), printable(facts(body))));
    }
    if (!how.empty()) line(dim, fmt::format("{:17}{}", "", how));
    std::cout << std::flush;
}

}  // namespace newsbus::cli

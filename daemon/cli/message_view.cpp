#include "cli/message_view.h"

#include "base/columns.h"
#include "base/time.h"
#include "cli/text_change.h"

#include <spdlog/fmt/fmt.h>

#include <boost/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace newsbus::cli {

namespace json = boost::json;

/// A message taken apart.
struct MessageView::Fields {
    json::object body;
    bool is_article = false;
    std::string time, event, language, source;
};

namespace {

constexpr std::string_view red = "31", bold_red = "1;31", green = "32", yellow = "33", cyan = "36", grey = "90";
constexpr std::size_t event_width = 9;    // "published"
constexpr std::size_t most_language = 3;  // wider ones are cut where there is a width to keep
constexpr std::size_t most_source = 24, most_source_on_narrow = 16, wide = 100;
constexpr std::size_t least_headline = 30;                    // with less room it gets a line of its own
constexpr std::size_t indent = 4;                             // of the lines below the first
constexpr std::size_t usual_change = 160, least_change = 12;  // columns of a line that shows a change

json::object parsed(const std::string& text) {
    boost::system::error_code failed;
    json::value value = json::parse(text, failed);
    if (failed || !value.is_object()) return {};
    return std::move(value.as_object());
}

std::string_view text(const json::object& object, std::string_view key) {
    const json::value* found = object.if_contains(key);
    return found && found->is_string() ? std::string_view(found->get_string()) : std::string_view();
}

/// The pieces of "article/published/en/bbc/" between slashes, of "newsbus.article.published.v1" between dots.
std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> pieces;
    for (std::size_t end; (end = text.find(at)) != text.npos; text.remove_prefix(end + 1))
        pieces.push_back(text.substr(0, end));
    if (!text.empty()) pieces.push_back(text);
    return pieces;
}

std::string local_time(std::string_view time) {
    auto point = parse_rfc3339(time);
    return point ? format_rfc3339_local(*point) : printable(time);
}

std::string_view colour_of(bool is_article, std::string_view event) {
    auto is_one_of = [event](std::initializer_list<std::string_view> kinds) {
        return std::ranges::find(kinds, event) != kinds.end();
    };
    if (is_article) return event == "published" ? green : event == "updated" ? yellow : cyan;
    if (is_one_of({"failing", "blocked", "gone", "silent"})) return bold_red;
    if (is_one_of({"slow", "gap"})) return yellow;
    return event == "ok" ? green : event == "heartbeat" ? grey : cyan;
}

/// What the message says, in one line.
std::string content(const json::object& body) {
    for (std::string_view key : {"headline", "reason", "description"})
        if (std::string_view found = text(body, key); !found.empty()) return printable(found);
    return body.contains("sent") ? "sent " + printable(text(body, "sent")) : std::string();
}

/// "version 2: headline, articleBody".
std::string changed_fields(const json::object& body) {
    const json::value* version = body.if_contains("version");
    std::string line = "version " + (version ? json::serialize(*version) : "?");
    const json::value* changes = body.if_contains("changes");
    if (!changes || !changes->is_array()) return line;
    std::string separator = ": ";
    for (const json::value& change : changes->get_array()) {
        if (!change.is_object()) continue;
        std::string_view field = text(change.get_object(), "field"), kind = text(change.get_object(), "kind");
        line += std::exchange(separator, ", ") + std::string(field);
        if (kind == "added" || kind == "removed") line += fmt::format(" {}", kind);
    }
    return printable(line);
}

/// Grows `width` to that of `text`, up to `most` when there is a width to keep.
void widen(std::size_t& width, std::string_view text, std::size_t most, const Terminal& terminal) {
    std::size_t columns = count_columns(text);
    width = std::max(width, terminal.width ? std::min(columns, most) : columns);
}

struct Cell {
    std::string text;
    std::size_t width;
    std::string_view colour = {};
};

std::string painted(const Cell& cell, const Terminal& terminal) {
    return cell.colour.empty() ? cell.text : terminal.paint(cell.colour, cell.text);
}

/// All on one line, each as wide as its column.
std::string side_by_side(const std::vector<Cell>& cells, const Terminal& terminal) {
    std::string line;
    for (const Cell& cell : cells) {
        std::size_t blanks = cell.width - std::min(cell.width, count_columns(cell.text));
        line += (line.empty() ? "" : " ") + painted(cell, terminal) + std::string(blanks, ' ');
    }
    return line;
}

/// On as many lines as it takes where there are only `limit` columns.
std::string stacked(const std::vector<Cell>& cells, std::size_t limit, const Terminal& terminal) {
    std::string lines;
    std::size_t used = 0, blanks = 0;  // blanks: what the cell before lacks of its width
    for (Cell cell : cells) {
        cell.text = cut_to_columns(cell.text, used == 0 ? limit : limit - std::min(limit - 1, indent));
        std::size_t columns = count_columns(cell.text);
        if (columns == 0 && cell.width == 0) continue;
        if (used > 0 && used + blanks + 1 + columns > limit) {
            lines += '\n' + std::string(indent, ' ');
            used = indent, blanks = 0;
        } else if (used > 0) {
            lines += std::string(blanks + 1, ' ');
            used += blanks + 1;
        }
        lines += painted(cell, terminal);
        used += columns;
        blanks = cell.width - std::min(cell.width, columns);
    }
    return lines;
}

}  // namespace

std::string MessageView::head(const Fields& fields, const Terminal& terminal) {
    std::size_t limit = terminal.width.value_or(std::string::npos);
    widen(language_width_, fields.language, most_language, terminal);
    widen(source_width_, fields.source, limit < wide ? most_source_on_narrow : most_source, terminal);
    std::string_view colour = colour_of(fields.is_article, fields.event);
    std::vector<Cell> cells{{fields.time, count_columns(fields.time)},
                            {fields.event, event_width, colour},
                            {cut_to_columns(fields.language, language_width_), language_width_},
                            {cut_to_columns(fields.source, source_width_), source_width_}};
    Cell words{content(fields.body), 0, fields.is_article ? std::string_view() : colour};
    std::size_t before = 2 + cells.size() - 1;
    for (const Cell& cell : cells) before += cell.width;
    if (!terminal.width || limit >= before + least_headline) {
        words.text = terminal.width ? cut_to_columns(words.text, limit - before) : words.text;
        return side_by_side(cells, terminal) + (words.text.empty() ? "" : "  ") + painted(words, terminal);
    }
    words.text = cut_to_columns(words.text, limit - std::min(limit - 1, indent));
    std::string lines = stacked(cells, limit, terminal);
    return words.text.empty() ? lines : lines + '\n' + std::string(indent, ' ') + painted(words, terminal);
}

std::vector<std::string> MessageView::changes(const Fields& fields, const Terminal& terminal) {
    std::string id = fmt::format("{}/{}", text(fields.body, "source"), text(fields.body, "id"));
    SeenArticle now = SeenArticle::of(text(fields.body, "headline"), text(fields.body, "articleBody"));
    auto before = seen_.replace(id, now);
    std::vector<std::string> lines;
    if (fields.event != "updated") return lines;
    lines.push_back(terminal.paint(yellow, changed_fields(fields.body)));
    if (!before) return lines;
    std::size_t room = std::min(terminal.width.value_or(usual_change), usual_change);
    room = std::max(room - std::min(room, indent + 2), least_change);
    for (const auto& [old_text, new_text] :
         {std::pair(&before->headline, &now.headline), std::pair(&before->body, &now.body)})
        if (auto change = change_between(*old_text, *new_text, room)) {
            lines.push_back(terminal.paint(red, "- " + change->before));
            lines.push_back(terminal.paint(green, "+ " + change->now));
        }
    return lines;
}

std::string MessageView::show(const message::Frames& message, const Terminal& terminal) {
    json::object header = parsed(message.header);
    Fields fields{parsed(message.body), false, local_time(text(header, "time")), {}, {}, {}};
    // The shape of topics is the configuration's; header and body say the same in one shape.
    auto type = split(text(header, "type"), '.'), topic = split(message.topic, '/');
    auto level = [&topic](std::size_t i) { return i < topic.size() ? topic[i] : std::string_view(); };
    fields.is_article = type.size() > 2 ? type[1] == "article" : level(0) == "article";
    fields.event = printable(type.size() > 3    ? type[2]
                             : type.size() == 3 ? type[1]
                             : topic.size() > 1 ? level(1)
                                                : level(0));
    std::string_view language = text(fields.body, "inLanguage"), source = text(fields.body, "source");
    fields.language = printable(!fields.is_article ? ""
                                : language.empty() ? level(2)
                                                   : language.substr(0, language.find('-')));
    fields.source = printable(!source.empty() ? source : level(fields.is_article ? 3 : 2));

    std::string lines = head(fields, terminal) + '\n';
    if (fields.is_article)
        for (const std::string& line : changes(fields, terminal)) lines += std::string(indent, ' ') + line + '\n';
    if (std::string link = printable(text(fields.body, "url")); !link.empty() && fields.is_article)
        lines += std::string(indent, ' ') + terminal.paint(grey, link) + '\n';
    return lines;
}

}  // namespace newsbus::cli

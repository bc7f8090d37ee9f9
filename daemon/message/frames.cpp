#include "message/frames.h"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <charconv>

namespace newsbus::message {
namespace {

namespace json = boost::json;

/// "newsbus.article.published.v1" -> "urn:newsbus:article:v1": one schema for all events of a kind.
std::string data_schema(std::string_view type) {
    std::size_t first = type.find('.');
    std::size_t last = type.rfind('.');
    if (first == std::string_view::npos || first == last) return {};
    std::string_view kind = type.substr(first + 1, type.find('.', first + 1) - first - 1);
    return fmt::format("urn:newsbus:{}:{}", kind, type.substr(last + 1));
}

json::object parsed_object(std::string_view text) {
    boost::system::error_code failed;
    json::value value = json::parse(text, failed);
    if (failed || !value.is_object()) return {};
    return std::move(value.as_object());
}

std::optional<Seq> seq_at(const json::object& object, std::string_view key) {
    const json::value* found = object.if_contains(key);
    if (!found || !found->is_string()) return std::nullopt;
    return parse_seq(found->as_string());
}

/// The text at `key`; "" when there is none.
std::string text_at(const json::object& object, std::string_view key) {
    const json::value* found = object.if_contains(key);
    return found && found->is_string() ? std::string(found->as_string()) : std::string();
}

}  // namespace

std::string wire_seq(Seq seq) {
    return fmt::format("{:020}", seq);
}

std::optional<Seq> parse_seq(std::string_view text) {
    if (text.empty() || text.size() > 20) return std::nullopt;
    Seq seq = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seq);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return seq;
}

Frames frames(const OutboxEntry& entry) {
    json::object header{{"specversion", "1.0"}, {"id", entry.id}, {"source", entry.source}, {"type", entry.type}};
    if (!entry.subject.empty()) header["subject"] = entry.subject;
    header["time"] = format_rfc3339(entry.time);
    if (std::string schema = data_schema(entry.type); !schema.empty()) header["dataschema"] = schema;
    header["datacontenttype"] = "application/json";
    header["sequence"] = wire_seq(entry.seq);
    header["prev"] = wire_seq(entry.prev);
    if (!entry.epoch.empty()) header["epoch"] = entry.epoch;
    return {entry.topic, json::serialize(header), entry.body};
}

Frames heartbeat(const std::string& publisher, const std::string& epoch, Seq sent, Seq oldest, TimePoint now) {
    std::string time = format_rfc3339(now);
    json::object header{{"specversion", "1.0"},
                        {"id", "heartbeat/" + time},
                        {"source", "/newsbus/" + publisher},
                        {"type", "newsbus.heartbeat.v1"},
                        {"time", time},
                        {"dataschema", "urn:newsbus:heartbeat:v1"},
                        {"datacontenttype", "application/json"},
                        {"epoch", epoch}};
    json::object body{{"publisher", publisher},
                      {"epoch", epoch},
                      {"sent", wire_seq(sent)},
                      {"oldest", wire_seq(oldest)},
                      {"time", time}};
    return {std::string(heartbeat_topic), json::serialize(header), json::serialize(body)};
}

std::string cloud_event(const Frames& frames) {
    // Both parts are JSON already: the header's closing brace makes room for the rest, the body goes in byte for byte.
    std::string_view attributes = frames.header;
    attributes.remove_suffix(1);
    return fmt::format("{},\"topic\":{},\"data\":{}}}", attributes, json::serialize(frames.topic), frames.body);
}

Result<Position> position(std::string_view header) {
    json::object object = parsed_object(header);
    auto seq = seq_at(object, "sequence"), prev = seq_at(object, "prev");
    if (!seq || !prev) return Error{Errc::syntax, "header without sequence and prev"};
    return Position{*seq, *prev, text_at(object, "epoch")};
}

Result<Heartbeat> parse_heartbeat(std::string_view body) {
    json::object object = parsed_object(body);
    auto sent = seq_at(object, "sent"), oldest = seq_at(object, "oldest");
    std::string publisher = text_at(object, "publisher");
    if (!sent || !oldest || publisher.empty()) return Error{Errc::syntax, "not a heartbeat"};
    return Heartbeat{std::move(publisher), text_at(object, "epoch"), *sent, *oldest};
}

}  // namespace newsbus::message

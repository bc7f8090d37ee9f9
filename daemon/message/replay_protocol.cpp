#include "message/replay_protocol.h"

#include "base/utf8.h"
#include "message/frames.h"

#include <spdlog/fmt/fmt.h>
#include <boost/json.hpp>

#include <algorithm>

namespace newsbus::message {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_name = 256;
constexpr std::size_t most_topics = 100;

std::optional<std::string> text_of(const json::value& value) {
    if (!value.is_string()) return std::nullopt;
    return std::string(value.as_string());
}

std::optional<Seq> seq_of(const json::value& value) {
    if (!value.is_string()) return std::nullopt;
    return parse_seq(value.as_string());
}

/// Takes over one key of a request; why it cannot be, or "".
std::string read_key(ReplayRequest& request, std::string_view key, const json::value& value) {
    constexpr std::string_view not_a_seq = "must be a sequence number: a string of 1 to 20 digits";
    auto bad = [key](std::string_view why) { return std::string(key) + ": " + std::string(why); };
    if (key == "request") return {};
    if (key == "after") {
        auto seq = seq_of(value);
        if (!seq) return bad(not_a_seq);
        request.after = *seq;
    } else if (key == "until") {
        request.until = seq_of(value);
        if (!request.until) return bad(not_a_seq);
    } else if (key == "epoch") {
        auto text = text_of(value);
        if (!text || text->size() > longest_name) return bad("must be a text of at most 256 bytes");
        request.epoch = std::move(*text);
    } else if (key == "since") {
        auto text = text_of(value);
        if (text) request.since = parse_rfc3339(*text);
        if (!request.since) return bad("must be an RFC 3339 time such as \"2026-01-31T12:00:00Z\"");
    } else if (key == "topics") {
        if (!value.is_array() || value.as_array().size() > most_topics)
            return bad("must be an array of at most 100 topic prefixes");
        for (const json::value& topic : value.as_array()) {
            auto prefix = text_of(topic);
            if (!prefix) return bad("must hold strings only");
            request.topics.push_back(std::move(*prefix));
        }
        // One empty prefix matches everything, as it does for ZeroMQ.
        if (std::ranges::count(request.topics, std::string()) > 0) request.topics.clear();
    } else if (key == "limit") {
        boost::system::error_code failed;
        auto limit = value.is_number() ? value.to_number<std::uint64_t>(failed) : 0;
        if (failed || limit == 0) return bad("must be a number of at least 1");
        request.limit = std::min<std::uint64_t>(limit, largest_page);
    } else {
        return "unknown key `" + shortened(key, 40) + "`";
    }
    return {};
}

}  // namespace

std::variant<ReplayRequest, ReplayRefusal> parse_request(std::string_view text) {
    if (text.size() > longest_request)
        return ReplayRefusal{"", fmt::format("the request is longer than {} bytes", longest_request)};
    boost::system::error_code failed;
    json::value value = json::parse(text, failed);
    if (failed || !value.is_object()) return ReplayRefusal{"", "the request is not a JSON object"};
    const json::object& object = value.as_object();
    const json::value* name = object.if_contains("request");
    if (!name || !name->is_string() || name->as_string().size() > longest_name)
        return ReplayRefusal{"", "request: must be a name of at most 256 bytes"};

    ReplayRequest request;
    request.name = name->as_string();
    for (const auto& [key, member] : object)
        if (std::string why = read_key(request, key, member); !why.empty()) return ReplayRefusal{request.name, why};
    return request;
}

std::string to_json(const ReplayRequest& request) {
    json::object object{{"request", request.name}, {"after", wire_seq(request.after)}};
    if (!request.epoch.empty()) object["epoch"] = request.epoch;
    if (request.until) object["until"] = wire_seq(*request.until);
    if (request.since) object["since"] = format_rfc3339(*request.since);
    if (!request.topics.empty()) object["topics"] = json::value_from(request.topics);
    object["limit"] = request.limit;
    return json::serialize(object);
}

std::string to_json(const ReplayEnd& end) {
    return json::serialize(json::object{{"end", end.name},
                                        {"next", wire_seq(end.next)},
                                        {"oldest", wire_seq(end.oldest)},
                                        {"last", wire_seq(end.last)},
                                        {"count", end.count},
                                        {"more", end.more},
                                        {"epoch", end.epoch}});
}

std::string to_json(const ReplayRefusal& refusal) {
    json::object object{{"error", refusal.name}, {"why", refusal.why}};
    if (!refusal.code.empty()) object["code"] = refusal.code;
    return json::serialize(object);
}

Result<std::variant<ReplayEnd, ReplayRefusal>> parse_answer(std::string_view text) {
    const Error bad{Errc::syntax, "neither the end of a replay nor an error: " + shortened(text)};
    boost::system::error_code failed;
    json::value value = json::parse(text, failed);
    if (failed || !value.is_object()) return bad;
    const json::object& object = value.as_object();
    auto text_at = [&object](std::string_view key) {
        const json::value* found = object.if_contains(key);
        return found ? text_of(*found) : std::nullopt;
    };
    using Answer = std::variant<ReplayEnd, ReplayRefusal>;
    if (auto name = text_at("error"))
        return Answer(ReplayRefusal{*name, text_at("why").value_or(""), text_at("code").value_or("")});

    auto seq_at = [&object](std::string_view key) {
        const json::value* found = object.if_contains(key);
        return found ? seq_of(*found) : std::nullopt;
    };
    auto name = text_at("end");
    auto next = seq_at("next"), oldest = seq_at("oldest"), last = seq_at("last");
    const json::value* count = object.if_contains("count");
    const json::value* more = object.if_contains("more");
    if (!name || !next || !oldest || !last || !count || !count->is_number() || !more || !more->is_bool()) return bad;
    auto messages = count->to_number<std::size_t>(failed);
    if (failed) return bad;
    return Answer(ReplayEnd{*name, *next, *oldest, *last, messages, more->as_bool(), text_at("epoch").value_or("")});
}

}  // namespace newsbus::message

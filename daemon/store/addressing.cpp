#include "store/addressing.h"

#include "article/json.h"

#include <spdlog/fmt/fmt.h>
#include <boost/json.hpp>

namespace newsbus::store {
namespace {

// The primary subtag of a BCP 47 tag: two to eight letters before the first hyphen.
std::string topic_language(std::string_view tag) {
    std::string primary;
    for (char c : tag.substr(0, tag.find_first_of("-_"))) {
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter) return "und";
        primary += static_cast<char>(c | 0x20);
    }
    return primary.size() >= 2 && primary.size() <= 8 ? primary : "und";
}

std::string filled(std::string_view topic, std::string_view event, std::string_view language, std::string_view source) {
    std::string out;
    while (!topic.empty()) {
        auto use = [&](std::string_view name, std::string_view value) {
            if (!topic.starts_with(name)) return false;
            out += value;
            topic.remove_prefix(name.size());
            return true;
        };
        if (use("{event}", event) || use("{language}", language) || use("{source}", source)) continue;
        out += topic.front();
        topic.remove_prefix(1);
    }
    return out;
}

Message source_kind_message(std::string_view kind, std::string_view source, std::string_view publisher, TimePoint now,
                            const boost::json::object& body) {
    return {.time = now,
            .topic = fmt::format("source/{}/{}/", kind, source),
            .id = "",
            .source = fmt::format("/newsbus/{}/{}", publisher, source),
            .type = fmt::format("newsbus.source.{}.v1", kind),
            .subject = std::string(source),
            .body = boost::json::serialize(body)};
}

}  // namespace

Message article_message(const Article& article, std::string_view event, std::string_view topic,
                        std::string_view publisher, TimePoint now) {
    return {.time = now,
            .topic = filled(topic, event, topic_language(article.language), article.source),
            .id = fmt::format("{}/{}", article.id, article.version),
            .source = fmt::format("/newsbus/{}/{}", publisher, article.source),
            .type = fmt::format("newsbus.article.{}.v1", event),
            .subject = article.id,
            .body = to_json(article)};
}

Message source_message(const SourceMessage& message, std::string_view source, std::string_view publisher,
                       TimePoint now) {
    boost::json::object body{{"source", source}, {"kind", message.kind}};
    if (!message.reason.empty()) body["reason"] = message.reason;
    body["since"] = format_rfc3339(message.since);
    if (message.next) body["next"] = format_rfc3339(*message.next);
    return source_kind_message(message.kind, source, publisher, now, body);
}

Message trimmed_message(Seq from, Seq to, std::string_view publisher, TimePoint now) {
    boost::json::object body{{"source", "*"},
                             {"kind", "trimmed"},
                             {"since", format_rfc3339(now)},
                             {"from", fmt::format("{:020}", from)},
                             {"to", fmt::format("{:020}", to)}};
    return source_kind_message("trimmed", "*", publisher, now, body);
}

}  // namespace newsbus::store

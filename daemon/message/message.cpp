#include "message/message.h"

#include "article/json.h"
#include "message/frames.h"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <variant>

namespace newsbus::message {
namespace json = boost::json;
namespace {

std::string type_of(Family family, std::string_view kind) {
    return fmt::format("newsbus.{}.{}.v1", name_of(family), kind);
}

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

/// A message of the family `source`; `about` is the id of the source.
Message source_family(std::string_view kind, std::string_view about, const Addressing& addressing, TimePoint now,
                      const json::object& body) {
    return {.time = now,
            .topic = fmt::format("{}/{}/{}/", name_of(Family::source), kind, about),
            .id = "",
            .source = fmt::format("/newsbus/{}/{}", addressing.publisher, about),
            .type = type_of(Family::source, kind),
            .subject = std::string(about),
            .body = json::serialize(body)};
}

Message message_of(const ArticleEvent& event, std::string_view, const Addressing& addressing, TimePoint now) {
    const Article& article = event.article;
    std::string_view kind = name_of(event.kind);
    return {.time = now,
            .topic = filled(addressing.article_topic, kind, topic_language(article.language), article.source),
            .id = fmt::format("{}/{}", article.id, article.version),
            .source = fmt::format("/newsbus/{}/{}", addressing.publisher, article.source),
            .type = type_of(Family::article, kind),
            .subject = article.id,
            .body = to_json(article)};
}

Message message_of(const SourceEvent& event, std::string_view source, const Addressing& addressing, TimePoint now) {
    json::object body{{"source", source}, {"kind", name_of(event.kind)}};
    if (!event.reason.empty()) body["reason"] = event.reason;
    body["since"] = format_rfc3339(event.since);
    if (event.next) body["next"] = format_rfc3339(*event.next);
    return source_family(name_of(event.kind), source, addressing, now, body);
}

// It concerns the log and not one source, so it goes out under a name that no configured source can have.
Message message_of(const LogEvent& event, std::string_view, const Addressing& addressing, TimePoint now) {
    constexpr std::string_view every_source = "*";
    json::object body{{"source", every_source},
                      {"kind", name_of(event.kind)},
                      {"since", format_rfc3339(now)},
                      {"from", wire_seq(event.from)},
                      {"to", wire_seq(event.to)}};
    return source_family(name_of(event.kind), every_source, addressing, now, body);
}

}  // namespace

Message addressed(const Event& event, std::string_view source, const Addressing& addressing, TimePoint now) {
    return std::visit([&](const auto& of_kind) { return message_of(of_kind, source, addressing, now); }, event);
}

}  // namespace newsbus::message

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "article/article.h"
#include "base/time.h"

namespace newsbus {

/// Number of a message in the log; 0 = none.
using Seq = std::uint64_t;

}  // namespace newsbus

namespace newsbus::message {

/// What a message can be about. Each has one JSON Schema for all its kinds.
enum class Family { article, source };

/// What a message says of an article.
enum class ArticleKind { published, backfill, updated };

/// What a message says of a source: the state that it is in from now on, or that it moved to another URL.
enum class SourceKind { ok, failing, blocked, gone, moved };

/// What a message says of the log itself. It goes out in the family `source`, under a source name that cannot be
/// configured.
enum class LogKind { trimmed };

/// Wire names: "published", "failing", "trimmed" ...
std::string_view name_of(Family family);
std::string_view name_of(ArticleKind kind);
std::string_view name_of(SourceKind kind);
std::string_view name_of(LogKind kind);

/// A row of the table of all kinds of messages that the log can hold.
struct KindRow {
    Family family;
    std::string_view name;
};
std::span<const KindRow> all_kinds();

/// An article was published, or a new version of it.
struct ArticleEvent {
    ArticleKind kind = ArticleKind::published;
    Article article;  ///< complete: id, source, version ...
    bool operator==(const ArticleEvent&) const = default;
};

/// Something happened to a source.
struct SourceEvent {
    SourceKind kind = SourceKind::ok;
    std::string reason;             ///< one line; "" = there is nothing to say
    TimePoint since{};              ///< when it began
    std::optional<TimePoint> next;  ///< when the source is polled again
    bool operator==(const SourceEvent&) const = default;
};

/// The messages `from` to `to`, both included, left the log.
struct LogEvent {
    LogKind kind = LogKind::trimmed;
    Seq from = 0;
    Seq to = 0;
    bool operator==(const LogEvent&) const = default;
};

/// Whatever becomes a message of the log.
using Event = std::variant<ArticleEvent, SourceEvent, LogEvent>;

}  // namespace newsbus::message

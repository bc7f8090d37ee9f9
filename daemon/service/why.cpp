#include "service/why.h"

#include "base/time.h"
#include "ledger/seen.h"
#include "message/frames.h"
#include "message/outbox_entry.h"
#include "service/status.h"
#include "service/why_lookup.h"
#include "url/host.h"

#include <spdlog/fmt/fmt.h>
#include <boost/json.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace newsbus::service {
namespace {

namespace json = boost::json;

constexpr std::size_t most_messages = 1000, most_notes = 1000;  // of an entry
constexpr std::size_t messages_a_read = 256;

/// Something that happened to an entry.
struct Event {
    TimePoint time{};
    int rank = 0;  ///< of those at the same time: seen, notes, messages
    json::object object;
};

json::object event(TimePoint time, std::string_view kind, std::string_view source) {
    return {{"time", format_rfc3339(time)}, {"kind", kind}, {"source", source}};
}

std::string_view source_of(const OutboxEntry& message) {
    std::string_view source = message.source;  // "/newsbus/<publisher>/<source>"
    return source.substr(source.rfind('/') + 1);
}

/// "newsbus.article.published.v1" -> "published"
std::string_view event_of(const OutboxEntry& message) {
    std::string_view type = message.type;
    type = type.substr(0, type.rfind('.'));
    return type.substr(type.rfind('.') + 1);
}

/// The names of the fields that changed.
json::array changed_fields(const json::object& article) {
    json::array names;
    const json::value* changes = article.if_contains("changes");
    if (!changes || !changes->is_array()) return names;
    for (const json::value& change : changes->as_array())
        if (const json::value* field = change.is_object() ? change.as_object().if_contains("field") : nullptr)
            names.push_back(*field);
    return names;
}

/// The latest words for an entry: its newest message has them.
void put_names(json::object& entry, const json::object& article) {
    for (const char* key : {"identifier", "url", "canonicalUrl", "headline"})
        if (const json::value* value = article.if_contains(key)) entry[key] = *value;
}

json::object message_event(const OutboxEntry& message, json::object& entry) {
    json::object object = event(message.time, event_of(message), source_of(message));
    object["sequence"] = fmt::format("{:020}", message.seq);
    object["topic"] = message.topic;
    boost::system::error_code failed;
    json::value body = json::parse(message.body, failed);
    if (failed || !body.is_object()) return object;
    const json::object& article = body.as_object();
    put_names(entry, article);
    for (const char* key : {"version", "headline", "bodyStatus", "wordCount"})
        if (const json::value* value = article.if_contains(key)) object[key] = *value;
    if (json::array names = changed_fields(article); !names.empty()) object["changed"] = std::move(names);
    return object;
}

Result<void> add_messages(store::History& history, std::string_view id, json::object& entry,
                          std::vector<Event>& events) {
    Seq after = 0;
    for (std::size_t count = 0; count < most_messages;) {
        auto messages = history.messages(id, after, std::min(messages_a_read, most_messages - count));
        if (!messages) return messages.error();
        if (messages->empty()) return {};
        for (const OutboxEntry& message : *messages) events.push_back({message.time, 2, message_event(message, entry)});
        after = messages->back().seq;
        count += messages->size();
    }
    entry["leftOut"] = fmt::format("messages after number {}", after);
    return {};
}

json::object note_event(const store::KeptNote& note) {
    json::object object = event(note.time, "note", note.source);
    object["what"] = note.what;
    if (note.times > 1) {
        object["times"] = note.times;
        object["first"] = format_rfc3339(note.first);
    }
    return object;
}

/// The first time that a decision was taken which was taken again later.
json::object first_note_event(const store::KeptNote& note) {
    json::object object = event(note.first, "note", note.source);
    object["what"] = note.what;
    return object;
}

/// What the entry's state in that source comes to, for people.
std::string verdict(const store::Carried& carried, const store::KeptNote* last_note, Seq oldest) {
    std::string because = last_note ? ": " + last_note->what : "";
    if (carried.page && carried.page->out) return "its page is being fetched";
    if (carried.page) {
        std::string tried =
            carried.page->attempt > 0 ? fmt::format(", failed attempts: {}{}", carried.page->attempt, because) : "";
        return fmt::format("waits for its page, due {}{}", format_rfc3339(carried.page->due), tried);
    }
    if (carried.state == ledger::State::published) {
        std::string trimmed = carried.first_seq < oldest ? "; its first messages were trimmed from the log" : "";
        return fmt::format("published, version {}{}", carried.version, trimmed);
    }
    if (carried.state == ledger::State::quiet)
        return "not published: it stood there at the first poll, and `backfill` leaves it out until it changes";
    return "not published" + because;
}

json::object carried_row(const store::Carried& carried, const store::KeptNote* last_note, Seq oldest) {
    json::array keys;
    for (std::uint64_t key : carried.keys) keys.push_back(json::value(fmt::format("{:016x}", key)));
    json::object row{{"source", carried.source},
                     {"firstSeen", format_rfc3339(carried.first_seen)},
                     {"lastSeen", format_rfc3339(carried.last_seen)},
                     {"version", carried.version},
                     {"keys", std::move(keys)}};
    if (carried.first_seq != 0) row["firstSequence"] = fmt::format("{:020}", carried.first_seq);
    if (carried.page)
        row["page"] = json::object{{"url", carried.page->url},
                                   {"due", format_rfc3339(carried.page->due)},
                                   {"attempts", carried.page->attempt},
                                   {"fetching", carried.page->out}};
    row["verdict"] = verdict(carried, last_note, oldest);
    return row;
}

const store::KeptNote* last_of(const std::vector<store::KeptNote>& notes, std::string_view source) {
    auto found = std::find_if(notes.rbegin(), notes.rend(), [&](const auto& note) { return note.source == source; });
    return found == notes.rend() ? nullptr : &*found;
}

Result<json::object> entry_object(store::History& history, const std::string& id, Seq oldest) {
    auto carried = history.carried(id);
    if (!carried) return carried.error();
    auto notes = history.notes(id, "", most_notes);
    if (!notes) return notes.error();

    json::object entry{{"id", id}};
    std::vector<Event> events;
    json::array sources;
    for (const store::Carried& one : *carried) {
        sources.push_back(carried_row(one, last_of(*notes, one.source), oldest));
        events.push_back({one.first_seen, 0, event(one.first_seen, "seen", one.source)});
    }
    for (const store::KeptNote& note : *notes) {
        if (!note.identifier.empty()) entry["identifier"] = note.identifier;
        if (note.times > 1) events.push_back({note.first, 1, first_note_event(note)});
        events.push_back({note.time, 1, note_event(note)});
    }
    if (auto added = add_messages(history, id, entry, events); !added) return added.error();
    std::ranges::stable_sort(
        events, [](const Event& a, const Event& b) { return std::pair(a.time, a.rank) < std::pair(b.time, b.rank); });
    entry["sources"] = std::move(sources);
    json::array& list = entry["events"].emplace_array();
    for (Event& one : events) list.push_back(std::move(one.object));
    return entry;
}

/// The number of a message, if that is what `asked` is.
std::optional<Seq> number_of(std::string_view asked) {
    auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::optional<Seq> seq = std::ranges::all_of(asked, is_digit) ? message::parse_seq(asked) : std::nullopt;
    return seq && *seq > 0 ? seq : std::nullopt;
}

/// Whom the message of that number is about: an entry or none.
Result<std::vector<std::string>> subject_of(store::Outbox& outbox, Seq number) {
    auto found = outbox.read({.after = number - 1, .until = number, .count = 1});
    if (!found) return found.error();
    if (found->empty() || !found->front().type.starts_with("newsbus.article.")) return std::vector<std::string>();
    return std::vector<std::string>{found->front().subject};
}

/// The entries that `asked` names. Digits as they stand in messages are a number first; fewer of them may as well be a
/// guid, or the beginning of an id.
Result<std::vector<std::string>> ids_of(store::History& history, store::Outbox& outbox, std::string_view asked) {
    const std::optional<Seq> number = number_of(asked);
    const bool whole = number && asked == message::wire_seq(*number);
    if (whole)
        if (auto subject = subject_of(outbox, *number); !subject || !subject->empty()) return subject;
    auto ids = look_up(history, asked);
    return ids && ids->empty() && number && !whole ? subject_of(outbox, *number) : ids;
}

constexpr const char* same_site = "a source of the same site";

/// How a configured source is related to what was asked for; "" = not at all.
std::string relation(const source::Options& source, const store::SourceStatus* status, std::string_view asked) {
    if (asked == source.id) return "the source of that name";
    auto url = Url::parse(asked), own = Url::parse(source.url);
    if (!url || !own || !url->is_http()) return "";
    bool is_own = url->without_fragment() == own->without_fragment();
    if (status) is_own = is_own || url->without_fragment().str() == status->state.url;
    if (is_own) return "the source itself";
    return politeness_host(*url) == politeness_host(*own) ? same_site : "";
}

/// A source that an entry could come from.
struct Near {
    const source::Options* source;
    const store::SourceStatus* known;  ///< nullptr: it was never looked at
    std::string how;
};

/// The source that was asked for itself, then others of its site.
Result<json::array> sources_near(store::History& history, store::Outbox& outbox, const config::Config& config,
                                 std::string_view asked) {
    constexpr std::size_t most_near = 10, notes_shown = 20;
    auto statuses = outbox.sources();
    if (!statuses) return statuses.error();
    std::vector<Near> related;
    for (const source::Options& source : config.sources) {
        auto status = std::ranges::find(*statuses, source.id, &store::SourceStatus::id);
        const store::SourceStatus* known = status == statuses->end() ? nullptr : &*status;
        if (std::string how = relation(source, known, asked); !how.empty()) related.push_back({&source, known, how});
    }
    std::stable_partition(related.begin(), related.end(), [](const Near& one) { return one.how != same_site; });
    if (related.size() > most_near) related.resize(most_near);
    json::array near;
    for (const auto& [source, known, how] : related) {
        json::object row = known ? source_row(*known) : json::object{{"id", source->id}, {"url", source->url}};
        row["relation"] = how;
        auto notes = history.notes("", source->id, notes_shown);
        if (!notes) return notes.error();
        json::array& list = row["notes"].emplace_array();
        for (const store::KeptNote& note : *notes) list.push_back(note_event(note));
        near.push_back(std::move(row));
    }
    return near;
}

}  // namespace

Result<json::object> why(store::History& history, store::Outbox& outbox, const config::Config& config,
                         std::string_view asked) {
    auto ids = ids_of(history, outbox, asked);
    if (!ids) return ids.error();
    auto bounds = outbox.bounds();
    if (!bounds) return bounds.error();
    json::array entries;
    for (const std::string& id : *ids) {
        auto entry = entry_object(history, id, bounds->oldest);
        if (!entry) return entry.error();
        entries.push_back(std::move(*entry));
    }
    json::object answer{{"asked", asked}, {"entries", std::move(entries)}};
    if (!ids->empty()) return answer;
    if (auto number = number_of(asked); number && *number < bounds->oldest)
        answer["oldest"] = message::wire_seq(bounds->oldest);
    auto near = sources_near(history, outbox, config, asked);
    if (!near) return near.error();
    answer["near"] = std::move(*near);
    return answer;
}

}  // namespace newsbus::service

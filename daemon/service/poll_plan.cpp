#include "service/poll_plan.h"

#include "ingest/next_due.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace newsbus::service {
namespace {

std::string distance(TimePoint time, TimePoint now) {
    const auto away = std::chrono::round<std::chrono::seconds>(time > now ? time - now : now - time);
    if (away.count() == 0) return "now";
    const std::string words = format_duration(
        away < std::chrono::minutes(10) ? Duration(away) : Duration(std::chrono::round<std::chrono::minutes>(away)));
    return time > now ? "in " + words : words + " ago";
}

std::string moment(TimePoint time, TimePoint now) {
    return fmt::format("{} ({})", format_rfc3339(std::chrono::floor<std::chrono::seconds>(time)), distance(time, now));
}

std::string last_words(const store::SourceStatus& source, TimePoint now) {
    const SourceState& state = source.state;
    std::string words = fmt::format("{}: {}", source.id, name_of(state.health));
    if (state.last_attempt) words += ", polled last at " + moment(*state.last_attempt, now);
    if (state.last_status != 0) words += fmt::format(", status {}", state.last_status);
    if (!state.reason.empty()) words += ": " + state.reason;
    return words;
}

/// Why it is due at another time than was decided after the last poll: somebody asked for it, or jobs were held back.
std::string changed_words(const store::SourceStatus& source, const ingest::Pace& pace, TimePoint decided_at) {
    ingest::Pace latest = pace;
    latest.jitter = 1;
    const bool sooner = *source.next_due < ingest::next_due(pace, decided_at);
    const bool later = *source.next_due > ingest::next_due(latest, decided_at) + std::chrono::minutes(1);
    if (sooner)
        return "  that is sooner than was decided: somebody asked for it (newsbus poll), or a start did (run --now)";
    if (later)
        return "  that is later than was decided: it was held back while too many of its pages wait, or its host rests";
    return "";
}

}  // namespace

std::vector<std::string> poll_plan(const store::SourceStatus& source, const source::Options& options,
                                   Duration min_interval, TimePoint now) {
    std::vector<std::string> lines{last_words(source, now)};
    if (!source.next_due) {
        lines.push_back(
            source.state.health == Health::gone
                ? "  not polled any more: its server said twice that it is gone for good (410); `newsbus poll` "
                  "asks once more"
                : "  no poll is planned: the daemon has not met this source yet");
        return lines;
    }
    lines.push_back("  next poll: " + moment(*source.next_due, now));
    if (const auto& rest = source.host_rests; rest && rest->until > now)
        lines.push_back(fmt::format("  but its host {} is left alone until {}: {}", rest->host,
                                    moment(rest->until, now), rest->why));
    if (!source.state.last_attempt) {
        lines.emplace_back(
            "  it was never polled: first polls begin at once, as many in a second as there may be connections");
        return lines;
    }
    const ingest::Pace pace = ingest::pace_of(source.state, options, min_interval);
    lines.push_back("  decided after the last poll: " + ingest::due_words(pace, *source.state.last_attempt));
    if (std::string changed = changed_words(source, pace, *source.state.last_attempt); !changed.empty())
        lines.push_back(std::move(changed));
    return lines;
}

}  // namespace newsbus::service

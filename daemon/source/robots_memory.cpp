#include "source/robots_memory.h"

#include "base/one_line.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

namespace newsbus::source {
namespace {

// The first line of the text. What was written by another version is forgotten.
constexpr std::string_view version = "robots 1";

// Nobody asks to wait for longer (RFC 9110 section 10.2.3, as ingest/next_due.h obeys it).
constexpr Duration longest_wait = std::chrono::days(32);

// A clock that was set back by less is left alone (ledger/deadlines.h).
constexpr Duration clock_step = std::chrono::minutes(1);

void put(std::string& out, std::string_view key, std::string_view value) {
    out += key;
    out += ' ';
    out += value;
    out += '\n';
}

void put(std::string& out, std::string_view key, std::int64_t value) {
    put(out, key, std::to_string(value));
}

/// The text up to `end`, which is taken away with it.
std::string_view cut_off(std::string_view& text, char end) {
    const std::size_t at = std::min(text.find(end), text.size());
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return part;
}

std::int64_t number_of(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

RobotsRule rule_of(bool allows, std::string_view value) {
    const auto line = static_cast<int>(number_of(cut_off(value, ' ')));
    return {allows, std::string(value), line};
}

RobotsSignal signal_of(std::string_view value) {
    std::string pattern(cut_off(value, ' '));
    return {std::move(pattern), std::string(value)};
}

void take(std::string_view key, std::string_view value, RobotsMemory& memory) {
    Robots& robots = memory.robots;
    if (key == "answered") memory.answered = TimePoint(Duration(number_of(value)));
    if (key == "failures") memory.failures = static_cast<int>(std::clamp<std::int64_t>(number_of(value), 0, 1000));
    if (key == "failed") memory.failed = TimePoint(Duration(number_of(value)));
    if (key == "next") memory.next = TimePoint(Duration(number_of(value)));
    if (key == "why") memory.why = value;
    if (key == "delay") robots.crawl_delay = Duration(std::max<std::int64_t>(0, number_of(value)));
    if (key == "license") robots.license = value;
    if (key == "signal") robots.signals.push_back(signal_of(value));
    if (key == "allow") robots.rules.push_back(rule_of(true, value));
    if (key == "disallow") robots.rules.push_back(rule_of(false, value));
}

}  // namespace

bool RobotsMemory::holds(TimePoint now) const {
    return answered && *answered <= now + clock_step && now - *answered < robots_hold;
}

bool RobotsMemory::is_due(TimePoint now) const {
    const bool is_fresh = holds(now) && now - *answered < robots_renewed_after;
    const bool waits = failures > 0 && failed <= now + clock_step && now < next && next - now <= longest_wait;
    return !is_fresh && !waits;
}

std::string RobotsMemory::str() const {
    std::string out(version);
    out += '\n';
    if (answered) put(out, "answered", answered->time_since_epoch().count());
    if (failures > 0) {
        put(out, "failures", failures);
        put(out, "next", next.time_since_epoch().count());
        put(out, "failed", failed.time_since_epoch().count());
        put(out, "why", one_line(why, 500));
    }
    if (robots.crawl_delay) put(out, "delay", robots.crawl_delay->count());
    if (!robots.license.empty()) put(out, "license", robots.license);
    for (const RobotsSignal& signal : robots.signals) put(out, "signal", signal.pattern + ' ' + signal.words);
    for (const RobotsRule& rule : robots.rules)
        put(out, rule.allows ? "allow" : "disallow", std::to_string(rule.line) + ' ' + rule.pattern);
    return out;
}

RobotsMemory RobotsMemory::parse(std::string_view text) {
    RobotsMemory memory;
    if (cut_off(text, '\n') != version) return memory;
    while (!text.empty()) {
        std::string_view line = cut_off(text, '\n');
        const std::string_view key = cut_off(line, ' ');
        take(key, line, memory);
    }
    return memory;
}

}  // namespace newsbus::source

#include "service/roundup.h"

#include "base/utf8.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace newsbus::service {
namespace {

using namespace std::chrono_literals;

constexpr auto shortest_pause = 1min;
constexpr std::size_t most_reasons = 4;

bool is_failing(Health health) {
    return health == Health::failing || health == Health::blocked || health == Health::gone;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/// "www.example.org", "10.1.2.3:80", "'x.example'": a dot between two characters of a name.
bool has_host(std::string_view word) {
    for (std::size_t i = 1; i + 1 < word.size(); ++i)
        if (word[i] == '.' && (is_letter(word[i + 1]) || is_digit(word[i + 1]))) return true;
    return word.find("]:") != word.npos || word.find("::") != word.npos;
}

/// A host indeed, and no version ("OpenSSL/3.0.19:", "(3.7)").
bool is_name(std::string_view word) {
    if (word.find('/') != word.npos) return false;
    const std::size_t colon = word.find(':');
    return std::any_of(word.begin(), word.end(), is_letter) || std::count(word.begin(), word.end(), '.') >= 3 ||
           (colon != word.npos && colon + 1 < word.size());
}

/// "HOST" with the punctuation around it, so that the sentence stays one: "no address is known for HOST: ...".
std::string with_host_hidden(std::string_view word) {
    constexpr std::string_view marks = "\"'(),;:.";
    std::size_t begin = std::min(word.find_first_not_of(marks), word.size());
    std::size_t end = word.find_last_not_of(marks) + 1;
    return std::string(word.substr(0, begin)) + "HOST" + std::string(word.substr(std::max(begin, end)));
}

/// "443", "12:": nothing but digits before the punctuation.
bool is_number(std::string_view word) {
    while (!word.empty() && std::string_view(":,;.)").find(word.back()) != std::string_view::npos)
        word.remove_suffix(1);
    return !word.empty() && std::all_of(word.begin(), word.end(), is_digit);
}

/// The most frequent reasons first: "HTTP status 403 (9), no connection within 10s (6)".
std::string worst(const std::map<std::string, std::string, std::less<>>& failing) {
    std::map<std::string_view, std::size_t> counts;
    for (const auto& [source, reason] : failing) ++counts[reason];
    std::vector<std::pair<std::string_view, std::size_t>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string text;
    std::size_t rest = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i < most_reasons)
            text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", sorted[i].first, sorted[i].second);
        else
            rest += sorted[i].second;
    }
    if (rest > 0) text += fmt::format(", other reasons ({})", rest);
    return text;
}

}  // namespace

std::string kind_of_reason(std::string_view reason) {
    reason = reason.substr(0, reason.find("; "));  // advice follows
    std::string kind;
    std::string_view before;
    for (std::size_t at = 0; at < reason.size();) {
        std::size_t end = std::min(reason.find(' ', at), reason.size());
        std::string_view word = reason.substr(at, end - at);
        at = end + 1;
        if (word.empty() || word.find("://") != word.npos) continue;
        std::string shown = std::string(word);
        if (has_host(word)) {
            if (!is_name(word)) continue;
            shown = with_host_hidden(word);
        }
        if (is_number(word) && before != "status") {
            auto digits = std::find_if_not(shown.begin(), shown.end(), is_digit);
            shown.replace(shown.begin(), digits, "N");
        }
        before = word;
        kind += (kind.empty() ? "" : " ") + shown;
    }
    for (std::string_view end : {" HOST", " 'HOST'", " from", " at", ":", ","})
        if (kind.ends_with(end)) kind.resize(kind.size() - end.size());
    return kind.empty() ? "no reason" : shortened(kind, 120);
}

void Roundup::begin(std::span<const store::SourceStatus> sources, TimePoint now, SteadyTime steady) {
    sources_ = sources.size();
    waiting_.clear();
    failing_.clear();
    for (const store::SourceStatus& source : sources) {
        bool is_due = source.next_due && (!source.state.last_attempt || *source.next_due <= now);
        if (is_due) waiting_.insert(source.id);
        if (is_failing(source.state.health)) failing_.emplace(source.id, kind_of_reason(source.state.reason));
    }
    is_first_ = true;
    since_ = steady;
}

void Roundup::add(const ingest::VisitReport& report) {
    if (report.kind != JobKind::poll || report.pushed || report.obsolete) return;
    waiting_.erase(report.source);
    if (is_failing(report.health))
        failing_.insert_or_assign(report.source, kind_of_reason(report.reason));
    else
        failing_.erase(report.source);
}

std::optional<log::Line> Roundup::take(SteadyTime now) {
    bool minute_over = now - since_ >= shortest_pause;
    bool changed = last_failing_ != failing() || (!was_complete_ && waiting_.empty());
    bool is_time = is_first_ ? waiting_.empty() || minute_over : minute_over && changed;
    if (!is_time || sources_ == 0) return {};
    is_first_ = false;
    last_failing_ = failing();
    was_complete_ = waiting_.empty();
    since_ = now;
    return line();
}

log::Line Roundup::line() const {
    log::Line line{"sources"};
    if (failing_.empty() && waiting_.empty()) {
        line.fields.emplace_back("ok", sources_);
        return line;
    }
    line.fields.emplace_back("failing", failing());
    line.fields.emplace_back("of", sources_);
    if (!waiting_.empty()) line.fields.emplace_back("waiting", waiting_.size());
    if (!failing_.empty()) line.fields.emplace_back("worst", worst(failing_));
    return line;
}

}  // namespace newsbus::service

#include "source/robots.h"

#include "base/ascii.h"
#include "source/robots_pattern.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

namespace newsbus::source {
namespace {

constexpr std::string_view blanks = " \t\f\v";

constexpr std::size_t most_rule_bytes = 40 << 10;  // of all rules together
constexpr std::size_t rule_cost = 20;              // what a rule takes besides its pattern
constexpr std::size_t longest_pattern = 2048;
constexpr std::size_t most_signals = 16, longest_words = 256, longest_license = 2048;
constexpr Duration longest_delay = std::chrono::hours(24);

/// What one name is told: that of newsbus, or "*".
struct Told {
    bool named = false;  ///< there is a group for it
    Robots robots;
    std::size_t bytes = 0;  ///< of the rules
    bool full = false;      ///< no more rules are taken
};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

/// "newsbus/1.0 (news)" means us, "newsbus-image" does not.
bool is_for_us(std::string_view agent) {
    auto is_token = [](char c) { return ascii::is_alpha(c) || c == '-' || c == '_'; };
    auto end = std::find_if_not(agent.begin(), agent.end(), is_token);
    return ascii::equals_ignoring_case({agent.begin(), end}, product_token);
}

bool is_for_all(std::string_view agent) {
    return agent.starts_with('*') && (agent.size() == 1 || blanks.find(agent[1]) != blanks.npos);
}

/// "10", "0.5", "10 seconds"
std::optional<Duration> delay_of(std::string_view value) {
    double seconds = 0;
    auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), seconds, std::chars_format::fixed);
    if (failed == std::errc::result_out_of_range) return longest_delay;
    if (failed != std::errc() || !(seconds >= 0)) return std::nullopt;
    return std::min(longest_delay, Duration(static_cast<Duration::rep>(std::min(seconds, double{24 * 3600}) * 1000)));
}

/// "search = yes,ai-train=no" as "search=yes, ai-train=no"
std::string signal_words(std::string_view value) {
    std::string words;
    while (!value.empty()) {
        const std::size_t comma = std::min(value.find(','), value.size());
        std::string word;
        for (char c : value.substr(0, comma))
            if (static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F) word += ascii::lower(c);
        value.remove_prefix(std::min(comma + 1, value.size()));
        const std::size_t equals = word.find('=');
        if (equals == 0 || equals == word.npos || equals + 1 == word.size()) continue;
        if (words.size() + word.size() > longest_words) break;
        words += (words.empty() ? "" : ", ") + word;
    }
    return words;
}

class Reader {
public:
    Robots run(std::string_view document) {
        each_robots_line(document, [this](std::string_view line, int number) {
            take(line, number);
            return true;
        });
        Robots robots = std::move((ours_.named ? ours_ : all_).robots);
        robots.license = std::move(license_);
        return robots;
    }

private:
    void take(std::string_view line, int number) {
        const auto field = robots_field(line);
        if (!field) return;
        const auto& [name, value] = *field;
        if (is_one_of(name, {"user-agent", "useragent", "user agent"}))
            take_agent(value);
        else if (name == "allow")
            take_rule(true, value, number);
        // What was meant is plain, and forbidding more is never rude.
        else if (is_one_of(name, {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"}))
            take_rule(false, value, number);
        else if (is_one_of(name, {"crawl-delay", "crawldelay", "crawl delay"}))
            take_delay(value);
        else if (is_one_of(name, {"content-signal", "content-signals", "content-usage"}))
            take_signal(value);
        else if (name == "license" && license_.empty() && value.size() <= longest_license)
            license_ = value;
    }

    // A group begins with the first name behind a rule. Other records do not end a list of names (section 2.2.4), so
    // rules behind them are for all those names; they themselves are for the names right above them.
    void take_agent(std::string_view agent) {
        had_agent_ = true;
        if (std::exchange(had_rule_, false)) group_.clear();
        if (std::exchange(had_record_, false)) nearest_.clear();
        for (auto [is_meant, told] : {std::pair(is_for_us(agent), &ours_), std::pair(is_for_all(agent), &all_)}) {
            if (!is_meant) continue;
            told->named = true;
            for (std::vector<Told*>* list : {&group_, &nearest_})
                if (std::ranges::find(*list, told) == list->end()) list->push_back(told);
        }
    }

    void take_rule(bool allows, std::string_view value, int number) {
        had_rule_ = had_record_ = true;
        if (value.empty() || group_.empty()) return;
        std::string pattern = normal_pattern(value);
        if (pattern.size() > longest_pattern) {
            if (allows) return;
            pattern = shortened_pattern(std::move(pattern), longest_pattern);
        }
        for (Told* told : group_) add(*told, {allows, pattern, number});
    }

    static void add(Told& told, RobotsRule rule) {
        if (told.full) return;
        told.bytes += rule.pattern.size() + rule_cost;
        told.full = told.bytes > most_rule_bytes;
        if (told.full) rule = {false, "/", rule.line};
        told.robots.rules.push_back(std::move(rule));
    }

    void take_delay(std::string_view value) {
        had_record_ = true;
        const std::optional<Duration> delay = delay_of(value);
        if (!delay) return;
        for (Told* told : nearest_)
            told->robots.crawl_delay = std::max(told->robots.crawl_delay.value_or(Duration(0)), *delay);
    }

    // "/path ai-train=no" holds for what begins with that path.
    void take_signal(std::string_view value) {
        had_record_ = true;
        std::string pattern;
        if (value.starts_with('/')) {
            const std::size_t end = std::min(value.find_first_of(blanks), value.size());
            pattern = normal_pattern(value.substr(0, end));
            value.remove_prefix(end);
        }
        std::string words = signal_words(value);
        if (words.empty() || pattern.size() > longest_words) return;
        const std::vector<Told*> everybody{&ours_, &all_};  // it stands before all groups
        for (Told* told : had_agent_ ? nearest_ : everybody)
            if (told->robots.signals.size() < most_signals) told->robots.signals.push_back({pattern, words});
    }

    Told ours_, all_;
    std::vector<Told*> group_, nearest_;  ///< whom rules and other records are for
    bool had_agent_ = false, had_rule_ = false, had_record_ = false;
    std::string license_;
};

}  // namespace

const RobotsRule* Robots::refusal(const Url& url) const {
    if (rules.empty() || url.path() == "/robots.txt") return nullptr;
    const RobotsTarget target(url);
    const RobotsRule* longest = nullptr;
    for (const RobotsRule& rule : rules) {
        const std::size_t best = longest ? longest->pattern.size() : 0;
        if (rule.pattern.size() < best) continue;
        if (longest && rule.pattern.size() == best && (longest->allows || !rule.allows)) continue;
        if (target.matches(rule.pattern)) longest = &rule;
    }
    return longest && !longest->allows ? longest : nullptr;
}

std::string Robots::signals_for(const Url& url) const {
    if (signals.empty()) return {};
    const RobotsTarget target(url);
    const RobotsSignal* longest = nullptr;
    for (const RobotsSignal& signal : signals)
        if ((!longest || signal.pattern.size() > longest->pattern.size()) && target.matches(signal.pattern))
            longest = &signal;
    return longest ? longest->words : std::string();
}

Robots read_robots(std::string_view document) {
    return Reader().run(document);
}

void each_robots_line(std::string_view document, const std::function<bool(std::string_view, int)>& f) {
    constexpr std::string_view line_ends = "\r\n", byte_order_mark = "\xef\xbb\xbf";
    const bool is_cut = document.size() > most_robots_bytes;
    document = document.substr(0, most_robots_bytes);
    if (document.starts_with(byte_order_mark)) document.remove_prefix(byte_order_mark.size());
    for (int number = 1; !document.empty(); ++number) {
        const std::size_t end = document.find_first_of(line_ends);
        if (end == document.npos && is_cut) return;
        std::string_view line = document.substr(0, end);
        document.remove_prefix(
            std::min(line.size() + (document.substr(line.size()).starts_with("\r\n") ? 2 : 1), document.size()));
        line = ascii::trimmed(line.substr(0, line.find('#')), blanks);
        if (!line.empty() && !f(line, number)) return;
    }
}

std::optional<std::pair<std::string, std::string_view>> robots_field(std::string_view line) {
    std::size_t split = line.find(':');
    if (split == line.npos) {
        split = line.find_first_of(blanks);
        if (split == line.npos) return std::nullopt;
        // More than two words are prose.
        if (ascii::trimmed(line.substr(split), blanks).find_first_of(blanks) != line.npos) return std::nullopt;
    }
    return std::pair(ascii::lower(ascii::trimmed(line.substr(0, split), blanks)),
                     ascii::trimmed(line.substr(split + 1), blanks));
}

}  // namespace newsbus::source

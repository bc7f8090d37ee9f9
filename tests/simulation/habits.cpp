#include "habits.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <iterator>

namespace newsbus::simulation {
namespace {

template <std::size_t N>
std::string_view any_of(const std::string_view (&choices)[N], Random& dice) {
    return choices[dice.below(N)];
}

/// Anything that a server draws for one reader or one answer.
std::string token(Random& dice) {
    return fmt::format("{:016x}", dice.below(UINT64_MAX));
}

std::string link_of(std::string link, const Habits& habits, Random& dice) {
    if (habits.addresses) {
        if (dice.chance(0.5)) link.insert(link.find("//") + 2, "www.");
        if (dice.chance(0.5)) link.replace(0, link.find(':'), "http");
        if (dice.chance(0.5)) link += '/';
    }
    if (habits.campaigns) {
        constexpr std::string_view names[] = {"utm_campaign", "fbclid", "gclid", "PHPSESSID", "mc_eid", "at_medium"};
        if (dice.chance(0.8)) link += fmt::format("?{}={}", any_of(names, dice), token(dice));
    }
    return link;
}

std::vector<std::string> shuffled(std::vector<std::string> names, Random& dice) {
    for (std::size_t left = names.size(); left > 1; --left) std::swap(names[left - 1], names[dice.below(left)]);
    return names;
}

std::string signed_address(std::string address, const Habits& habits, Random& dice, TimePoint now) {
    if (!habits.signatures) return address;
    return fmt::format("{}?Expires={}&Signature={}", address, now.time_since_epoch() / std::chrono::seconds(1),
                       token(dice));
}

std::string quoted(std::string_view text, const Habits& habits, Random& dice) {
    if (!habits.typography) return std::string(text);
    constexpr std::string_view marks[][2] = {{"\"", "\""}, {"“", "”"}, {"«", "»"}, {"'", "'"}};
    const auto& mark = marks[dice.below(std::size(marks))];
    return fmt::format("{}{}{}", mark[0], text, mark[1]);
}

std::string summary_of(const Story& story, const Habits& habits, Random& dice, TimePoint now) {
    constexpr std::string_view blanks[] = {" ", "  ", "\n ", "&#160;"};
    const std::string_view blank = habits.typography ? any_of(blanks, dice) : " ";
    std::string text =
        fmt::format("What{}{} says in its take {}.", blank, quoted(story.name, habits, dice), story.take);
    if (habits.typography && dice.chance(0.5)) text = fmt::format("<p class=\"c{}\">{}</p>", dice.below(99), text);
    if (habits.counters)
        text += fmt::format("<p>{} comments</p><p>Updated: {}</p>", dice.below(500), format_http_date(now));
    return text;
}

}  // namespace

Habits habits_of(const Settings& settings, Random& dice) {
    const bool some = dice.chance(0.4) && settings.has("habits");
    auto has = [&] { return (dice.chance(0.5) && some) || settings.all_habits; };
    Habits habits{has(), has(), has(), has(), has(), has(), has()};
    // What is published after it was first seen has no date of worth; that needs a clock that goes forward.
    if (settings.has("clock")) habits.dates = false;
    return habits;
}

Lines written(const Story& story, const Habits& habits, Random& dice, TimePoint now) {
    Lines entry;
    entry.link = link_of(story.link, habits, dice);
    entry.guid = story.guid;
    entry.date = story.date;
    entry.title = headline(story, quoted(story.name, habits, dice));
    entry.summary = summary_of(story, habits, dice, now);
    if (!habits.any()) return entry;
    entry.keywords = {"World", "Harbours", "Ferries", "Weather"};
    entry.authors = {"Ann Archer", "Ben Bowman"};
    if (habits.order) {
        entry.keywords = shuffled(entry.keywords, dice);
        entry.authors = shuffled(entry.authors, dice);
    }
    const std::string media = "https://media.example" + story.link.substr(story.link.find('/', 8));
    entry.picture = signed_address(media + ".jpg", habits, dice, now);
    entry.sound = signed_address(media + ".mp3", habits, dice, now);
    if (habits.counters) entry.comments = static_cast<int>(dice.below(500));
    if (habits.counters) entry.stamp = format_rfc3339(now);
    return entry;
}

std::string plain_link(std::string_view written) {
    std::string link(written.substr(0, written.find('?')));
    if (link.starts_with("http:")) link.insert(4, "s");
    if (const std::size_t www = link.find("//www."); www != std::string::npos) link.erase(www + 2, 4);
    if (link.ends_with("/")) link.pop_back();
    return link;
}

}  // namespace newsbus::simulation

#include "settings.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <iterator>

namespace newsbus::simulation {
namespace {

constexpr Trouble all[] = {
    // Of publishers.
    {"correct", "stories change, and are taken back"},
    {"withdraw", "stories leave their feed, and some come again"},
    {"errors", "answers 404, 500, 503, or none at all"},
    {"broken", "answers that are no feed"},
    {"move", "a feed goes elsewhere for good: 301"},
    {"gone", "a feed ends: 410"},
    {"limit", "429 and 503 with Retry-After, which is nonsense now and then"},
    {"redirects", "temporary, mixed and restless redirects, and portals that lead to a page of their own"},
    {"fresh", "answers that say how long they are fresh, by clocks that are wrong"},
    {"hints", "feeds with a ttl"},
    {"lie", "dates from the future, guids that change or are all the same, the same entry twice"},
    {"habits", "what is written anew into every answer: campaigns, orders, signatures, counters, markup, dates"},
    {"crowd", "feeds of many entries, which take many commits"},
    {"delta", "answers 226 with what is new alone"},
    {"validators", "ETags of all kinds, dates instead, those that stay though the document changes, and none at all"},
    {"stale", "a cache that answers with an older document"},
    {"slow", "answers that take a minute"},
    {"pages", "full text on the pages of stories, which fail, too"},
    {"robots", "robots.txt that forbid pages, ask for pauses, or cannot be had"},
    {"wire", "stories that several sources carry"},
    {"adverts", "entries that a plugin drops, or fails on"},
    // Of the machine.
    {"kill", "the daemon dies at any step"},
    {"stop", "the daemon is stopped and started"},
    {"full", "a disk that takes nothing for a while"},
    {"slow_disk", "a disk that takes its time"},
    {"hang", "a disk that does not answer for minutes"},
    {"refuse", "a store that refuses one outcome"},
    {"clock", "a wall clock that jumps"},
    {"cut", "answers that break off, noticed or not"},
    {"trim", "a log that keeps little"},
    // Of the bus.
    {"sink", "a sink that takes nothing for a while"},
    {"drop", "live messages that are lost"},
    {"stall", "subscribers that do not read"},
    {"restart", "subscribers that die, and go on from what they saved"},
    {"mute", "peers that ask for the whole log and never read"},
};

}  // namespace

std::span<const Trouble> troubles() {
    return all;
}

std::string command_line(const Settings& settings) {
    const Settings plain;
    std::string line = fmt::format("--seeds {}", settings.seed);
    if (settings.sources != plain.sources) line += fmt::format(" --sources {}", settings.sources);
    if (settings.first != plain.first) line += fmt::format(" --first {}", settings.first);
    if (settings.span != plain.span) line += fmt::format(" --span {}", format_duration(settings.span));
    if (settings.calm) line += " --calm";
    if (settings.all_habits) line += " --all-habits";
    if (!settings.without.empty()) line += fmt::format(" --without {}", fmt::join(settings.without, ","));
    if (!settings.bug.empty()) line += " --bug " + settings.bug;
    return line;
}

}  // namespace newsbus::simulation

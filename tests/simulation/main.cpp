#include "bugs.h"
#include "settings.h"
#include "shrink.h"
#include "world.h"

#include "base/log_silence.h"

#include <spdlog/fmt/fmt.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace newsbus::simulation {
namespace {

struct Seeds {
    std::uint64_t from = 1, to = 200;
    bool single() const { return from == to; }
};

/// "17", "1..200".
bool parse(const std::string& text, Seeds& seeds) {
    const std::size_t dots = text.find("..");
    auto number = [](const std::string& digits, std::uint64_t& value) {
        if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos || digits.size() > 18)
            return false;
        value = std::stoull(digits);
        return true;
    };
    if (!number(text.substr(0, dots), seeds.from)) return false;
    if (dots == std::string::npos) return seeds.to = seeds.from, true;
    return number(text.substr(dots + 2), seeds.to) && seeds.from <= seeds.to;
}

/// Everything that several worlds came to.
struct Sum {
    std::uint64_t worlds = 0, broken = 0, steps = 0, visits = 0, messages = 0, deaths = 0, judged = 0;

    void add(const Report& report) {
        ++worlds;
        broken += report.broken ? 1 : 0;
        steps += report.steps;
        visits += report.visits;
        messages += report.messages;
        judged += report.judged;
        deaths += static_cast<std::uint64_t>(report.deaths);
    }
};

void print_broken(const Settings& settings, const Report& report) {
    fmt::print("seed {} is broken at {}: {}\n", settings.seed, clock_text(report.at), *report.broken);
}

/// The smallest world that is broken the same way, its last events, and how to see it again.
void explain(const Settings& settings, const Report& report) {
    const Broken small = shrunk({settings, report});
    fmt::print("\nthe last events of the smallest world that is broken, of {}:\n", small.report.events);
    if (!settings.trace)
        for (const std::string& line : small.report.last) fmt::print("  {}\n", line);
    fmt::print("{}\nagain: simulation {} --trace\n\n", *small.report.broken, command_line(small.settings));
}

int live(Settings settings, const Seeds& seeds, bool shrink) {
    constexpr std::uint64_t most_explained = 3, most_broken = 20;
    const auto began = std::chrono::steady_clock::now();
    Sum sum;
    for (settings.seed = seeds.from; settings.seed <= seeds.to && sum.broken < most_broken; ++settings.seed) {
        const Report report = World(settings).run();
        sum.add(report);
        if (!report.broken) continue;
        print_broken(settings, report);
        if (shrink && sum.broken <= most_explained) explain(settings, report);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    fmt::print("{} worlds, {} broken: {} visits, {} messages, {} deaths, {} steps, {} decisions in {:.1f} s\n",
               sum.worlds, sum.broken, sum.visits, sum.messages, sum.deaths, sum.steps, sum.judged, took.count());
    return sum.broken == 0 ? 0 : 1;
}

/// Plants each bug and counts the seeds until it is found. 1 when one stays hidden.
int hunt(Settings settings, const Seeds& seeds, const std::string& only) {
    int hidden = 0;
    for (const BugRow& bug : bugs()) {
        if (only != "all" && bug.name != only) continue;
        settings.bug = bug.name;
        Report report;
        for (settings.seed = seeds.from; settings.seed <= seeds.to; ++settings.seed)
            if (report = World(settings).run(); report.broken) break;
        hidden += report.broken ? 0 : 1;
        if (report.broken)
            fmt::print("{:<24} found by seed {:>3}: {}\n", bug.name, settings.seed, *report.broken);
        else
            fmt::print("{:<24} NOT found: {}\n", bug.name, bug.what);
    }
    return hidden == 0 ? 0 : 1;
}

/// Does each seed give the same world twice?
int repeat(Settings settings, const Seeds& seeds) {
    for (settings.seed = seeds.from; settings.seed <= seeds.to; ++settings.seed) {
        const Report one = World(settings).run(), other = World(settings).run();
        if (one.print == other.print && one.steps == other.steps) continue;
        fmt::print("seed {} gives another world each time\n", settings.seed);
        return 1;
    }
    fmt::print("each world came out the same twice\n");
    return 0;
}

int usage(const std::string& what) {
    fmt::print(stderr, "simulation: {}\n", what);
    return 2;
}

int run(int argc, char** argv) {
    CLI::App app("newsbus in a simulated world: publishers, network, disk, clocks and subscribers that go wrong");
    Settings settings;
    std::string seeds_text = "1..200", span, hunted;
    std::vector<std::string> without;
    bool twice = false, list = false, no_shrink = false;
    app.add_option("--seeds", seeds_text, "FROM..TO, or one seed")->capture_default_str();
    app.add_option("--sources", settings.sources)->capture_default_str();
    app.add_option("--first", settings.first, "number of the first source");
    app.add_option("--span", span, "how long a world lasts, e.g. 4h or 7d");
    app.add_option("--without", without, "troubles to leave out")->delimiter(',');
    app.add_option("--bug", settings.bug, "plant a fault");
    app.add_option("--hunt", hunted, "how many seeds until this planted fault is found, or all of them");
    app.add_flag("--calm", settings.calm, "the pace of the real world: little trouble");
    app.add_flag("--all-habits", settings.all_habits, "every publisher writes anew whatever can be written anew");
    app.add_flag("--trace", settings.trace, "print every event");
    app.add_flag("--twice", twice, "does a seed always give the same world?");
    app.add_flag("--no-shrink", no_shrink, "do not look for the smallest broken world");
    app.add_flag("--list", list, "the troubles and the faults to plant");
    CLI11_PARSE(app, argc, argv);

    Seeds seeds;
    if (!parse(seeds_text, seeds)) return usage("--seeds: FROM..TO or one number, not " + seeds_text);
    if (settings.sources < 1) return usage("--sources: at least one");
    if (auto parsed = parse_duration(span))
        settings.span = *parsed;
    else if (!span.empty())
        return usage("--span: a duration like 4h, not " + span);
    for (const std::string& name : without)
        if (std::ranges::find(troubles(), name, &Trouble::name) == troubles().end())
            return usage("--without: there is no trouble " + name + "; see --list");
    for (const std::string& name : {settings.bug, hunted == "all" ? std::string() : hunted})
        if (!name.empty() && std::ranges::find(bugs(), name, &BugRow::name) == bugs().end())
            return usage("there is no bug " + name + "; see --list");
    settings.without.insert(without.begin(), without.end());
    if (settings.calm) settings.settle = std::chrono::hours(14);
    if (!settings.trace) log::silence();

    if (list) {
        for (const Trouble& trouble : troubles()) fmt::print("{:<24} {}\n", trouble.name, trouble.what);
        for (const BugRow& bug : bugs()) fmt::print("bug {:<20} {}\n", bug.name, bug.what);
        return 0;
    }
    if (!hunted.empty()) return hunt(settings, seeds, hunted);
    if (twice) return repeat(settings, seeds);
    return live(settings, seeds, !no_shrink);
}

}  // namespace
}  // namespace newsbus::simulation

int main(int argc, char** argv) {
    return newsbus::simulation::run(argc, argv);
}

#include "cli/politeness_view.h"

#include "base/columns.h"
#include "cli/json_text.h"
#include "cli/relative_time.h"
#include "cli/table.h"

#include <spdlog/fmt/fmt.h>

#include <boost/json.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

std::int64_t number(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    boost::system::error_code failed;
    const auto read = value ? value->to_number<std::int64_t>(failed) : 0;
    return failed ? 0 : read;
}

const json::object& object_at(const json::object& object, std::string_view key) {
    static const json::object none;
    const json::value* value = object.if_contains(key);
    return value && value->is_object() ? value->as_object() : none;
}

std::string counted(std::int64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// How many of the requests were answered 304.
std::string share(const json::object& counts) {
    const std::int64_t requests = number(counts, "requests");
    return requests == 0 ? "-" : fmt::format("{}%", 100 * number(counts, "unchanged") / requests);
}

std::string count_words(const json::object& counts) {
    return fmt::format("{}, {} of them answered 304; {} failed, {} with \"too many requests\"; {} received",
                       counted(number(counts, "requests"), "request"), share(counts), number(counts, "failed"),
                       number(counts, "limited"), short_size(static_cast<std::uint64_t>(number(counts, "bytes"))));
}

/// No poll is planned in the past: one that is due is planned now.
std::string next_words(const std::string& time, TimePoint now) {
    const std::string words = relative(time, now);
    return words.ends_with("ago") ? "now" : words;
}

std::vector<std::string> table_of(const json::array& hosts, TimePoint now, const Terminal& terminal) {
    Column host{.title = "HOST", .least = 12, .worth = 9}, requests{.title = "REQUESTS", .right = true, .worth = 8};
    Column unchanged{.title = "304", .right = true, .worth = 5}, failed{.title = "FAILED", .right = true, .worth = 6};
    Column limited{.title = "LIMITED", .right = true, .worth = 4}, bytes{.title = "BYTES", .right = true, .worth = 3};
    Column polls{.title = "PLANNED", .right = true, .worth = 7}, hour{.title = "AN HOUR", .right = true, .worth = 2};
    Column next{.title = "NEXT", .right = true, .worth = 1}, rests{.title = "RESTS UNTIL", .worth = 4};
    bool is_resting = !terminal.width;
    for (const json::value& value : hosts) {
        const json::object& row = value.as_object();
        const std::int64_t limits = number(row, "limited");
        host.cells.push_back(text(row, "host"));
        requests.cells.push_back(std::to_string(number(row, "requests")));
        unchanged.cells.push_back(share(row));
        failed.cells.push_back(std::to_string(number(row, "failed")));
        limited.cells.push_back(std::to_string(limits));
        limited.colours.push_back(limits > 0 ? "33" : nullptr);
        bytes.cells.push_back(short_size(static_cast<std::uint64_t>(number(row, "bytes"))));
        polls.cells.push_back(std::to_string(number(row, "polls")));
        hour.cells.push_back(std::to_string(number(row, "busiestHour")));
        next.cells.push_back(next_words(text(row, "nextPoll"), now));
        rests.cells.push_back(text(object_at(row, "rests"), "until"));
        is_resting |= !rests.cells.back().empty();
    }
    std::vector<Column> columns;
    for (Column* column : {&host, &requests, &unchanged, &failed, &limited, &bytes, &polls, &hour, &next})
        columns.push_back(std::move(*column));
    if (is_resting) columns.push_back(std::move(rests));
    return table_lines(std::move(columns), terminal);
}

/// The most requests in an hour that the limits allow at one host; "" when they do not bound it.
std::string limit_words(const json::object& limits) {
    const std::int64_t at_a_time = number(limits, "maxPerHost");
    const Duration pause = parse_duration(text(limits, "hostPause")).value_or(Duration(0));
    std::string words = fmt::format("limits: {} at a time for each host, {} between two (host_pause)",
                                    counted(at_a_time, "request"), format_duration(pause));
    if (pause.count() > 0) words += fmt::format(", so {} an hour at most", at_a_time * (std::chrono::hours(1) / pause));
    return words + fmt::format("; no source more often than every {} (min_interval)", text(limits, "minInterval"));
}

std::vector<std::string> sum_words(const json::object& answer) {
    const json::object& sum = object_at(answer, "sum");
    std::vector<std::string> words{fmt::format("since {} (UTC): {}: {}", text(answer, "from"),
                                               counted(number(sum, "hosts"), "host"), count_words(sum))};
    words.push_back(fmt::format(
        "next 24 hours: {} of {} at most, if every answer is like the last one; AN HOUR is the most in one hour. "
        "Besides: redirects, pages of articles{}, further sitemaps",
        counted(number(sum, "polls"), "poll"), counted(number(sum, "sources"), "source"),
        number(sum, "pagesWaiting") > 0 ? fmt::format(" ({} wait)", number(sum, "pagesWaiting")) : ""));
    words.push_back(limit_words(object_at(answer, "limits")));
    return words;
}

std::vector<std::string> details_of(const json::object& host) {
    std::vector<std::string> words;
    for (const json::value& value : list(host, "days")) {
        const json::object& day = value.as_object();
        words.push_back(fmt::format("{}: {}", text(day, "day"), count_words(day)));
    }
    const json::object& rests = object_at(host, "rests");
    if (!rests.empty())
        words.push_back(fmt::format("left alone until {}: {}", text(rests, "until"), text(rests, "why")));
    for (const json::value& value : list(host, "plans")) {
        const json::object& plan = value.as_object();
        for (const json::value& line : list(plan, "why")) words.emplace_back(line.as_string());
        words.push_back(fmt::format("  in the next 24 hours: {} at most", counted(number(plan, "polls"), "poll")));
    }
    return words;
}

}  // namespace

std::string short_size(std::uint64_t bytes) {
    if (bytes < 1000) return fmt::format("{} B", bytes);
    auto size = static_cast<double>(bytes);
    const char* unit = "";
    for (const char* larger : {"KiB", "MiB", "GiB", "TiB"}) {
        if (size < 1000) break;
        size /= 1024;
        unit = larger;
    }
    return size < 9.95 ? fmt::format("{:.1f} {}", size, unit) : fmt::format("{:.0f} {}", size, unit);
}

std::vector<std::string> politeness_lines(const json::object& answer, TimePoint now, const Terminal& terminal) {
    const json::array& hosts = list(answer, "hosts");
    const std::size_t columns = terminal.width.value_or(std::numeric_limits<std::size_t>::max());
    std::vector<std::string> lines;
    auto add = [&](const std::string& words) {
        std::ranges::move(wrap_to_columns(printable(words), columns), std::back_inserter(lines));
    };
    if (!hosts.empty()) {
        lines = table_of(hosts, now, terminal);
        lines.emplace_back();
    }
    for (const std::string& words : sum_words(answer)) add(words);
    if (hosts.size() != 1 || !hosts.front().as_object().contains("plans")) return lines;
    lines.emplace_back();
    for (const std::string& words : details_of(hosts.front().as_object())) add(words);
    return lines;
}

}  // namespace newsbus::cli

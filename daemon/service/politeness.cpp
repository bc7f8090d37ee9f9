#include "service/politeness.h"

#include "base/did_you_mean.h"
#include "service/day_plan.h"
#include "service/poll_plan.h"
#include "url/host.h"

#include <fnmatch.h>
#include <spdlog/fmt/fmt.h>

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace newsbus::service {
namespace {

namespace json = boost::json;

/// All that is known of a host.
struct Host {
    TrafficCounts counts;
    std::vector<HostTraffic> days;
    std::vector<const store::SourceStatus*> sources;
    DayPlan plan;
    std::optional<Rest> rest;
};

using Hosts = std::map<std::string, Host, std::less<>>;

std::string day_words(std::chrono::sys_days day) {
    return format_rfc3339(TimePoint(day)).substr(0, 10);
}

std::string host_of(std::string_view url) {
    auto parsed = Url::parse(url);
    return parsed ? politeness_host(*parsed) : std::string();
}

/// What the files say of sources, which may be newer than what the store has.
class Configured {
public:
    explicit Configured(const config::Config& config) {
        for (const source::Options& source : config.sources) by_id_.emplace(source.id, &source);
    }
    const source::Options& of(const store::SourceStatus& source) const {
        auto known = by_id_.find(source.id);
        return known == by_id_.end() ? unknown_ : *known->second;
    }

private:
    source::Options unknown_;
    std::unordered_map<std::string_view, const source::Options*> by_id_;
};

Result<void> add_traffic(Hosts& hosts, store::Outbox& outbox, const PolitenessQuestion& question) {
    const auto today = std::chrono::floor<std::chrono::days>(question.now);
    auto traffic = outbox.traffic(today - std::chrono::days(question.days - 1), today);
    if (!traffic) return traffic.error();
    for (HostTraffic& row : *traffic) {
        Host& host = hosts[row.host];
        host.counts += row.counts;
        if (!question.host.empty()) host.days.push_back(std::move(row));
    }
    auto rests = outbox.rests();
    if (!rests) return rests.error();
    for (Rest& rest : *rests)
        if (rest.until > question.now) hosts[rest.host].rest = std::move(rest);
    return {};
}

void add_plans(Hosts& hosts, const std::vector<store::SourceStatus>& sources, const Configured& configured,
               Duration min_interval, TimePoint now) {
    for (const store::SourceStatus& source : sources) {
        std::string name = host_of(source.state.url);
        if (name.empty()) continue;
        Host& host = hosts[std::move(name)];
        host.sources.push_back(&source);
        host.plan += day_plan(source, configured.of(source), min_interval, now);
    }
}

bool matches(const std::string& host, const std::string& pattern) {
    return host == pattern || ::fnmatch(pattern.c_str(), host.c_str(), 0) == 0;
}

/// Leaves only the hosts that are asked for.
Result<void> keep_only(Hosts& hosts, const std::string& asked) {
    if (asked.empty()) return {};
    for (const std::string& pattern : {asked, host_of(asked), host_of("https://" + asked)}) {
        if (pattern.empty() ||
            std::ranges::none_of(hosts, [&](const auto& item) { return matches(item.first, pattern); }))
            continue;
        std::erase_if(hosts, [&](const auto& item) { return !matches(item.first, pattern); });
        return {};
    }
    std::vector<std::string_view> names;
    for (const auto& [name, host] : hosts) names.push_back(name);
    return Error{Errc::usage, fmt::format("--host: {} was not asked, and no source is polled there{}", asked,
                                          did_you_mean(asked, names))};
}

void put_counts(json::object& object, const TrafficCounts& counts) {
    object["requests"] = counts.requests;
    object["unchanged"] = counts.unchanged;
    object["failed"] = counts.failed;
    object["limited"] = counts.limited;
    object["bytes"] = counts.bytes;
}

json::object row_of(const std::string& name, const Host& host) {
    json::object row{{"host", name}};
    put_counts(row, host.counts);
    row["sources"] = host.sources.size();
    row["polls"] = host.plan.polls;
    row["busiestHour"] = host.plan.busiest();
    if (host.plan.first) row["nextPoll"] = format_rfc3339(*host.plan.first);
    if (host.rest) row["rests"] = {{"until", format_rfc3339(host.rest->until)}, {"why", host.rest->why}};
    return row;
}

void put_details(json::object& row, const Host& host, const Configured& configured, Duration min_interval,
                 TimePoint now) {
    json::array days, plans;
    for (const HostTraffic& traffic : host.days) {
        json::object day{{"day", day_words(traffic.day)}};
        put_counts(day, traffic.counts);
        days.push_back(std::move(day));
    }
    for (const store::SourceStatus* source : host.sources) {
        const source::Options& options = configured.of(*source);
        const DayPlan plan = day_plan(*source, options, min_interval, now);
        json::object object{{"source", source->id}, {"polls", plan.polls}};
        if (plan.first) object["nextPoll"] = format_rfc3339(*plan.first);
        json::array why;
        for (const std::string& line : poll_plan(*source, options, min_interval, now)) why.emplace_back(line);
        object["why"] = std::move(why);
        plans.push_back(std::move(object));
    }
    row["days"] = std::move(days);
    row["plans"] = std::move(plans);
}

json::object sum_of(const Hosts& hosts) {
    TrafficCounts counts;
    DayPlan plan;
    std::size_t sources = 0, pages = 0;
    for (const auto& [name, host] : hosts) {
        counts += host.counts;
        plan += host.plan;
        sources += host.sources.size();
        for (const store::SourceStatus* source : host.sources) pages += source->pages_waiting;
    }
    json::object sum{{"hosts", hosts.size()}};
    put_counts(sum, counts);
    sum["sources"] = sources;
    sum["polls"] = plan.polls;
    sum["pagesWaiting"] = pages;
    return sum;
}

}  // namespace

Result<json::object> politeness(store::Outbox& outbox, const config::Config& config,
                                const PolitenessQuestion& question) {
    Hosts hosts;
    if (auto added = add_traffic(hosts, outbox, question); !added) return added.error();
    auto sources = outbox.sources();
    if (!sources) return sources.error();
    const Configured configured(config);
    add_plans(hosts, *sources, configured, config.http.min_interval, question.now);
    if (auto kept = keep_only(hosts, question.host); !kept) return kept.error();

    std::vector<Hosts::const_iterator> order;
    for (auto host = hosts.cbegin(); host != hosts.cend(); ++host) order.push_back(host);
    std::ranges::sort(order, {}, [](const auto& host) {
        return std::tuple(-host->second.counts.requests, -host->second.plan.polls, std::string_view(host->first));
    });
    json::array rows;
    for (const auto& host : order) {
        json::object row = row_of(host->first, host->second);
        if (!question.host.empty()) put_details(row, host->second, configured, config.http.min_interval, question.now);
        rows.push_back(std::move(row));
    }
    const auto today = std::chrono::floor<std::chrono::days>(question.now);
    return json::object{{"from", day_words(today - std::chrono::days(question.days - 1))},
                        {"now", format_rfc3339(std::chrono::floor<std::chrono::seconds>(question.now))},
                        {"limits",
                         {{"maxPerHost", config.http.max_per_host},
                          {"hostPause", format_duration(config.http.host_pause)},
                          {"minInterval", format_duration(config.http.min_interval)}}},
                        {"hosts", std::move(rows)},
                        {"sum", sum_of(hosts)}};
}

}  // namespace newsbus::service

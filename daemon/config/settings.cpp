#include "config/settings.h"

#include "base/size.h"
#include "config/checks.h"

#include <fmt/format.h>

#include <algorithm>

namespace newsbus::config {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kib = 1 << 10, mib = 1 << 20, gib = 1 << 30;

/// Calls `read` with the section [name], if the file has it.
template <class Read>
void with_section(Section& top, std::string_view name, Read read) {
    const toml::table* table = top.subtable(name);
    if (!table) return;
    Section section(*table, name, top.report());
    read(section);
}

void read_state(Section& section, store::Options& state) {
    std::string dir = state.dir.string();
    section.text("dir", dir,
                 [](const std::string& text) { return text.empty() ? Fault("must name a folder") : check_path(text); });
    state.dir = dir;
    section.duration("retention", state.retention.age, {1min, std::chrono::days(36500)});
    section.size("retention_size", state.retention.bytes, {mib, 1ull << 50});
}

void read_publish(Section& section, std::vector<std::string>& endpoints) {
    section.text_or_list("publish", endpoints, check_endpoint);
    if (section.good("publish") && endpoints.empty()) section.fault("publish", "must name an endpoint");
}

void read_bus(Section& section, Config& config) {
    bus::Options& bus = config.bus;
    read_publish(section, bus.publish);
    section.text("replay", bus.replay, check_endpoint);
    section.integer("high_water_mark", bus.high_water_mark, {1, 10'000'000});
    section.size("queue_memory", bus.queue_memory, {mib, 1ull << 40});
    section.duration("grace", bus.grace, {0ms, 10s});
    section.duration("heartbeat", bus.heartbeat, {10ms, 1h});
    section.text("topic", config.policy.addressing.article_topic, check_topic);
    section.text("publisher", config.policy.addressing.publisher, check_id);
}

/// Reported at the key that was written, the other one being a default.
void check_bodies_fit(Section& section, const http::Options& http) {
    if (http.max_in_flight >= http.max_body) return;
    constexpr std::string_view why = "no body of that size would ever fit";
    if (section.good("max_in_flight"))
        section.fault("max_in_flight", fmt::format("is less than `max_body`, {}: {}", format_size(http.max_body), why));
    else
        section.fault("max_body",
                      fmt::format("is more than `max_in_flight`, {}: {}", format_size(http.max_in_flight), why));
}

void read_http(Section& section, http::Options& http) {
    section.text("contact", http.contact, check_contact);
    section.duration("timeout", http.timeout, {1ms, 1h});
    section.duration("connect_timeout", http.connect_timeout, {1ms, 1h});
    section.size("max_body", http.max_body, {kib, gib});
    section.size("max_in_flight", http.max_in_flight, {kib, 1024 * gib});
    section.integer("max_redirects", http.max_redirects, {0, 50});
    section.integer("max_connections", http.max_connections, {1, 10'000});
    section.integer("max_per_host", http.max_per_host, {1, 1'000});
    section.duration("host_pause", http.host_pause, {0ms, 24h});
    section.duration("min_interval", http.min_interval, {1s, std::chrono::days(31)});
    section.list("allow_networks", http.allow_networks, check_network);
    section.boolean("robots", http.robots);
    section.text("proxy", http.proxy, check_proxy);
    check_bodies_fit(section, http);
    section.text("callback", http.callback, check_callback);
    section.text("callback_url", http.callback_url, check_callback_url);
    if (section.good("callback") && !http.callback.empty() && !section.has("callback_url"))
        section.fault("callback", "needs a `callback_url`: what hubs are told");
    if (section.good("callback_url") && !http.callback_url.empty() && http.callback.empty() && !section.has("callback"))
        section.fault("callback_url", "needs a `callback`: where newsbus listens");
}

/// true, false or "auto".
void read_source_metrics(Section& section, SourceMetrics& value) {
    constexpr std::string_view key = "source_metrics";
    const toml::node* node = section.node(key);
    if (!node) return;
    if (auto flag = node->value_exact<bool>())
        value = *flag ? SourceMetrics::on : SourceMetrics::off;
    else if (auto word = node->value_exact<std::string>(); word == "auto")
        value = SourceMetrics::automatic;
    else if (word)
        section.fault(key, quote(*word) + " is none of true, false, \"auto\"");
    else
        section.wrong_type(key, *node, "true, false or \"auto\"");
}

void read_control(Section& section, Config& config) {
    section.text("listen", config.control_listen, check_listen);
    read_source_metrics(section, config.source_metrics);
}

/// The place to report an endpoint at: its element of the list, else its key, else its section, else the beginning of
/// the file.
toml::source_region place_of(const Section& top, std::string_view section, std::string_view key, std::size_t number) {
    const toml::node* table = top.node(section);
    if (!table) return top.where();
    const toml::node* value = table->is_table() ? table->as_table()->get(key) : nullptr;
    if (!value) return table->source();
    const toml::node* element = value->is_array() ? value->as_array()->get(number) : nullptr;
    return element ? element->source() : value->source();
}

/// No two sockets on one endpoint.
void check_endpoints(const Config& config, Section& top) {
    std::vector<std::pair<std::string, std::string>> taken;  // endpoint, key
    auto add = [&](const std::string& endpoint, std::string_view section, std::string_view key,
                   std::size_t number = 0) {
        auto same = [&endpoint](const auto& other) { return same_endpoint(endpoint, other.first); };
        auto other = std::find_if(taken.begin(), taken.end(), same);
        if (other != taken.end()) {
            top.report().add(place_of(top, section, key, number), fmt::format("`{}`: {} is the endpoint of {} already",
                                                                              key, quote(endpoint), other->second));
        }
        taken.emplace_back(endpoint, fmt::format("`{}` in [{}]", key, section));
    };
    for (std::size_t i = 0; i < config.bus.publish.size(); ++i) add(config.bus.publish[i], "bus", "publish", i);
    add(config.bus.replay, "bus", "replay");
    add(config.control_listen, "control", "listen");
    if (!config.http.callback.empty()) add(config.http.callback, "http", "callback");
}

}  // namespace

void read_settings(Section& top, Config& config) {
    top.boolean("publish_once", config.policy.publish_once);
    with_section(top, "state", [&](Section& section) { read_state(section, config.state); });
    with_section(top, "http", [&](Section& section) { read_http(section, config.http); });
    std::size_t before = top.report().count();
    with_section(top, "bus", [&](Section& section) { read_bus(section, config); });
    with_section(top, "control", [&](Section& section) { read_control(section, config); });
    // After an error an endpoint may be a default that the file never asked for, so they are compared only when there
    // was none.
    if (top.report().count() == before) check_endpoints(config, top);
}

}  // namespace newsbus::config

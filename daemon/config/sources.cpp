#include "config/sources.h"

#include "base/places.h"
#include "config/checks.h"
#include "config/keys.h"
#include "extract/selectors/rules.h"
#include "extract/selectors/selector.h"
#include "ledger/deadlines.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

namespace newsbus::config {
namespace {

using namespace std::chrono_literals;

/// "all", "none" or a number.
void read_backfill(Section& section, std::optional<std::uint32_t>& backfill) {
    const toml::node* node = section.node("backfill");
    if (!node) return;
    if (node->is_integer()) {
        int number = 0;
        section.integer("backfill", number, {0, 1'000'000});
        backfill = static_cast<std::uint32_t>(number);
    } else if (const auto* text = node->as_string(); text && text->get() == "none") {
        backfill = 0;
    } else if (!text || text->get() != "all") {
        section.fault("backfill", "must be \"all\", \"none\" or a number of entries");
    }
}

void read_headers(Section& section, std::vector<std::pair<std::string, std::string>>& headers) {
    const toml::node* node = section.node("headers");
    if (!node) return;
    if (!node->is_table()) return section.wrong_type("headers", *node, "a table such as { Accept-Language = \"de\" }");
    for (auto&& [key, value] : *node->as_table()) {
        const auto* text = value.as_string();
        if (!text)
            section.wrong_type("headers", value, "a table of texts");
        else if (Fault wrong = check_header(std::string(key.str()), text->get()))
            section.fault("headers", value, *wrong);
        else
            headers.emplace_back(key.str(), text->get());
    }
}

/// The name of a file, that of a credential as the file where the service manager put it.
void read_file_name(Section& section, std::string_view key, std::string& file) {
    section.text(key, file, check_file);
    if (section.good(key) && file.starts_with(credential_prefix))
        file = credential_file(std::string_view(file).substr(credential_prefix.size())).string();
}

}  // namespace

void Sources::read(Section& top) {
    const toml::node* node = top.node("source");
    if (!node) return;
    const toml::array* tables = node->as_array();
    if (!tables) {
        if (node->is_table()) return top.fault("source", "sources are a list: write [[source]]");
        return top.wrong_type("source", *node, "a section [[source]]");
    }
    for (const toml::node& element : *tables) {
        if (const toml::table* table = element.as_table())
            read_one(*table);
        else
            top.wrong_type("source", element, "a section [[source]]");
    }
}

void Sources::read_one(const toml::table& table) {
    Section section(table, "source", *report_);
    source::Options options;
    read_identity(section, options);
    read_polling(section, options);
    read_access(section, options);
    read_rules(section, options);
    options_.push_back(std::move(options));
}

void Sources::read_identity(Section& section, source::Options& options) {
    section.require("id");
    section.require("url");
    section.text("id", options.id, check_id);
    section.text("url", options.url, check_http_url);
    section.text("name", options.name, check_name);
    section.text("previous_id", options.previous_id,
                 [](const std::string& id) { return id.empty() ? Fault() : check_former_id(id); });
    if (section.good("id")) {
        auto [other, is_new] = ids_.emplace(options.id, section.where("id"));
        if (!is_new)
            section.fault("id", fmt::format("{} stands at {} already", quote(options.id), place(other->second)));
    }
    if (!options.previous_id.empty() && section.good("id")) {
        auto [other, is_new] = previous_.try_emplace(options.previous_id, options.id, section.where("previous_id"));
        if (!is_new)
            section.fault("previous_id", fmt::format("{} is taken over at {} already", quote(options.previous_id),
                                                     place(other->second.second)));
    }
}

void Sources::read_polling(Section& section, source::Options& options) {
    section.choice<source::Kind>("kind", options.kind, {std::begin(source::kind_names), std::end(source::kind_names)});
    Duration least = http_.min_interval;
    options.interval = std::max(options.interval, least);
    section.duration("interval", options.interval, {least, ledger::longest_interval});
    options.max_interval = std::max(options.max_interval, options.interval);
    section.duration("max_interval", options.max_interval, {least, ledger::longest_interval});
    if (section.good("max_interval") && (section.good("interval") || !section.has("interval")) &&
        options.max_interval < options.interval)
        section.fault("max_interval",
                      fmt::format("{} is less than `interval`, {}", format_duration(options.max_interval),
                                  format_duration(options.interval)));
    section.choice<source::FullText>("full_text", options.full_text,
                                     {{"auto", source::FullText::automatic},
                                      {"always", source::FullText::always},
                                      {"never", source::FullText::never}});
    read_backfill(section, options.backfill);
    section.boolean("hints", options.hints);
    section.boolean("freshness", options.freshness);
    section.choice<source::HostRest>("host_rest", options.host_rest,
                                     {{"host", source::HostRest::host}, {"source", source::HostRest::source}});
    options.robots = http_.robots;
    section.boolean("robots", options.robots);
    options.robots_feed = section.has("robots") && options.robots;  // feeds are meant for machines
    bool websub = true;
    section.boolean("websub", websub);
    options.websub = websub && !http_.callback.empty();
    section.boolean("site_memory", options.site_memory);
    section.text("language", options.language, check_language);
    section.list("tags", options.tags);
    if (section.has("chain")) plugins_->chain(section, options.chain.emplace());
}

void Sources::read_access(Section& section, source::Options& options) {
    read_headers(section, options.headers);
    section.text("username", options.username);
    read_file_name(section, "password_file", options.password_file);
    read_file_name(section, "ca_file", options.ca_file);
    read_file_name(section, "cert_file", options.cert_file);
    read_file_name(section, "key_file", options.key_file);
    section.list("allow_networks", options.allow_networks, check_network);
    section.size("max_body", options.max_body, {1 << 10, 1 << 30});
    if (section.good("max_body") && options.max_body > http_.max_in_flight)
        section.fault("max_body", "is more than `max_in_flight` in [http]: no body of that size would ever fit");
    section.duration("timeout", options.timeout, {1ms, 1h});
    if (section.good("password_file") && !options.password_file.empty() && !section.has("username"))
        section.fault("password_file", "needs a `username`");
    if (section.good("key_file") && !options.key_file.empty() && !section.has("cert_file"))
        section.fault("key_file", "needs a `cert_file`");
    bool known_networks = section.good("allow_networks") || !section.has("allow_networks");
    if (section.good("url") && known_networks) reached_.push_back({options.url, options.allow_networks});
}

void Sources::read_rules(Section& section, source::Options& options) {
    const toml::table* table = section.subtable("rules");
    if (!table) return;
    Section rules(*table, "source.rules", *report_);
    auto is_selector = [](const std::string& text) -> Fault {
        auto selector = extract::Selector::parse(text);
        if (selector) return std::nullopt;
        return quote(text) + ", " + selector.error().what;
    };
    for (const extract::RuleKey& key : extract::rule_keys)
        rules.text_or_list(key.name, options.rules.*key.texts, is_selector);
    if (!options.rules.links.empty() && options.kind != source::Kind::listing)
        rules.fault("links", "is for sources of kind \"listing\"");
}

void Sources::need_contact(const toml::source_region& where) {
    for (const Reached& source : reached_) {
        std::vector<std::string> networks = http_.allow_networks;
        networks.insert(networks.end(), source.networks.begin(), source.networks.end());
        if (on_network(*Url::parse(source.url), networks)) continue;
        return report_->add(where,
                            "`contact` in [http] is required: a URL or mail address where site owners can reach you");
    }
}

void Sources::finish() {
    for (const auto& [previous, taker] : previous_)
        if (auto other = ids_.find(previous); other != ids_.end())
            report_->add(taker.second, fmt::format("`previous_id`: source {} still stands at {}", quote(previous),
                                                   place(other->second)));
}

}  // namespace newsbus::config

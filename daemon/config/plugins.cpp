#include "config/plugins.h"

#include "base/did_you_mean.h"
#include "config/checks.h"
#include "config/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

namespace newsbus::config {
namespace {

using plugins::Option;
using plugins::OptionType;
using plugins::OptionValues;

/// `use`, the options of the kind, and those that every plugin has.
std::vector<std::string_view> option_names(const plugins::PluginKind& kind) {
    std::vector<std::string_view> names{"use"};
    for (const Option& option : kind.options) names.push_back(option.name);
    for (const Option& option : plugins::common_options()) names.push_back(option.name);
    return names;
}

Fault check_on_error(const std::string& text) {
    if (text == "keep" || text == "drop") return std::nullopt;
    return quote(text) + " is neither \"keep\" nor \"drop\"";
}

OptionValues::Value written_value(Section& section, const Option& option) {
    OptionValues::Value value;
    switch (option.type) {
        case OptionType::boolean:
            section.boolean(option.name, value.emplace<bool>());
            break;
        case OptionType::integer:
            section.integer(option.name, value.emplace<std::int64_t>(),
                            {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()});
            break;
        case OptionType::number:
            section.number(option.name, value.emplace<double>());
            break;
        case OptionType::string:
            section.text(option.name, value.emplace<std::string>(),
                         option.name == "on_error" ? check_on_error : Check());
            break;
        case OptionType::string_list:
            section.list(option.name, value.emplace<std::vector<std::string>>());
            break;
        case OptionType::duration:
            section.duration(option.name, value.emplace<Duration>(), {Duration(0), std::chrono::days(3650)});
            break;
        case OptionType::size: {
            std::uint64_t bytes = 0;
            section.size(option.name, bytes, {0, 1ull << 50});
            value = static_cast<std::int64_t>(bytes);
            break;
        }
    }
    return value;
}

void read_options(Section& section, std::span<const Option> options, OptionValues& values) {
    for (const Option& option : options) {
        if (section.has(option.name))
            values.set(std::string(option.name), written_value(section, option));
        else if (option.fallback.empty())
            section.require(option.name);
        else if (auto fallback = plugins::fallback_value(option))
            values.set(std::string(option.name), *fallback);
    }
}

std::vector<std::string_view> kind_names() {
    std::vector<std::string_view> names;
    for (const plugins::PluginKind* kind : plugins::builtin_kinds()) names.push_back(kind->name);
    return names;
}

}  // namespace

void PluginSections::read(Section& top) {
    const toml::table* sections = top.subtable("plugin");
    if (!sections) return;
    for (auto&& [key, node] : *sections) {
        std::string name(key.str());
        if (const toml::table* table = node.as_table())
            read_one(name, key.source(), *table);
        else
            top.wrong_type("plugin", node, "a section [plugin.NAME]");
    }
}

void PluginSections::read_one(const std::string& name, const toml::source_region& where, const toml::table& table) {
    if (auto other = entries_.find(name); other != entries_.end())
        return report_->add(where, fmt::format("[plugin.{}] stands at {} already", name, place(other->second.where)));
    if (Fault wrong = check_id(name)) return report_->add(where, "`plugin`: " + *wrong);
    Entry& entry = entries_.emplace(name, Entry{{name, name, {}}, where}).first->second;
    std::size_t before = report_->count();
    const plugins::PluginKind* kind = kind_of(entry, table);
    entry.good = kind != nullptr;
    if (!kind) return;
    Section section(table, fmt::format("in [plugin.{}]", name), option_names(*kind), *report_);
    entry.spec.kind = kind->name;
    read_options(section, kind->options, entry.spec.options);
    read_options(section, plugins::common_options(), entry.spec.options);
    entry.good = report_->count() == before;
}

const plugins::PluginKind* PluginSections::kind_of(const Entry& entry, const toml::table& table) {
    const toml::node* use = table.get("use");
    if (use && !use->is_string()) {
        report_->add(use->source(), "`use`: must be the name of a plugin");
        return nullptr;
    }
    std::string name = use ? use->as_string()->get() : entry.spec.name;
    const plugins::PluginKind* kind = plugins::find_kind(name);
    if (kind) return kind;
    std::string what = is_planned_plugin(name)
                           ? fmt::format("plugin {} is not available in this version", quote(name))
                           : fmt::format("unknown plugin {}{}", quote(name), did_you_mean(name, kind_names()));
    if (!use && table.contains("command")) what += "; a program of your own needs use = \"exec\"";
    report_->add(use ? use->source() : entry.where, what);
    return nullptr;
}

Fault PluginSections::fault_in_chain(const std::string& name) const {
    if (entries_.contains(name)) return std::nullopt;
    if (const plugins::PluginKind* kind = plugins::find_kind(name)) {
        for (const Option& option : kind->options)
            if (option.fallback.empty())
                return fmt::format("{} needs a section [plugin.{}] with `{}`", quote(name), name, option.name);
        return std::nullopt;
    }
    if (is_planned_plugin(name)) return fmt::format("plugin {} is not available in this version", quote(name));
    if (!complete_) return std::nullopt;
    std::vector<std::string_view> known = kind_names();
    for (const auto& [own, entry] : entries_) {
        if (known.size() >= 200) break;  // enough for a hint, whatever the file holds
        known.push_back(own);
    }
    return fmt::format("unknown plugin {}{}", quote(name), did_you_mean(name, known));
}

void PluginSections::chain(Section& section, std::vector<std::string>& names) {
    std::set<std::string> seen;
    section.list("chain", names, [this, &seen](const std::string& name) -> Fault {
        if (!seen.insert(name).second) return fmt::format("{} stands in the chain twice", quote(name));
        return fault_in_chain(name);
    });
}

void PluginSections::collect(const std::vector<std::string>& chain, std::vector<plugins::Spec>& specs) {
    for (const std::string& name : chain) {
        if (!collected_.insert(name).second) continue;
        if (auto entry = entries_.find(name); entry != entries_.end()) {
            if (entry->second.good) specs.push_back(entry->second.spec);
        } else if (auto spec = plugins::default_spec(name)) {
            specs.push_back(std::move(*spec));
        }
    }
}

void PluginSections::finish() {
    if (report_->count() > 0) return;
    for (const auto& [name, entry] : entries_)
        if (!collected_.contains(name))
            report_->warn(entry.where, fmt::format("[plugin.{}] stands in no chain: nothing runs it", name));
}

}  // namespace newsbus::config

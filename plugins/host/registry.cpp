#include "plugins/host/registry.h"

#include "plugins/builtin/kinds.h"
#include "plugins/doors/kinds.h"

#include <algorithm>

namespace newsbus::plugins {
namespace {

constexpr const PluginKind* kinds[] = {
    &clean_text, &clean_boilerplate, &clean_urls, &tag_language, &tag_entities, &exec,
};

constexpr Option common[] = {
    {"on_error", OptionType::string, R"("keep")",
     "what happens to an article on which the plugin failed: \"keep\" (it goes on as it was before) or \"drop\""},
};

Result<void> set_fallbacks(OptionValues& values, std::span<const Option> options) {
    for (const Option& option : options) {
        auto value = fallback_value(option);
        if (!value) return value.error();
        values.set(std::string(option.name), std::move(*value));
    }
    return {};
}

}  // namespace

std::span<const PluginKind* const> builtin_kinds() {
    return kinds;
}

std::span<const Option> common_options() {
    return common;
}

const PluginKind* find_kind(std::string_view name) {
    auto found = std::ranges::find(kinds, name, [](const PluginKind* kind) { return kind->name; });
    return found == std::end(kinds) ? nullptr : *found;
}

std::vector<std::string> default_chain() {
    std::vector<std::string> names;
    for (const PluginKind* kind : kinds)
        if (kind->in_default_chain) names.emplace_back(kind->name);
    return names;
}

Result<Spec> default_spec(std::string_view name) {
    const PluginKind* kind = find_kind(name);
    std::string where = "plugin " + std::string(name);
    if (!kind) return Error{Errc::config, where + ": there is no such plugin"};
    Spec spec{std::string(name), std::string(name), {}};
    for (std::span<const Option> options : {kind->options, common_options()})
        if (auto set = set_fallbacks(spec.options, options); !set) return Error(set.error()).within(where);
    return spec;
}

}  // namespace newsbus::plugins

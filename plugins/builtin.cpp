#include "plugins/builtin.h"

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

}  // namespace newsbus::plugins

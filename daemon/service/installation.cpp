#include "service/installation.h"

#include "plugins/host/chain.h"
#include "plugins/host/registry.h"
#include "service/source_files.h"
#include "source/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace newsbus::service {

namespace {

/// The option that an error of the plugin begins with, and the element of its list that it names: "phrases/1".
std::string option_at_fault(const plugins::Spec& spec, std::string_view what) {
    const plugins::PluginKind* kind = plugins::find_kind(spec.kind);
    for (const plugins::Option& option : kind ? kind->options : std::span<const plugins::Option>()) {
        if (!what.starts_with(std::string(option.name) + ": ")) continue;
        std::string path(option.name);
        if (option.type != plugins::OptionType::string_list) return path;
        const std::vector<std::string>& list = spec.options.strings(option.name);
        std::size_t first = what.npos;
        for (std::size_t i = 0; i < list.size(); ++i) {
            std::size_t at = list[i].empty() ? what.npos : what.find(list[i], option.name.size());
            if (at >= first) continue;
            first = at;
            path = fmt::format("{}/{}", option.name, i);
        }
        return path;
    }
    return {};
}

void add_problem(config::Loaded& loaded, const plugins::Spec& spec, const std::string& what) {
    std::string option = option_at_fault(spec, what), path = "plugin/" + spec.name;
    if (!option.empty()) path += '/' + option;
    loaded.add(path, fmt::format("plugin {}: {}", spec.name, what));
}

plugins::Plugins make_plugins(config::Loaded& loaded, const std::string& data_dir, Counters& counters) {
    plugins::Plugins made;
    auto folder = plugins::find_data_dir(data_dir);
    if (!folder) {
        loaded.add("", folder.error().what);
        return made;
    }
    for (const plugins::Spec& spec : loaded.config.plugins)
        if (auto added = made.add(spec, {*folder}, counters); !added) add_problem(loaded, spec, added.error().what);
    return made;
}

}  // namespace

ingest::Installation make_installation(config::Loaded& loaded, const std::string& data_dir, Counters& counters) {
    plugins::Plugins plugins = make_plugins(loaded, data_dir, counters);
    std::vector<std::string> passwords = read_source_files(loaded);
    ingest::Installation installation;
    if (!loaded.usable()) return installation;
    for (std::size_t i = 0; i < loaded.config.sources.size(); ++i) {
        const source::Options& options = loaded.config.sources[i];
        auto installed = std::make_shared<ingest::Installed>();
        installed->chain = plugins.chain(options.chain.value_or(loaded.config.chain));
        installed->source = source::make_source(options, std::move(passwords[i]));
        installation.emplace(options.id, std::move(installed));
    }
    return installation;
}

Result<plugins::Chain> source_chain(const config::Config& config, const source::Options& source,
                                    const std::string& data_dir, Counters& counters) {
    auto folder = plugins::find_data_dir(data_dir);
    if (!folder) return folder.error();
    const std::vector<std::string>& names = source.chain ? *source.chain : config.chain;
    plugins::Plugins made;
    for (const plugins::Spec& spec : config.plugins) {
        if (std::ranges::find(names, spec.name) == names.end()) continue;
        if (auto added = made.add(spec, {*folder}, counters); !added)
            return Error(added.error()).within("plugin " + spec.name);
    }
    return made.chain(names);
}

}  // namespace newsbus::service

#include "cli/plugin_chain.h"

#include <algorithm>
#include <vector>

namespace newsbus::cli {

Result<plugins::Chain> make_chain(std::span<const std::string> names, const std::string& data_dir, Counters& counters) {
    std::vector<std::string> chain(names.begin(), names.end());
    if (chain.empty()) chain = plugins::default_chain();
    std::vector<plugins::Spec> specs;
    for (const std::string& name : chain) {
        auto spec = plugins::default_spec(name);
        if (!spec) return spec.error();
        if (std::ranges::find(specs, name, &plugins::Spec::name) == specs.end()) specs.push_back(std::move(*spec));
    }
    auto folder = plugins::find_data_dir(data_dir);
    if (!folder) return folder.error();
    auto made = plugins::Plugins::make(specs, {*folder}, counters);
    if (!made) return made.error();
    return made->chain(chain);
}

}  // namespace newsbus::cli

#include "service/plugin_watch.h"

#include "base/utf8.h"

#include <algorithm>
#include <string_view>

namespace newsbus::service {
namespace {

constexpr std::size_t longest_reason = 200;

}  // namespace

void PluginWatch::watch(const ingest::Installation& installation) {
    links_.clear();
    for (const auto& [id, installed] : installation)
        for (const plugins::Stage& stage : installed->chain.stages)
            for (const std::shared_ptr<plugins::Link>& link : stage.links) links_.insert(link);
}

std::string PluginWatch::trouble() const {
    std::string name, why;
    for (const Known& known : links_) {
        auto link = known.lock();
        std::string broken = link ? link->broken() : "";
        if (broken.empty() || (!name.empty() && name < link->name())) continue;
        name = link->name();
        why = std::move(broken);
    }
    return name.empty() ? "" : "the plugin " + name + " fails on every article: " + shortened(why, longest_reason);
}

}  // namespace newsbus::service

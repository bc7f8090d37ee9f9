#include "ingest/waiting_plugins.h"

namespace newsbus::ingest {

void WaitingPlugins::add(const plugins::Chain& chain) {
    for (const plugins::Stage& stage : chain.stages)
        if (stage.waits) links_.insert(stage.links.begin(), stage.links.end());
}

void WaitingPlugins::forget_gone() {
    std::erase_if(links_, [](const Known& link) { return link.expired(); });
}

void WaitingPlugins::interrupt() const {
    for (const Known& link : links_)
        if (auto alive = link.lock()) alive->interrupt();
}

}  // namespace newsbus::ingest

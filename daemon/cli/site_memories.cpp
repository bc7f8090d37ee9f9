#include "cli/site_memories.h"

#include "url/host.h"

#include <algorithm>

namespace newsbus::cli {
namespace {

constexpr std::size_t most_sites = 1000;

}  // namespace

extract::SiteMemory* SiteMemories::of(const Url& page) {
    std::string host = politeness_host(page);
    if (host.empty()) return nullptr;
    if (sites_.size() == most_sites && !sites_.contains(host)) forget_oldest();
    Site& site = sites_[host];
    site.used = ++pages_;
    return &site.memory;
}

void SiteMemories::forget_oldest() {
    sites_.erase(std::min_element(sites_.begin(), sites_.end(),
                                  [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
}

}  // namespace newsbus::cli

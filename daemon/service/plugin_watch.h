#pragma once

#include <memory>
#include <set>
#include <string>

#include "ingest/ingest.h"
#include "plugins/host/chain.h"

namespace newsbus::service {

/// The plugins in force, looked at for ones that are broken. One thread.
class PluginWatch {
public:
    /// From now on those of this installation.
    void watch(const ingest::Installation& installation);

    /// "the plugin ner fails on every article: ..." of the first one that is broken, by name; "" when none is.
    std::string trouble() const;

private:
    using Known = std::weak_ptr<plugins::Link>;
    std::set<Known, std::owner_less<Known>> links_;  // a reload makes new ones
};

}  // namespace newsbus::service

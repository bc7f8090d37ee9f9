#pragma once

#include <cstddef>
#include <memory>
#include <set>

#include "plugins/host/chain.h"

namespace newsbus::ingest {

/// The plugins that wait for something outside (exec): those of the installation in force, and replaced ones for as
/// long as a visit still uses them. A stop interrupts them all. One thread.
class WaitingPlugins {
public:
    /// Remembers the plugins of the chain that wait, without keeping them alive.
    void add(const plugins::Chain& chain);

    /// Forgets those that no installation and no visit has any more.
    void forget_gone();
    std::size_t size() const { return links_.size(); }

    /// Ends what they wait for; see plugins::Plugin::interrupt().
    void interrupt() const;

private:
    using Known = std::weak_ptr<plugins::Link>;
    std::set<Known, std::owner_less<Known>> links_;
};

}  // namespace newsbus::ingest

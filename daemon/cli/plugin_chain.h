#pragma once

#include <span>
#include <string>

#include "base/counters.h"
#include "plugins/host/chain.h"

namespace newsbus::cli {

/// The chain of these plugins with their fallbacks, or the default chain when `names` is empty: for commands that run
/// without a configuration. Errc::config names what cannot be made. `counters` must outlive the chain.
Result<plugins::Chain> make_chain(std::span<const std::string> names, const std::string& data_dir, Counters& counters);

}  // namespace newsbus::cli

#pragma once

#include <string>

#include "base/counters.h"
#include "base/result.h"
#include "config/config.h"
#include "ingest/ingest.h"
#include "plugins/host/chain.h"
#include "source/options.h"

namespace newsbus::service {

/// Makes the sources and their plugin chains. Faults are added to the problems, at the key concerned: a password or
/// certificate file that cannot be used, a plugin that refuses its options. The installation is complete only when
/// there was none.
ingest::Installation make_installation(config::Loaded& loaded, const std::string& data_dir, Counters& counters);

/// The chain of one source; makes only the plugins that it names. Fails with Errc::config naming the plugin that
/// refuses its options.
Result<plugins::Chain> source_chain(const config::Config& config, const source::Options& source,
                                    const std::string& data_dir, Counters& counters);

}  // namespace newsbus::service

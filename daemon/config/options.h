#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "bus/options.h"
#include "http/options.h"
#include "ledger/policy.h"
#include "plugins/host/registry.h"
#include "source/options.h"
#include "store/options.h"

namespace newsbus::config {

/// Does /metrics show each source? `automatic`: while there are at most auto_source_metrics of them.
enum class SourceMetrics { off, on, automatic };
inline constexpr std::size_t auto_source_metrics = 1000;

/// Everything the files say, checked and complete.
struct Config {
    std::vector<std::string> chain;      ///< names; each is in `plugins`
    std::vector<plugins::Spec> plugins;  ///< every plugin that a chain names
    store::Options state;
    ledger::Policy policy;  ///< bus.topic, bus.publisher, publish_once
    bus::Options bus;
    http::Options http;
    std::string control_listen = "127.0.0.1:9556";  ///< "" = off
    SourceMetrics source_metrics = SourceMetrics::automatic;
    std::vector<source::Options> sources;
    bool operator==(const Config&) const = default;
};

}  // namespace newsbus::config

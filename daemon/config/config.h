#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bus/options.h"
#include "config/places.h"
#include "http/options.h"
#include "ledger/policy.h"
#include "plugins/host/registry.h"
#include "source/options.h"
#include "store/options.h"

namespace newsbus::config {

/// Are there metrics of each source? `automatic`: while there are at most auto_source_metrics of them.
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

/// An error keeps newsbus from starting; a warning is something allowed that is most probably not meant.
enum class Severity { error, warning };

/// One thing that is wrong, or worth a warning.
struct Problem {
    std::string file;
    int line = 0, column = 0;  ///< 1-based; 0 = the file as a whole
    std::string what;          ///< "unknown key `intervall`, did you mean `interval`?"
    Severity severity = Severity::error;

    std::string str() const;  ///< file:line:column: what; file:line:column: warning: what
    bool operator==(const Problem&) const = default;
};

/// The outcome of reading.
struct Loaded {
    Config config;
    std::vector<Problem> problems;  ///< all of them, in file and line order
    Places places;                  ///< of the values in `config`
    bool has_main = true;           ///< newsbus.toml could be read; without it `config` says nothing

    /// No error among the problems: only then the config may be used.
    bool usable() const;

    /// Adds a problem of the value at `path` (config/places.h), in its place among the others. Nothing is added where
    /// an error stands already: a wrong value left a default behind, of which the file says nothing.
    void add(std::string_view path, std::string what, Severity severity = Severity::error);
};

/// Reads `file` and every sources.d/*.toml beside it, in name order. Reports all problems at once: unreadable files,
/// TOML errors, unknown keys and plugins (with "did you mean"), wrong types, bad URLs, durations, sizes, duplicate ids.
/// The machine is not looked at, but for these files: service/prepare.h does.
Loaded load(const std::filesystem::path& file);

/// A file that was read; `name` stands in the problems.
struct File {
    std::string name;
    std::string text;
};

/// load() of files in memory: newsbus.toml, which must be there, then those of sources.d.
Loaded read(const std::vector<File>& files);

}  // namespace newsbus::config

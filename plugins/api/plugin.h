#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "article/article.h"
#include "base/result.h"
#include "plugins/api/options.h"

namespace newsbus::plugins {

enum class Verdict { keep, drop };

/// One step of the chain. Built-in plugins do not change after they were made, so several threads may be inside them at
/// once. A plugin that waits for something outside (exec) says so and gets a thread of its own.
class Plugin {
public:
    virtual ~Plugin() = default;

    /// Edits the article in place. Errors are Errc::plugin and leave the article in an unspecified state: the chain
    /// keeps a copy where that matters.
    virtual Result<Verdict> process(Article& article) = 0;

    /// Does process() wait for another process? Then only one thread calls it, and never one of the CPU pool.
    virtual bool waits() const { return false; }

    /// Called from any thread when the daemon stops: a process() that waits, and every later call, returns an Error at
    /// once.
    virtual void interrupt() {}
};

/// What a plugin needs besides its options.
struct Context {
    std::string data_dir;  ///< folder of gazetteers and tables, plugins/data or /usr/share/newsbus
};

/// A kind of plugin; host/registry.cpp lists them all. `make` checks everything that the plugin needs, so that what it
/// accepts will run. Its Errors begin with the name of the option at fault and a colon: "command: ...".
struct PluginKind {
    std::string_view name;
    std::string_view summary;
    std::span<const Option> options;
    Result<std::unique_ptr<Plugin>> (*make)(const OptionValues& values, const Context& context);
    bool in_default_chain = false;
};

}  // namespace newsbus::plugins

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

/// One step of the chain. Built-in plugins do not change after they were made and may be entered by several threads at
/// once; one that waits for something outside (exec) says so and gets a thread of its own.
class Plugin {
public:
    virtual ~Plugin() = default;

    /// Edits the article in place. An Error leaves it in an unspecified state: the chain works on a copy where that
    /// matters. Errors are Errc::plugin.
    virtual Result<Verdict> process(Article& article) = 0;

    /// Does process() wait for another process? Then it never runs on the CPU pool and is entered by one thread only.
    virtual bool waits() const { return false; }

    /// The daemon stops: a process() that waits, and every later one, returns at once with an Error. From any thread.
    virtual void interrupt() {}
};

/// What a plugin needs besides its options.
struct Context {
    std::string data_dir;  ///< folder of gazetteers and tables, plugins/data or /usr/share/newsbus
};

/// A plugin that ships with newsbus; host/registry.cpp lists them all. `make` looks at everything that the plugin
/// needs, so that what it accepts will run; its Errors begin with the option concerned and a colon: "command: ...".
struct PluginKind {
    std::string_view name;
    std::string_view summary;
    std::span<const Option> options;
    Result<std::unique_ptr<Plugin>> (*make)(const OptionValues& values, const Context& context);
    bool in_default_chain = false;
};

}  // namespace newsbus::plugins

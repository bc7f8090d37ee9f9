#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/counters.h"
#include "plugins/host/failure_run.h"
#include "plugins/host/registry.h"

namespace newsbus::plugins {

/// One plugin of a chain, with its counters.
class Link {
public:
    Link(std::string name, std::unique_ptr<Plugin> plugin, OnError on_error, Counters& counters);

    /// Runs the plugin on one article. A failure is counted and `failure` says why; on_error decides whether the
    /// article comes back as it was before, or is dropped.
    Verdict process(Article& article, std::string& failure);

    const std::string& name() const { return name_; }
    bool waits() const { return plugin_->waits(); }

    /// Why it failed last, while it fails on every article; "" when it does not.
    std::string broken() const { return run_.broken(); }
    void interrupt() { plugin_->interrupt(); }  ///< from any thread, see Plugin

private:
    std::string name_;
    std::unique_ptr<Plugin> plugin_;
    OnError on_error_;
    Counter &articles_, &dropped_, &failures_;
    Seconds& spent_;
    FailureRun run_;
};

/// Neighbouring links that run on the same kind of thread.
struct Stage {
    bool waits = false;  ///< true: exactly one link, which runs on a thread of its own; false: they run on the CPU pool
    std::vector<std::shared_ptr<Link>> links;
};

/// A plugin that failed on an article, by its configured name.
struct Failure {
    std::string plugin;
    std::string why;
    std::string str() const { return plugin + ": " + why; }
    bool operator==(const Failure&) const = default;
};

/// What the chain made of one article.
struct Processed {
    Article article;
    bool dropped = false;
    std::string dropped_by;  ///< name of the link
    std::vector<Failure> failures;
};

/// The plugins of one source, in order. Links are shared by all chains that name them.
struct Chain {
    std::vector<Stage> stages;

    /// Does a plugin in it wait for another process (Plugin::waits)?
    bool waits() const {
        return std::ranges::any_of(stages, [](const Stage& stage) { return stage.waits; });
    }
};

/// Runs one stage on one article; a dropped one passes through untouched.
void run_stage(const Stage& stage, Processed& processed);

/// Runs all stages here and now: the command line, tests.
Processed run(const Chain& chain, Article article);

/// All plugins that some chain names, each made once.
class Plugins {
public:
    /// Makes one more link. Fails with Errc::config; see PluginKind.
    Result<void> add(const Spec& spec, const Context& context, Counters& counters);

    /// Makes all links of `specs`. Fails with Errc::config naming the plugin.
    static Result<Plugins> make(std::span<const Spec> specs, const Context& context, Counters& counters);

    /// The chain of these names, each of which was made.
    Chain chain(std::span<const std::string> names) const;

private:
    std::vector<std::shared_ptr<Link>> links_;
};

}  // namespace newsbus::plugins

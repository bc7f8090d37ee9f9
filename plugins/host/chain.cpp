#include "plugins/host/chain.h"

#include "base/progress.h"

#include <algorithm>
#include <cassert>
#include <chrono>

namespace newsbus::plugins {
namespace {

constexpr std::string_view name_characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

void forget_offsets(std::vector<Tag>& tags) {
    for (Tag& tag : tags) tag.offsets.clear();
}

/// After a plugin has edited the body: measures it anew, and removes the offsets of tags, except those that this plugin
/// has set.
void settle_body(Article& article, const Article& before) {
    if (article.body == before.body) return;
    if (article.body.empty() && article.body_status == BodyStatus::full) article.body_status = BodyStatus::unknown;
    if (article.about == before.about) forget_offsets(article.about);
    if (article.mentions == before.mentions) forget_offsets(article.mentions);
    measure_body(article);
}

Result<OnError> on_error_of(const Spec& spec) {
    const std::string& text = spec.options.string("on_error");
    if (text == "keep") return OnError::keep;
    if (text == "drop") return OnError::drop;
    return Error{Errc::config, "on_error: \"" + text + "\" is neither \"keep\" nor \"drop\""};
}

Result<std::shared_ptr<Link>> make_link(const Spec& spec, const Context& context, Counters& counters) {
    if (spec.name.empty() || spec.name.find_first_not_of(name_characters) != std::string::npos)
        return Error{Errc::config, "a name has only letters, digits, '_', '-' and '.'"};
    const PluginKind* kind = find_kind(spec.kind);
    if (!kind) return Error{Errc::config, "there is no plugin \"" + spec.kind + '"'};
    auto on_error = on_error_of(spec);
    if (!on_error) return on_error.error();
    auto plugin = kind->make(spec.options, context);
    if (!plugin) return plugin.error();
    return std::make_shared<Link>(spec.name, std::move(*plugin), *on_error, counters);
}

}  // namespace

Link::Link(std::string name, std::unique_ptr<Plugin> plugin, OnError on_error, Counters& counters)
    : name_(std::move(name)),
      plugin_(std::move(plugin)),
      on_error_(on_error),
      articles_(
          counters.counter("newsbus_plugin_articles_total", "Articles that a plugin saw", Label{"plugin", name_})),
      dropped_(
          counters.counter("newsbus_plugin_dropped_total", "Articles that a plugin dropped", Label{"plugin", name_})),
      failures_(counters.counter("newsbus_plugin_failures_total", "Articles on which a plugin failed",
                                 Label{"plugin", name_})),
      spent_(
          counters.seconds_counter("newsbus_plugin_seconds_total", "Time spent in a plugin", Label{"plugin", name_})) {}

Verdict Link::process(Article& article, std::string& failure) {
    Article before = article;
    auto started = std::chrono::steady_clock::now();
    Result<Verdict> result = plugin_->process(article);
    auto took = std::chrono::steady_clock::now() - started;
    articles_.add();
    spent_.add(took);

    Verdict verdict = Verdict::keep;
    if (result) {
        run_.add_good();
        verdict = *result;
        if (verdict == Verdict::keep) settle_body(article, before);
    } else {
        failures_.add();
        failure = result.error().what;
        run_.add_failure(failure);
        article = std::move(before);
        if (on_error_ == OnError::drop) verdict = Verdict::drop;
    }
    if (verdict == Verdict::drop) dropped_.add();
    return verdict;
}

void run_stage(const Stage& stage, Processed& processed) {
    for (const std::shared_ptr<Link>& link : stage.links) {
        if (processed.dropped) return;
        note_progress();
        std::string failure;
        Verdict verdict = link->process(processed.article, failure);
        if (!failure.empty()) processed.failures.push_back({link->name(), std::move(failure)});
        if (verdict == Verdict::drop) {
            processed.dropped = true;
            processed.dropped_by = link->name();
        }
    }
}

Processed run(const Chain& chain, Article article) {
    Processed processed{std::move(article), false, {}, {}};
    for (const Stage& stage : chain.stages) run_stage(stage, processed);
    return processed;
}

Result<void> Plugins::add(const Spec& spec, const Context& context, Counters& counters) {
    auto link = make_link(spec, context, counters);
    if (!link) return link.error();
    links_.push_back(std::move(*link));
    return {};
}

Result<Plugins> Plugins::make(std::span<const Spec> specs, const Context& context, Counters& counters) {
    Plugins plugins;
    for (const Spec& spec : specs)
        if (auto added = plugins.add(spec, context, counters); !added)
            return Error(added.error()).within("plugin " + spec.name);
    return plugins;
}

Chain Plugins::chain(std::span<const std::string> names) const {
    Chain chain;
    for (const std::string& name : names) {
        auto link =
            std::ranges::find(links_, name, [](const auto& known) -> const std::string& { return known->name(); });
        assert(link != links_.end());
        bool waits = (*link)->waits();
        if (waits || chain.stages.empty() || chain.stages.back().waits) chain.stages.push_back({waits, {}});
        chain.stages.back().links.push_back(*link);
    }
    return chain;
}

}  // namespace newsbus::plugins

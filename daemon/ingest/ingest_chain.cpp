// The part of Ingest that gives articles to plugins.
#include "ingest/ingest.h"

#include "async/run_on.h"
#include "base/log.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace newsbus::ingest {
namespace {

constexpr std::size_t chain_slice = 32;  // articles a CPU job: a large feed does not hold a core for long

constexpr log::Logger logger("ingest");

}  // namespace

asio::awaitable<bool> Ingest::run_chain(const Installed& installed, const Job& job, Caution caution, Outcome& outcome) {
    std::vector<Entry*> loud;
    std::vector<plugins::Processed> articles;
    for (Entry& entry : outcome.entries) {
        if (entry.announce == Announce::silent || becomes_job(entry.intent)) continue;
        loud.push_back(&entry);
        articles.emplace_back().article = std::move(entry.article);
    }
    auto measure = [&articles] {
        for (plugins::Processed& processed : articles) measure_body(processed.article);
        return true;
    };
    if (!articles.empty()) co_await run_on(context_.cpu, measure);  // plugins see it measured, too
    std::span<plugins::Processed> all(articles);
    std::span<const plugins::Stage> stages = installed.chain.stages;
    if (caution >= Caution::no_plugins) stages = {};
    for (const plugins::Stage& stage : stages) {
        for (std::size_t from = 0; from < all.size(); from += chain_slice) {
            auto slice = all.subspan(from, std::min(chain_slice, all.size() - from));
            auto work = [this, &stage, slice] {
                for (plugins::Processed& processed : slice) {
                    if (stage.waits && stopping_) return false;  // it could take a time limit for each article
                    plugins::run_stage(stage, processed);
                    if (stage.waits && stopping_) return false;  // it may have been interrupted
                }
                return true;
            };
            if (!co_await run_on(thread_of(stage), std::move(work))) co_return false;
        }
    }
    if (!articles.empty()) co_await run_on(context_.cpu, measure);
    for (std::size_t i = 0; i < loud.size(); ++i) {
        plugins::Processed& processed = articles[i];
        loud[i]->article = std::move(processed.article);
        if (processed.dropped) loud[i]->intent = Intent::drop;
        const std::string &identifier = loud[i]->article.identifier, &id = loud[i]->identity.id;
        if (processed.dropped) outcome.notes.push_back({identifier, "dropped by " + processed.dropped_by, id});
        for (const plugins::Failure& failure : processed.failures) {
            outcome.notes.push_back({identifier, failure.str(), id});
            if (auto line = plugin_failures_.add(failure, job.source, loud[i]->article, context_.steady.now()))
                logger.write(log::Level::warn, *line);
        }
        chain_failures_.add(processed.failures.empty() ? 0 : 1);
    }
    co_return true;
}

asio::any_io_executor Ingest::thread_of(const plugins::Stage& stage) {
    if (!stage.waits) return context_.cpu;
    const std::string& name = stage.links.front()->name();
    asio::any_io_executor thread = waiting_threads_.try_emplace(name, 1u).first->second.get_executor();
    return context_.watched ? context_.watched(name, thread) : thread;
}

}  // namespace newsbus::ingest

#include "support.h"

#include "article/json.h"
#include "store/memory/memory_store.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <stdexcept>

namespace newsbus::store::test {

Article article(const std::string& name, const std::string& body) {
    Article a;
    a.identifier = "guid-" + name;
    a.url = "https://news.example/" + name;
    a.headline = "Headline of " + name;
    a.body = body;
    a.language = "en-GB";
    return a;
}

Identity identity_of(const Article& article) {
    return identify({&article, 1}, "news.example").front();
}

Entry entry(const Article& article, Announce announce) {
    return {article, identity_of(article), Digest(article), announce};
}

Entry dropped(Entry entry) {
    entry.intent = Intent::drop;
    return entry;
}

Entry draft(const Article& article, Announce announce) {
    return {article, identity_of(article), Digest(article), announce, Intent::fetch_page};
}

Outcome polled(const Job& job, TimePoint now, std::vector<Entry> entries, std::vector<Entry> drafts) {
    Outcome outcome;
    outcome.job = job.id;
    outcome.kind = JobKind::poll;
    outcome.source = job.source;
    outcome.now = now;
    outcome.due = now + 15min;
    outcome.state = job.state;
    outcome.state->last_attempt = outcome.state->last_success = now;
    ++outcome.state->polls;
    outcome.entries = std::move(entries);
    std::ranges::move(drafts, std::back_inserter(outcome.entries));
    return outcome;
}

Outcome paged(const Job& job, TimePoint now, const Article& article) {
    Outcome outcome;
    outcome.job = job.id;
    outcome.kind = JobKind::page;
    outcome.source = job.source;
    outcome.now = now;
    outcome.entries.push_back({article, job.draft->identity, Digest(article), job.draft->announce});
    return outcome;
}

Backend sqlite() {
    return {"sqlite", open_sqlite_store, [](const Options& options) { return open_sqlite_outbox(options.dir); },
            [](const Options& options) { return open_sqlite_history(options.dir); }};
}

Backend memory() {
    static std::map<std::filesystem::path, std::shared_ptr<MemoryDisk>> disks;
    auto disk_of = [](const Options& options) {
        auto& disk = disks[options.dir];
        if (!disk) disk = std::make_shared<MemoryDisk>();
        return disk;
    };
    return {"memory",
            [disk_of](const Options& options, TimePoint now) -> Result<std::unique_ptr<Store>> {
                return open_memory_store(disk_of(options), options, now);
            },
            [disk_of](const Options& options) -> Result<std::unique_ptr<Outbox>> {
                return open_memory_outbox(disk_of(options));
            },
            [disk_of](const Options& options) -> Result<std::unique_ptr<History>> {
                return open_memory_history(disk_of(options));
            }};
}

Bench::Bench(Backend b, Options o) : backend(std::move(b)), options(std::move(o)) {
    reopen();
}

void Bench::reopen(TimePoint now) {
    outbox.reset();
    store.reset();
    store = must(backend.open_store(options, now));
    outbox = must(backend.open_outbox(options));
}

void Bench::sources(const std::vector<std::string>& ids) {
    std::vector<ConfiguredSource> rows;
    for (const std::string& id : ids) rows.push_back({id, "https://" + id + ".example/feed", ""});
    must(store->set_sources(rows, {t0}));
}

std::vector<Job> Bench::claim(TimePoint now, std::size_t limit) {
    return must(store->claim(now, limit, no_limits()));
}

Job Bench::claim_poll(const std::string& source, TimePoint now) {
    std::optional<Job> mine;
    std::vector<std::int64_t> others;
    for (Job& job : claim(now)) {
        if (job.kind == JobKind::poll && job.source == source)
            mine = std::move(job);
        else
            others.push_back(job.id);
    }
    must(store->release(others));
    if (!mine) throw std::runtime_error("no poll of " + source + " is due");
    return *mine;
}

Receipt Bench::poll(const std::string& source, TimePoint now, std::vector<Entry> entries, std::vector<Entry> drafts) {
    must(store->make_all_due(now));
    return commit(polled(claim_poll(source, now), now, std::move(entries), std::move(drafts)));
}

Receipt Bench::commit(const Outcome& outcome) {
    return must(must(store->commit({&outcome, 1})).front());
}

std::vector<Result<Receipt>> Bench::commit_all(const std::vector<Outcome>& outcomes) {
    return must(store->commit(outcomes));
}

SourceStatus Bench::status(const std::string& source) {
    for (SourceStatus& status : must(store->sources()))
        if (status.id == source) return status;
    throw std::runtime_error("no source " + source);
}

std::vector<OutboxEntry> Bench::log(const Range& range) {
    return must(outbox->read(range));
}

Article Bench::body(const OutboxEntry& message) {
    return must(article_from_json(message.body));
}

OnEveryStore::OnEveryStore(Options options)
    : bench(GetParam(), [&] {
          options.dir = directory.path();
          return options;
      }()) {
    bench.sources({"a", "b"});
}

}  // namespace newsbus::store::test

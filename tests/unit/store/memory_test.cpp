#include "extract/body/site_memory.h"
#include "ledger/retention.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/schema.h"
#include "support.h"

namespace newsbus::store::test {
namespace {

class SiteMemories : public ::testing::TestWithParam<Backend> {
protected:
    Folder folder;
    Bench bench{GetParam(), {.dir = folder.path()}};

    // The page jobs of these articles, all on one host, claimed at `now`.
    std::vector<Job> page_jobs(const std::vector<std::string>& names, TimePoint now = t0) {
        std::vector<Entry> drafts;
        for (const std::string& name : names) drafts.push_back(draft(article(name)));
        bench.poll("a", now, {}, drafts);
        std::vector<Job> jobs;
        for (Job& job : bench.claim(now))
            if (job.kind == JobKind::page) jobs.push_back(std::move(job));
        EXPECT_EQ(jobs.size(), names.size());
        return jobs;
    }

    void teach(const Job& job, const std::string& memory, TimePoint now = t0) {
        Outcome outcome = paged(job, now, job.draft->article);
        outcome.site_memory = memory;
        bench.commit(outcome);
    }

    void SetUp() override { bench.sources({"a"}); }
};
INSTANTIATE_TEST_SUITE_P(Stores, SiteMemories, all_backends(), backend_name);

const std::string bytes("b\0\xFFytes", 8);

TEST_P(SiteMemories, ComeWithTheNextPageOfTheHost) {
    Job first = page_jobs({"one"}).at(0);
    EXPECT_EQ(first.host, "news.example");
    EXPECT_EQ(first.site_memory, "");
    teach(first, bytes);
    Article elsewhere = article("far");
    elsewhere.url = "https://far.example/away";
    bench.poll("a", t0 + 1h, {}, {draft(elsewhere), draft(article("two"))});
    int pages = 0;
    for (const Job& job : bench.claim(t0 + 1h)) {
        if (job.kind != JobKind::page) {
            EXPECT_EQ(job.site_memory, "");
            continue;
        }
        EXPECT_EQ(job.site_memory, job.host == "news.example" ? bytes : "") << job.host;
        ++pages;
    }
    EXPECT_EQ(pages, 2);
}

TEST_P(SiteMemories, SurviveARestart) {
    teach(page_jobs({"one"}).at(0), bytes);
    bench.reopen();
    EXPECT_EQ(page_jobs({"two"}, t0 + 1h).at(0).site_memory, bytes);
}

TEST_P(SiteMemories, StayWhenAPageTaughtNothing) {
    std::vector<Job> jobs = page_jobs({"one", "two"});
    teach(jobs.at(0), bytes);
    teach(jobs.at(1), "");
    EXPECT_EQ(page_jobs({"three"}, t0 + 1h).at(0).site_memory, bytes);
}

TEST_P(SiteMemories, AreThoseOfThePageCommittedLast) {
    std::vector<Job> jobs = page_jobs({"one", "two"});
    teach(jobs.at(1), "second");
    teach(jobs.at(0), "first");
    EXPECT_EQ(page_jobs({"three"}, t0 + 1h).at(0).site_memory, "first");
}

TEST_P(SiteMemories, AreNotTakenWhenTheyAreHuge) {
    std::vector<Job> jobs = page_jobs({"one", "two"});
    teach(jobs.at(0), bytes);
    teach(jobs.at(1), std::string(extract::SiteMemory::most_bytes + 1, 'x'));
    EXPECT_EQ(page_jobs({"three"}, t0 + 1h).at(0).site_memory, bytes);
}

TEST_P(SiteMemories, AreTakenAsLargeAsPagesCanTeachThem) {
    std::string largest(extract::SiteMemory::most_bytes, 'x');
    teach(page_jobs({"one"}).at(0), largest);
    EXPECT_EQ(page_jobs({"two"}, t0 + 1h).at(0).site_memory, largest);
}

TEST(SiteMemoryRows, AreBoundedAndTheOldestGo) {
    Folder folder;
    Database database(folder.path() / "test.db", Database::Mode::read_write);
    prepare_writer(database);
    SqlTransaction transaction(database, Durability::relaxed);
    SqliteRows rows(database);
    for (int i = 0; i < 4500; ++i) {
        ledger::remember_site(rows, "host" + std::to_string(i), "old", t0 + i * 1s);
        ledger::remember_site(rows, "kept", "value", t0 + i * 1s);
    }
    auto recalled = [&database](std::string_view host) {
        Query row = database.query("SELECT value FROM memory WHERE key = ?", host);
        return row.next() ? row.text(0) : "";
    };
    EXPECT_LE(database.number("SELECT count(*) FROM memory"), 4000);
    EXPECT_GE(database.number("SELECT count(*) FROM memory"), 3700);
    EXPECT_EQ(recalled("kept"), "value");
    EXPECT_EQ(recalled("host4499"), "old");
    EXPECT_EQ(recalled("host0"), "");
}

}  // namespace
}  // namespace newsbus::store::test

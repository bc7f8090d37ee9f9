#include "contract.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using LogContract = Contract;

INSTANTIATE_TEST_SUITE_P(Stores, LogContract, all_backends(), backend_name);

// The log

TEST_P(LogContract, StartsEmpty) {
    EXPECT_EQ(must(bench.outbox->bounds()), (Bounds{0, 0}));
    EXPECT_THAT(bench.log(), IsEmpty());
    EXPECT_EQ(must(bench.outbox->cursor("zeromq")), 0u);
}

TEST_P(LogContract, WritesEverythingThatAMessageSays) {
    must(bench.store->set_policy({{"pub", "x/{source}/{event}/{language}/"}}));
    one.language = "EN-GB";
    bench.poll("a", t0, {entry(one)});
    OutboxEntry message = bench.log().at(0);
    std::string id = identity_of(one).id;
    EXPECT_EQ(message.time, t0);
    EXPECT_EQ(message.topic, "x/a/published/en/");
    EXPECT_EQ(message.id, id + "/1");
    EXPECT_EQ(message.source, "/newsbus/pub/a");
    EXPECT_EQ(message.type, "newsbus.article.published.v1");
    EXPECT_EQ(message.subject, id);
}

TEST_P(LogContract, AddressesUnknownLanguagesAsUnd) {
    for (const char* tag : {"", "x", "12", "abcdefghi", "-en"}) {
        one = article(std::string("tagged ") + tag);
        one.language = tag;
        bench.poll("a", t0, {entry(one)});
        EXPECT_EQ(bench.log().back().topic, "article/published/und/a/") << tag;
    }
}

TEST_P(LogContract, NumbersWithoutGapsAndLinksEachTopic) {
    bench.poll("a", t0, {entry(one), entry(article("two"))});
    bench.poll("b", t0, {entry(article("three"))});
    bench.poll("a", t0 + 1h, {entry(article("four"))});
    std::vector<std::pair<Seq, Seq>> links;
    for (const OutboxEntry& message : bench.log()) links.emplace_back(message.seq, message.prev);
    EXPECT_THAT(links, ElementsAre(std::pair(1, 0), std::pair(2, 1), std::pair(3, 0), std::pair(4, 2)));
    EXPECT_EQ(must(bench.outbox->bounds()), (Bounds{1, 4}));
}

TEST_P(LogContract, KeepsItsNumbersAcrossRestarts) {
    bench.poll("a", t0, {entry(one)});
    auto before = bench.log();
    bench.reopen();
    EXPECT_EQ(bench.log(), before);
    EXPECT_EQ(bench.poll("a", t0 + 1h, {entry(article("two"))}).first, 2u);
}

TEST_P(LogContract, KeepsItsPublisherUnlessToldAnother) {
    std::string own = must(bench.store->publisher());
    EXPECT_THAT(own, SizeIs(16));
    bench.reopen();
    EXPECT_EQ(must(bench.store->publisher()), own);
    EXPECT_EQ(must(bench.outbox->publisher()), own);
    must(bench.store->set_policy({{"acme", "t/"}}));
    EXPECT_EQ(must(bench.store->publisher()), "acme");
    EXPECT_EQ(must(bench.outbox->publisher()), "acme");
}

TEST_P(LogContract, TellsHowASourceIs) {
    Outcome outcome = polled(bench.claim_poll("a"), t0 + 1s);
    outcome.events.push_back({message::SourceKind::failing, "HTTP status 500", t0, t0 + 1h});
    outcome.events.push_back({message::SourceKind::ok, "", t0 + 1s, {}});
    bench.commit(outcome);
    auto log = bench.log();
    EXPECT_EQ(log.at(0).topic, "source/failing/a/");
    EXPECT_EQ(log.at(0).type, "newsbus.source.failing.v1");
    EXPECT_EQ(log.at(0).subject, "a");
    EXPECT_EQ(log.at(0).id, "a/1");
    EXPECT_EQ(log.at(0).body, R"({"source":"a","kind":"failing","reason":"HTTP status 500",)"
                              R"("since":"2026-11-22T03:00:00Z","next":"2026-11-22T04:00:00Z"})");
    EXPECT_EQ(log.at(1).body, R"({"source":"a","kind":"ok","since":"2026-11-22T03:00:01Z"})");
}

TEST_P(LogContract, ReadsRanges) {
    for (int i = 0; i < 4; ++i) {
        bench.poll("a", t0 + i * 1h, {entry(article("a" + std::to_string(i), std::string(1000, 'x')))});
        bench.poll("b", t0 + i * 1h, {entry(article("b" + std::to_string(i), std::string(1000, 'x')))});
    }
    struct Case {
        const char* what;
        Range range;
        std::vector<Seq> expected;
    };
    const std::string of_a = "article/published/en/a/";
    for (const Case& c : {
             Case{"all", {}, {1, 2, 3, 4, 5, 6, 7, 8}},
             Case{"after", {.after = 6}, {7, 8}},
             Case{"after the end", {.after = 8}, {}},
             Case{"after the highest number there is", {.after = UINT64_MAX}, {}},
             Case{"after a number that no log can reach", {.after = 1ull << 63}, {}},
             Case{"until", {.after = 2, .until = 4}, {3, 4}},
             Case{"until the highest number there is", {.after = 6, .until = UINT64_MAX}, {7, 8}},
             Case{"until it, of a topic", {.after = 6, .until = UINT64_MAX, .topics = {of_a}}, {7}},
             Case{"since", {.since = t0 + 2h}, {5, 6, 7, 8}},
             Case{"since and after", {.after = 6, .since = t0 + 2h}, {7, 8}},
             Case{"topic", {.topics = {of_a}}, {1, 3, 5, 7}},
             Case{"topics", {.after = 4, .topics = {of_a, "article/published/en/b"}}, {5, 6, 7, 8}},
             Case{"no such topic", {.topics = {"article/updated/"}}, {}},
             Case{"topic and since", {.since = t0 + 3h, .topics = {of_a}}, {7}},
             Case{"count", {.count = 3}, {1, 2, 3}},
             Case{"count of a topic", {.after = 1, .topics = {of_a}, .count = 2}, {3, 5}},
             Case{"bytes", {.bytes = 2000}, {1, 2}},
             Case{"bytes of a topic", {.topics = {of_a}, .bytes = 2000}, {1, 3}},
             Case{"at least one", {.bytes = 1}, {1}},
         })
        EXPECT_EQ(numbers(c.range), c.expected) << c.what;
}

TEST_P(LogContract, RemembersWhatEachSinkWasSent) {
    must(bench.store->save_cursor("zeromq", 5));
    must(bench.store->save_cursor("file", 2));
    must(bench.store->save_cursor("zeromq", 7));
    EXPECT_EQ(must(bench.outbox->cursor("zeromq")), 7u);
    EXPECT_EQ(must(bench.outbox->cursor("file")), 2u);
}

// Commits

TEST_P(LogContract, KeepsTheStateOfASourceByteForByte) {
    Outcome outcome = polled(bench.claim_poll("a"), t0);
    SourceState& state = *outcome.state;
    state.validators = {"W/\"\xe9\x01\"", "Sun, 22 Nov 2026 03:00:00 GMT", "https://cdn.example/feed"};
    state.health = Health::failing;
    state.reason = "why";
    state.since = t0 - 1h;
    state.last_success = std::nullopt;
    state.last_status = 503;
    state.failures = 3;
    state.gone_count = 1;
    state.moved_to = "https://elsewhere.example/";
    state.moved_count = 2;
    state.rhythm = 17min;
    state.hints = {2h, 0xFFFFFE, 0x41};
    state.known = {0, 1, 0x8000000000000000, 0xffffffffffffffff};
    bench.commit(outcome);
    bench.reopen(t0 + 1h);
    EXPECT_EQ(bench.claim_poll("a", t0 + 1h).state, state);
}

TEST_P(LogContract, CountsTheArticlesOfASource) {
    bench.poll("a", t0, {entry(one), entry(article("two"), Announce::silent)});
    one.headline = "Another headline";
    bench.poll("a", t0 + 1h, {entry(one)});
    EXPECT_EQ(bench.status("a").state.articles, 2);
}

TEST_P(LogContract, StoresNothingForAJobThatEnded) {
    Job a = bench.claim_poll("a");
    Outcome late = polled(a, t0, {entry(one)}), good = polled(a, t0, {entry(article("two"))});
    late.job = 999;
    auto receipts = bench.commit_all({late, good});
    EXPECT_EQ(must(receipts.at(0)), (Receipt{.obsolete = true}));
    EXPECT_EQ(must(receipts.at(1)).first, 1u);
    EXPECT_THAT(bench.log(), SizeIs(1));
}

TEST_P(LogContract, CommitsSeveralOutcomesInTheirOrder) {
    std::vector<Job> jobs = bench.claim();
    auto receipts = bench.commit_all({polled(jobs.at(0), t0, {entry(one), entry(article("two"))}),
                                      polled(jobs.at(1), t0), polled(jobs.at(1), t0, {entry(article("three"))})});
    EXPECT_EQ(must(receipts.at(0)), (Receipt{.first = 1, .last = 2, .published = 2}));
    EXPECT_EQ(must(receipts.at(1)), Receipt{});
    EXPECT_EQ(must(receipts.at(2)), (Receipt{.first = 3, .last = 3, .published = 1}));
}

TEST_P(LogContract, ShowsTheNamesOfTheConfiguration) {
    auto name_of_a = [this] { return must(bench.outbox->sources()).at(0).name; };
    EXPECT_EQ(name_of_a(), "");
    configure({{"a", "https://a.example/feed", "", "The \"A\""}});
    EXPECT_EQ(name_of_a(), "The \"A\"");
    bench.reopen();
    EXPECT_EQ(name_of_a(), "The \"A\"");
    configure({{"a", "https://a.example/feed", ""}});
    EXPECT_EQ(name_of_a(), "");
}

}  // namespace
}  // namespace newsbus::store::test

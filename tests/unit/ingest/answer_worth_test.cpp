// What the answer to a poll must be like before anything of the source's state is changed for it.

#include "visiting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace newsbus::ingest::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const char* const start = "https://example.org/feed";

/// An answer at the end of these redirects.
Response redirected(int code, std::vector<Redirect> hops,
                    std::vector<std::pair<std::string, std::string>> headers = {}) {
    Response response = status(code, std::move(headers));
    response.url = hops.back().to;
    response.redirects = std::move(hops);
    return response;
}

/// A source that is well: it has validators, hints and known entries.
Job well() {
    Scripted source;
    source.harvest.articles = {entry("a"), entry("b")};
    source.harvest.feed.ttl_minutes = 30;
    Job job = poll();
    job.state =
        *visited_poll(source, job, status(200, {{"etag", "\"1\""}, {"last-modified", "then"}}), {}, now).outcome.state;
    return job;
}

/// Is all that a later poll builds on as it was?
void expect_untouched(const SourceState& state, const SourceState& before) {
    EXPECT_EQ(state.url, before.url);
    EXPECT_EQ(state.validators, before.validators);
    EXPECT_EQ(state.hints, before.hints);
    EXPECT_EQ(state.known, before.known);
    EXPECT_EQ(state.moved_to, before.moved_to);
    EXPECT_EQ(state.moved_count, before.moved_count);
    EXPECT_EQ(state.polls, before.polls);
    EXPECT_EQ(state.last_success, before.last_success);
}

// Login pages of networks, error pages with status 200, and what else is not the source.

TEST(AnswerWorth, NothingIsAdoptedOfALoginPage) {
    Scripted source;
    source.broken = true;  // it is no feed
    source.harvest.feed.ttl_minutes = 600;
    const std::vector<std::pair<std::string, std::string>> headers = {{"etag", "\"portal\""}, {"last-modified", "now"}};
    std::vector<Response> answers = {status(200, headers), status(511, headers)};
    for (int code : {301, 302, 303, 307, 308})
        for (int last : {200, 403, 404, 410, 511})
            answers.push_back(redirected(last, {hop(code, start, "http://login.hotel.example/")}, headers));
    for (const Response& answer : answers) {
        SCOPED_TRACE(testing::Message() << answer.status << " after " << answer.redirects.size() << " redirects");
        Job job = well();
        const SourceState before = job.state;
        for (int time = 0; time < 5; ++time)
            job.state = *visited_poll(source, job, answer, {}, now + time * 15min).outcome.state;
        expect_untouched(job.state, before);
        EXPECT_NE(job.state.health, Health::ok);
    }
}

TEST(AnswerWorth, AnAddressThatWasLearntIsNotGivenUpForTheLoginPageOfANetwork) {
    Job job = well();
    job.state.url = "https://example.net/feed";
    const SourceState before = job.state;
    const Response portal = redirected(404, {hop(302, "https://example.net/feed", "http://login.hotel.example/")});
    expect_untouched(*visited_poll(Scripted(), job, portal, {}, now).outcome.state, before);
    const Response moved = redirected(404, {hop(301, "https://example.net/feed", "https://example.net/none")});
    EXPECT_EQ(visited_poll(Scripted(), job, moved, {}, now).outcome.state->url, start) << "it says so itself";
}

TEST(AnswerWorth, A410OfSomebodyElseEndsNoSource) {
    Job job = well();
    const Response elsewhere = redirected(410, {hop(307, start, "https://cdn.example/7f3a")});
    for (int time = 0; time < 3; ++time) {
        const Outcome outcome = visited_poll(Scripted(), job, elsewhere, {}, now).outcome;
        EXPECT_TRUE(outcome.due.has_value());
        job.state = *outcome.state;
    }
    EXPECT_EQ(job.state.health, Health::failing);
}

// Moves.

/// The address asked after each of these answers to polls, one after the other.
std::vector<std::string> asked_after(const std::vector<Response>& answers, Job job = well()) {
    std::vector<std::string> urls;
    for (const Response& answer : answers) {
        job.state = *visited_poll(Scripted(), job, answer, {}, now).outcome.state;
        urls.push_back(job.state.url);
    }
    return urls;
}

TEST(AnswerWorth, TheThirdGoodPollOfATargetLearnsItAndNoEarlierOne) {
    const char* target = "https://example.net/feed";
    const Response moved = redirected(200, {hop(301, start, target)}, {{"etag", "\"2\""}});
    EXPECT_THAT(asked_after({moved, moved, moved}), ElementsAre(start, start, target));
    const Response unchanged = redirected(304, {hop(308, start, target)});
    EXPECT_THAT(asked_after({unchanged, moved, unchanged}), ElementsAre(start, start, target));
}

TEST(AnswerWorth, OfAMixedChainThePermanentBeginningIsLearnt) {
    const char *second = "https://example.net/feed", *third = "https://cdn.example/1",
               *fourth = "https://cdn.example/2";
    const struct {
        std::vector<int> statuses;
        const char* learnt;
    } chains[] = {
        {{301, 301, 301}, fourth}, {{308, 301, 302}, third},  {{301, 302, 301}, second}, {{301, 302, 302}, second},
        {{301, 307, 308}, second}, {{301, 303, 301}, second}, {{302, 301, 301}, start},  {{307, 308, 301}, start},
    };
    for (const auto& [statuses, learnt] : chains) {
        const Response answer = redirected(
            200, {hop(statuses[0], start, second), hop(statuses[1], second, third), hop(statuses[2], third, fourth)});
        EXPECT_EQ(asked_after({answer, answer, answer}).back(), learnt)
            << statuses[0] << ' ' << statuses[1] << ' ' << statuses[2];
    }
}

TEST(AnswerWorth, ATemporaryHopThatChangesDoesNotHinderThePermanentOneBeforeIt) {
    const char* second = "https://example.net/feed";
    auto signed_anew = [&](const char* last) {
        return redirected(200, {hop(301, start, second), hop(302, second, last)});
    };
    EXPECT_THAT(asked_after({signed_anew("https://cdn.example/1"), signed_anew("https://cdn.example/2"),
                             signed_anew("https://cdn.example/3")}),
                ElementsAre(start, start, second));
}

TEST(AnswerWorth, AnotherTargetIsCountedAnew) {
    const Response one = redirected(200, {hop(301, start, "https://example.net/1")});
    const Response two = redirected(200, {hop(301, start, "https://example.net/2")});
    const Response straight = status(200);
    EXPECT_THAT(asked_after({one, one, two, one, two, two, one, one}), testing::Each(start));
    EXPECT_THAT(asked_after({one, one, straight, one, one}), testing::Each(start));
    EXPECT_EQ(asked_after({one, one, two, two, two}).back(), "https://example.net/2");
}

TEST(AnswerWorth, OnlyGoodPollsCountForAMove) {
    const char* target = "https://example.net/feed";
    const Response moved = redirected(200, {hop(301, start, target)});
    const Response lost = redirected(404, {hop(301, start, target)}), ill = redirected(500, {hop(301, start, target)});
    EXPECT_THAT(asked_after({lost, ill, lost, ill, moved, moved}), testing::Each(start));
    Scripted no_feed;
    no_feed.broken = true;
    Scripted cut;
    cut.harvest.articles = {entry("a")};
    cut.harvest.cut = true;
    for (const Scripted* source : {&no_feed, &cut}) {
        Job job = well();
        for (int time = 0; time < 4; ++time) job.state = *visited_poll(*source, job, moved, {}, now).outcome.state;
        EXPECT_EQ(job.state.url, start);
        EXPECT_EQ(job.state.moved_count, 0);
    }
}

TEST(AnswerWorth, NoFeedIsLearntByHttpsAtOnceEither) {
    Scripted no_feed;
    no_feed.broken = true;
    Job job = poll();
    job.state.url = "http://example.org/feed";
    const Response https = redirected(200, {hop(301, "http://example.org/feed", start)});
    EXPECT_EQ(visited_poll(no_feed, job, https, {}, now).outcome.state->url, "http://example.org/feed");
    EXPECT_EQ(visited_poll(Scripted(), job, https, {}, now).outcome.state->url, start);
}

// Whose validators they are.

TEST(AnswerWorth, RemembersWhichAddressTheValidatorsCameFrom) {
    const char* cdn = "https://cdn.example/feed";
    const Job job = poll();
    auto validators = [&](const Response& answer) {
        return visited_poll(Scripted(), job, answer, {}, now).outcome.state->validators;
    };
    EXPECT_EQ(validators(status(200, {{"etag", "\"1\""}})), (Validators{"\"1\"", "", ""}));
    EXPECT_EQ(validators(redirected(200, {hop(302, start, cdn)}, {{"etag", "\"1\""}})), (Validators{"\"1\"", "", cdn}));
    EXPECT_EQ(validators(redirected(200, {hop(302, start, cdn)})), Validators()) << "there are none";
    // What is learnt is asked first from then on.
    const Response https = redirected(200, {hop(301, "http://example.org/feed", start)}, {{"etag", "\"1\""}});
    Job plain = job;
    plain.state.url = "http://example.org/feed";
    EXPECT_EQ(visited_poll(Scripted(), plain, https, {}, now).outcome.state->validators, (Validators{"\"1\"", "", ""}));
}

// Damage.

TEST(AnswerWorth, ADamagedAnswerLeavesWhatWasLearntOfTheWholeOneBefore) {
    Job job = well();
    const SourceState before = job.state;
    Scripted source;
    source.harvest.articles = {entry("c"), entry("a")};
    source.harvest.cut = true;
    const Outcome damaged = visited_poll(source, job, status(200, {{"etag", "\"2\""}}), {}, now).outcome;
    EXPECT_THAT(headlines(damaged.entries), ElementsAre("c"));
    EXPECT_EQ(damaged.state->validators, before.validators);
    EXPECT_EQ(damaged.state->hints, before.hints);
    EXPECT_THAT(damaged.state->known, SizeIs(3)) << "b is still there, behind the cut";
    // The same validators as before, for other bytes: they tell nothing.
    const Response same = status(200, {{"etag", "\"1\""}, {"last-modified", "then"}});
    EXPECT_EQ(visited_poll(source, job, same, {}, now).outcome.state->validators, Validators());
}

// RFC 3229: an answer of the new entries alone.

Response delta(std::vector<std::pair<std::string, std::string>> headers) {
    return status(226, std::move(headers));
}

TEST(Delta, AddsItsEntriesToThoseThatAreKnown) {
    Job job = well();
    Scripted source;
    source.harvest.articles = {entry("c")};
    Visited visited = visited_poll(source, job, delta({{"im", "feed"}, {"etag", "\"2\""}}), {}, now);
    EXPECT_THAT(headlines(visited.outcome.entries), ElementsAre("c"));
    EXPECT_EQ(visited.why, "");
    EXPECT_EQ(visited.outcome.state->health, Health::ok);
    EXPECT_EQ(visited.outcome.state->last_success, now);
    EXPECT_EQ(visited.outcome.state->validators, (Validators{"\"2\"", "then"}));
    EXPECT_THAT(visited.outcome.state->known, SizeIs(3));
    EXPECT_TRUE(std::ranges::is_sorted(visited.outcome.state->known));

    // The whole feed, when it comes again, has nothing new.
    job.state = *visited.outcome.state;
    source.harvest.articles = {entry("c"), entry("b"), entry("a")};
    EXPECT_THAT(visited_poll(source, job, status(200), {}, now).outcome.entries, IsEmpty());
}

TEST(Delta, MayBeEmptyAndKeepsTheEntityTagThatItDoesNotName) {
    const Job job = well();
    Scripted source;
    const Outcome outcome =
        visited_poll(source, job, delta({{"im", " Feed "}, {"delta-base", "\"1\""}}), {}, now).outcome;
    EXPECT_EQ(outcome.state->validators, job.state.validators);
    EXPECT_EQ(outcome.state->known, job.state.known);
    EXPECT_EQ(outcome.state->health, Health::ok);
}

TEST(Delta, WhatIsKnownHasABound) {
    Job job = poll();
    job.state.validators = {"\"0\"", ""};
    Scripted source;
    for (int round = 0; round < 12; ++round) {
        source.harvest.articles.clear();
        for (int i = 0; i < 1000; ++i)
            source.harvest.articles.push_back(entry(std::to_string(round) + "-" + std::to_string(i)));
        job.state = *visited_poll(source, job, delta({{"im", "feed"}}), {}, now).outcome.state;
        ASSERT_LE(job.state.known.size(), 5000u);
    }
    // The newest are all there.
    EXPECT_THAT(visited_poll(source, job, delta({{"im", "feed"}}), {}, now).outcome.entries, IsEmpty());
}

TEST(Delta, IsAnErrorWhenItCannotBeAddedAndTheNextAnswerIsWhole) {
    Scripted source;
    source.harvest.articles = {entry("c")};
    const struct {
        std::vector<std::pair<std::string, std::string>> headers;
        const char* why;
    } cases[] = {
        {{}, "without IM"},
        {{{"im", "feed, gzip"}}, "made by \"feed, gzip\""},
        {{{"im", "vcdiff"}}, "made by \"vcdiff\""},
        {{{"im", "feed"}, {"delta-base", "\"0\""}}, "it starts from \"0\", and \"1\" is what is known"},
    };
    for (const auto& [headers, why] : cases) {
        const Job job = well();
        const Visited visited = visited_poll(source, job, delta(headers), {}, now);
        EXPECT_THAT(visited.why, AllOf(HasSubstr("https://example.org/feed: HTTP status 226"), HasSubstr(why)));
        EXPECT_THAT(visited.outcome.entries, IsEmpty());
        EXPECT_EQ(visited.outcome.state->known, job.state.known);
        EXPECT_EQ(visited.outcome.state->validators, Validators());
        EXPECT_EQ(visited.outcome.state->health, Health::failing);
    }
    source.broken = true;
    const Outcome no_feed = visited_poll(source, well(), delta({{"im", "feed"}}), {}, now).outcome;
    EXPECT_EQ(no_feed.state->validators, Validators());
    EXPECT_EQ(no_feed.state->failures, 1);
}

TEST(Delta, WasNotAskedForWithoutAnEntityTagNorOfOtherKinds) {
    Job job = well();
    job.state.validators = {"", "then"};
    EXPECT_THAT(visited_poll(Scripted(), job, delta({{"im", "feed"}}), {}, now).why, HasSubstr("was not asked for"));
    source::Options options;
    options.kind = source::Kind::sitemap;
    EXPECT_THAT(visited_poll(Scripted(options), well(), delta({{"im", "feed"}}), {}, now).why,
                HasSubstr("was not asked for"));
}

}  // namespace
}  // namespace newsbus::ingest::test

#include "contract.h"

#include <gmock/gmock.h>

namespace newsbus::store::test {
namespace {

using ledger::HubWord;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = HubWord::Kind;

const HubOffer offer{"https://hub.example/", "https://a.example/feed.xml"};
const std::string base = "https://me.example/";

/// Subscriptions at hubs (ledger/pushes.h), on every store.
class PushContract : public Contract {
protected:
    void wish(const std::string& callback, TimePoint now = t0) {
        must(bench.store->set_sources(std::vector<ConfiguredSource>{{"a", "https://a.example/feed", "", "", callback}},
                                      {now}));
    }

    /// A poll of the source, which announces `announced`; it is due again after a quarter of an hour.
    void poll(TimePoint now, const std::optional<HubOffer>& announced) {
        must(bench.store->make_all_due(now));
        Outcome outcome = polled(bench.claim_poll("a", now), now);
        outcome.hub = announced;
        bench.commit(outcome);
    }

    Push push() {
        for (const Subscription& subscription : must(bench.store->subscriptions()))
            if (subscription.source == "a") return subscription.push;
        return {};
    }

    std::optional<Job> claim_lease(TimePoint now) {
        std::optional<Job> lease;
        for (Job& job : bench.claim(now)) {
            if (job.kind == JobKind::lease)
                lease = std::move(job);
            else
                must(bench.store->release(std::vector{job.id}));
        }
        return lease;
    }

    /// The hub was asked, and is asked again at `due`.
    static Outcome asked(const Job& job, TimePoint now, TimePoint due, std::string why = "") {
        Outcome outcome;
        outcome.job = job.id;
        outcome.kind = job.kind;
        outcome.source = job.source;
        outcome.now = now;
        outcome.due = due;
        outcome.lease = LeaseStep{job.state.push.token, base, std::move(why), false};
        return outcome;
    }

    void hear(Kind kind, TimePoint now, Duration lease = 24h, Duration pause = 16h) {
        must(bench.store->hear({"a", push().token, kind, now, lease, pause, "because"}));
    }

    /// Subscribed, and confirmed at t0 for a day.
    void subscribe() {
        wish(base);
        poll(t0, offer);
        bench.commit(asked(claim_lease(t0).value(), t0, t0 + 5min));
        hear(Kind::confirmed, t0);
    }
};

INSTANTIATE_TEST_SUITE_P(Stores, PushContract, all_backends(), backend_name);

TEST_P(PushContract, MakesATokenAndASecretBeforeTheHubIsAsked) {
    wish(base);
    poll(t0, offer);
    const Push wanted = push();
    EXPECT_EQ(wanted.stage, PushStage::wanted);
    EXPECT_EQ(wanted.hub, offer.hub);
    EXPECT_EQ(wanted.topic, offer.topic);
    EXPECT_THAT(wanted.token, SizeIs(32));
    EXPECT_THAT(wanted.secret, SizeIs(64));
    bench.reopen(t0 + 1s);
    EXPECT_EQ(push(), wanted);
    const Job job = claim_lease(t0 + 1s).value();
    EXPECT_EQ(job.url, offer.hub);
    EXPECT_EQ(job.host, "hub.example");
    EXPECT_EQ(job.state.push, wanted);
    EXPECT_EQ(bench.status("a").state.push, wanted);
    EXPECT_EQ(must(bench.outbox->survey(0)).subscriptions[static_cast<std::size_t>(PushStage::wanted)], 1u);
}

TEST_P(PushContract, APollDoesNotOverwriteWhatTheHubSaidMeanwhile) {
    wish(base);
    poll(t0, offer);
    bench.commit(asked(claim_lease(t0).value(), t0, t0 + 5min));
    must(bench.store->make_all_due(t0 + 1min));
    const Job out = bench.claim_poll("a", t0 + 1min);
    hear(Kind::confirmed, t0 + 1min);
    bench.commit(polled(out, t0 + 2min));
    EXPECT_EQ(push().stage, PushStage::active);
    EXPECT_EQ(push().lease_until, t0 + 1min + 24h);
}

TEST_P(PushContract, RenewsTheLeaseWhenItWasTold) {
    subscribe();
    EXPECT_EQ(push().stage, PushStage::active);
    EXPECT_EQ(push().failures, 0);
    EXPECT_FALSE(claim_lease(t0 + 16h - 1s));
    const std::string token = push().token;
    bench.commit(asked(claim_lease(t0 + 16h).value(), t0 + 16h, t0 + 17h));
    EXPECT_EQ(push().stage, PushStage::active);  // it holds until its end
    hear(Kind::confirmed, t0 + 16h);
    EXPECT_EQ(push().lease_until, t0 + 40h);
    EXPECT_EQ(push().token, token);
    EXPECT_EQ(push().since, t0);
    EXPECT_FALSE(claim_lease(t0 + 17h));
}

TEST_P(PushContract, WhatTheHubSaysWhileItIsAskedStands) {
    wish(base);
    poll(t0, offer);
    const Job job = claim_lease(t0).value();
    hear(Kind::confirmed, t0 + 1s);
    bench.commit(asked(job, t0 + 2s, t0 + 5min));
    EXPECT_EQ(push().stage, PushStage::active);
    EXPECT_EQ(push().callback, base);
    EXPECT_FALSE(claim_lease(t0 + 15h));
    EXPECT_TRUE(claim_lease(t0 + 16h + 1s));
}

TEST_P(PushContract, CountsRequestsInVainUntilOneIsConfirmed) {
    wish(base);
    poll(t0, offer);
    bench.commit(asked(claim_lease(t0).value(), t0, t0 + 5min, "HTTP status 503"));
    EXPECT_EQ(push().failures, 1);
    EXPECT_EQ(push().reason, "HTTP status 503");
    bench.commit(asked(claim_lease(t0 + 5min).value(), t0 + 5min, t0 + 25min));
    EXPECT_EQ(push().failures, 2);
    EXPECT_EQ(push().reason, "");
    EXPECT_FALSE(claim_lease(t0 + 24min));
    hear(Kind::confirmed, t0 + 24min);
    EXPECT_EQ(push().failures, 0);
}

TEST_P(PushContract, ALostLeaseMakesThePollDueThatWasPutOff) {
    subscribe();
    must(bench.store->make_all_due(t0 + 1h));
    Outcome outcome = polled(bench.claim_poll("a", t0 + 1h), t0 + 1h);
    outcome.due = t0 + 50h;
    bench.commit(outcome);
    bench.commit(asked(claim_lease(t0 + 16h).value(), t0 + 16h, t0 + 24h, "gone"));
    EXPECT_EQ(push().stage, PushStage::active);
    EXPECT_EQ(bench.status("a").next_due, t0 + 50h);
    bench.commit(asked(claim_lease(t0 + 24h).value(), t0 + 24h, t0 + 30h, "gone"));
    EXPECT_EQ(push().stage, PushStage::wanted);
    EXPECT_EQ(bench.status("a").next_due, t0 + 24h);
}

TEST_P(PushContract, ALostLeaseDoesNotHurryAPollThatWaitsForAnotherReason) {
    subscribe();
    must(bench.store->make_all_due(t0 + 1h));
    Outcome outcome = polled(bench.claim_poll("a", t0 + 1h), t0 + 1h);
    outcome.due = t0 + 50h;
    outcome.state->failures = 3;
    outcome.state->health = Health::failing;
    bench.commit(outcome);
    hear(Kind::denied, t0 + 2h);
    EXPECT_EQ(bench.status("a").next_due, t0 + 50h);
}

TEST_P(PushContract, ADenialEndsItAndMakesThePollDue) {
    subscribe();
    hear(Kind::denied, t0 + 1min, {}, 24h);
    EXPECT_EQ(push().stage, PushStage::denied);
    EXPECT_EQ(push().reason, "the hub denied it: because");
    EXPECT_EQ(bench.status("a").next_due, t0 + 1min);
    poll(t0 + 2min, offer);  // what is announced is what was denied
    EXPECT_EQ(push().stage, PushStage::denied);
    EXPECT_FALSE(claim_lease(t0 + 23h));
    bench.commit(asked(claim_lease(t0 + 25h).value(), t0 + 25h, t0 + 26h));
    hear(Kind::denied, t0 + 25h, {}, 24h);
    EXPECT_FALSE(claim_lease(t0 + 72h));
    EXPECT_TRUE(claim_lease(t0 + 73h));
}

TEST_P(PushContract, LeavesASubscriptionAloneThatAnotherTokenMeans) {
    subscribe();
    must(bench.store->hear({"a", std::string(32, '0'), Kind::denied, t0, {}, 1h, ""}));
    must(bench.store->hear({"x", push().token, Kind::denied, t0, {}, 1h, ""}));
    EXPECT_EQ(push().stage, PushStage::active);
    hear(Kind::ended, t0);  // nobody asked for that
    EXPECT_EQ(push().stage, PushStage::active);
}

TEST_P(PushContract, ChangesHubOrTopicWhenThreeAnswersInARowSaySo) {
    subscribe();
    const std::string token = push().token;
    const HubOffer other{"https://new.example/", offer.topic};
    poll(t0 + 1h, other);
    poll(t0 + 2h, HubOffer{"https://x.example/", offer.topic});
    poll(t0 + 3h, other);
    poll(t0 + 4h, other);
    EXPECT_EQ(push().token, token);
    poll(t0 + 5h, offer);
    poll(t0 + 6h, other);
    poll(t0 + 7h, other);
    poll(t0 + 8h, std::nullopt);  // a 304 says nothing
    EXPECT_EQ(push().token, token);
    poll(t0 + 9h, other);
    EXPECT_NE(push().token, token);
    EXPECT_EQ(push().stage, PushStage::wanted);
    EXPECT_EQ(claim_lease(t0 + 9h).value().url, other.hub);
}

TEST_P(PushContract, EndsItWhenNoHubIsAnnouncedAnyMore) {
    subscribe();
    for (int i = 1; i <= 3; ++i) poll(t0 + i * 1h, HubOffer());
    EXPECT_EQ(push().stage, PushStage::ending);
    Job job = claim_lease(t0 + 3h).value();
    EXPECT_EQ(job.state.push.stage, PushStage::ending);
    bench.commit(asked(job, t0 + 3h, t0 + 4h));
    EXPECT_EQ(push().stage, PushStage::ending);
    hear(Kind::ended, t0 + 3h);
    EXPECT_EQ(push(), Push());
    EXPECT_FALSE(claim_lease(t0 + 9h));
}

TEST_P(PushContract, TellsTheHubOfASourceThatWasTakenOut) {
    subscribe();
    const std::string token = push().token;
    configure({});
    EXPECT_EQ(push().stage, PushStage::ending);
    EXPECT_EQ(push().token, token);
    Job job = claim_lease(t0 + 1s).value();
    EXPECT_EQ(job.source, "a");
    Outcome over = asked(job, t0 + 1s, t0 + 2s);
    over.lease->over = true;
    over.due.reset();
    bench.commit(over);
    EXPECT_EQ(push(), Push());
    EXPECT_THAT(bench.claim(t0 + 100h), IsEmpty());
}

TEST_P(PushContract, EndsItWhenItIsNotWantedAndBeginsItAnew) {
    subscribe();
    const std::string token = push().token;
    wish("", t0 + 1min);
    EXPECT_EQ(push().stage, PushStage::ending);
    wish(base, t0 + 2min);
    EXPECT_EQ(push().stage, PushStage::ending);  // until an answer announces it
    poll(t0 + 3min, offer);
    EXPECT_EQ(push().stage, PushStage::wanted);
    EXPECT_NE(push().token, token);
}

TEST_P(PushContract, ForgetsAtOnceWhatTheHubNeverHeardOf) {
    wish(base);
    poll(t0, offer);
    wish("", t0 + 1min);
    EXPECT_EQ(push(), Push());
    EXPECT_FALSE(claim_lease(t0 + 1h));
}

TEST_P(PushContract, TellsTheHubAnotherCallback) {
    subscribe();
    const std::string token = push().token;
    wish(base, t0 + 1min);
    EXPECT_EQ(push().token, token);
    wish("https://elsewhere.example/", t0 + 2min);
    EXPECT_EQ(push().stage, PushStage::wanted);
    EXPECT_NE(push().token, token);
    EXPECT_TRUE(claim_lease(t0 + 2min));
}

TEST_P(PushContract, EndsItWithTheSourceAndWithItsAddress) {
    subscribe();
    must(bench.store->make_all_due(t0 + 1h));
    Outcome gone = polled(bench.claim_poll("a", t0 + 1h), t0 + 1h);
    gone.state->health = Health::gone;
    gone.due.reset();
    bench.commit(gone);
    EXPECT_EQ(push().stage, PushStage::ending);
    must(bench.store->set_sources(std::vector<ConfiguredSource>{{"a", "https://a.example/new", "", "", base}},
                                  {t0 + 2h}));
    poll(t0 + 2h, offer);
    EXPECT_EQ(push().stage, PushStage::wanted);
}

TEST_P(PushContract, ClaimsThePollForAPushUnlessItIsOut) {
    subscribe();
    const TimePoint due = bench.status("a").next_due.value();
    auto job = must(bench.store->claim_poll("a"));
    ASSERT_TRUE(job);
    EXPECT_EQ(job->kind, JobKind::poll);
    EXPECT_EQ(job->due, due);
    EXPECT_FALSE(must(bench.store->claim_poll("a")));
    EXPECT_FALSE(must(bench.store->claim_poll("b")));
    Outcome pushed = polled(*job, t0 + 1min, {entry(one)});
    pushed.pushed = true;
    pushed.due = due;
    EXPECT_EQ(bench.commit(pushed).published, 1);
    EXPECT_EQ(bench.status("a").next_due, due);
    EXPECT_EQ(push().last_push, t0 + 1min);
    EXPECT_TRUE(is_pushed(push(), t0 + 2min));
    EXPECT_FALSE(is_pushed(push(), t0 + 25h));
}

TEST_P(PushContract, APollThatAPushHeldWhenTheDaemonDiedIsDueAtOnce) {
    subscribe();
    ASSERT_TRUE(must(bench.store->claim_poll("a")));
    bench.reopen(t0 + 1min);
    EXPECT_EQ(bench.claim_poll("a", t0 + 1min).crashes, 1);
}

}  // namespace
}  // namespace newsbus::store::test

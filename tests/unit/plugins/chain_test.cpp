#include "plugins/host/chain.h"

#include <gmock/gmock.h>

#include <functional>

#include "tests/unit/plugins/fixture.h"

namespace newsbus::plugins {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A plugin made of a function.
class Scripted final : public Plugin {
public:
    using Script = std::function<Result<Verdict>(Article&)>;
    explicit Scripted(Script script, bool waits = false) : script_(std::move(script)), waits_(waits) {}
    Result<Verdict> process(Article& article) override { return script_(article); }
    bool waits() const override { return waits_; }

private:
    Script script_;
    bool waits_;
};

struct Bench {
    Counters counters;
    Stage stage;

    Bench& add(std::string name, Scripted::Script script, OnError on_error = OnError::keep) {
        stage.links.push_back(
            std::make_shared<Link>(std::move(name), std::make_unique<Scripted>(std::move(script)), on_error, counters));
        return *this;
    }
    Processed run(Article article) { return plugins::run(Chain{{stage}}, std::move(article)); }
};

Result<Verdict> spoil_and_fail(Article& article) {
    article.headline = "half done";
    return Error{Errc::plugin, "no luck"};
}

Result<Verdict> add_keyword(Article& article) {
    article.keywords.push_back("seen");
    return Verdict::keep;
}

Article article_with_body(std::string body) {
    Article article;
    article.headline = "Ferry late";
    article.body = std::move(body);
    measure_body(article);
    return article;
}

TEST(Chain, LeavesTheArticleAsItWasWhenAPluginFails) {
    Bench bench;
    Processed done = bench.add("bad", spoil_and_fail).add("good", add_keyword).run(article_with_body("Text."));
    EXPECT_EQ(done.article.headline, "Ferry late");
    EXPECT_THAT(done.article.keywords, ElementsAre("seen"));
    EXPECT_THAT(done.failures, ElementsAre(Failure{"bad", "no luck"}));
    EXPECT_FALSE(done.dropped);
    EXPECT_EQ(bench.counters.value("newsbus_plugin_failures_total", {"plugin", "bad"}), 1);
}

TEST(Chain, DropsTheArticleOnFailureWhenToldTo) {
    Bench bench;
    Processed done =
        bench.add("bad", spoil_and_fail, OnError::drop).add("good", add_keyword).run(article_with_body("Text."));
    EXPECT_TRUE(done.dropped);
    EXPECT_EQ(done.dropped_by, "bad");
    EXPECT_EQ(done.article.headline, "Ferry late");
    EXPECT_EQ(bench.counters.value("newsbus_plugin_articles_total", {"plugin", "good"}), 0);
}

TEST(Chain, StopsWhereAPluginDrops) {
    Bench bench;
    Processed done = bench.add("drop", [](Article&) { return Result<Verdict>(Verdict::drop); })
                         .add("good", add_keyword)
                         .run(article_with_body("Text."));
    EXPECT_TRUE(done.dropped);
    EXPECT_EQ(done.dropped_by, "drop");
    EXPECT_TRUE(done.article.keywords.empty());
    EXPECT_EQ(bench.counters.value("newsbus_plugin_dropped_total", {"plugin", "drop"}), 1);
}

TEST(Chain, MeasuresABodyThatWasEdited) {
    Bench bench;
    Processed done = bench
                         .add("cut",
                              [](Article& article) {
                                  article.body = "One two.";
                                  return Result<Verdict>(Verdict::keep);
                              })
                         .run(article_with_body("One two.\n\nThree."));
    EXPECT_EQ(done.article.word_count, 2u);
    EXPECT_EQ(done.article.paragraphs.size(), 1u);
}

TEST(Chain, OnlyAWholeTextThatWasEmptiedIsNoLongerWhole) {
    struct Case {
        BodyStatus before;
        const char* edited;
        BodyStatus after;
    };
    for (const Case& one : {Case{BodyStatus::full, "", BodyStatus::unknown},
                            {BodyStatus::full, "Some.", BodyStatus::full},
                            {BodyStatus::feed, "", BodyStatus::feed}}) {
        Article article = article_with_body("One two.");
        article.body_status = one.before;
        Bench bench;
        auto edit = [&one](Article& edited) {
            edited.body = one.edited;
            return Result<Verdict>(Verdict::keep);
        };
        EXPECT_EQ(bench.add("edit", edit).run(article).article.body_status, one.after) << one.edited;
    }
}

TEST(Chain, TellsWhetherAPluginIsBroken) {
    Bench bench;
    bool fails = true;
    bench.add("moody", [&fails](Article&) {
        return fails ? Result<Verdict>(Error{Errc::plugin, "no luck"}) : Result<Verdict>(Verdict::keep);
    });
    for (int i = 0; i < 20; ++i) bench.run(article_with_body("Text."));
    EXPECT_EQ(bench.stage.links[0]->broken(), "no luck");
    fails = false;
    for (int i = 0; i < 3; ++i) bench.run(article_with_body("Text."));
    EXPECT_EQ(bench.stage.links[0]->broken(), "");
    EXPECT_EQ(bench.counters.value("newsbus_plugin_articles_total", {"plugin", "moody"}), 23);
}

TEST(Chain, ForgetsOffsetsIntoABodyThatWasEditedSince) {
    Bench bench;
    Article article = article_with_body("One two.");
    for (std::vector<Tag>* tags : {&article.mentions, &article.about})
        tags->push_back({"Two", "DefinedTerm", "x:two", 0.5, {{4, 7}}});
    Processed done = bench
                         .add("cut",
                              [](Article& edited) {
                                  edited.body = "Two.";
                                  return Result<Verdict>(Verdict::keep);
                              })
                         .run(article);
    for (const std::vector<Tag>& tags : {done.article.mentions, done.article.about}) {
        ASSERT_EQ(tags.size(), 1u);
        EXPECT_EQ(tags[0].id, "x:two");
        EXPECT_TRUE(tags[0].offsets.empty());
    }
}

TEST(Chain, KeepsTheOffsetsOfAPluginThatEditsTheBodyAndTagsIt) {
    Bench bench;
    Article article = article_with_body("One two.");
    article.mentions.push_back({"One", "DefinedTerm", "x:one", 0.5, {{0, 3}}});
    Processed done = bench
                         .add("cut",
                              [](Article& edited) {
                                  edited.body = "Two.";
                                  edited.about.push_back({"Two", "DefinedTerm", "x:two", 0.5, {{0, 3}}});
                                  return Result<Verdict>(Verdict::keep);
                              })
                         .run(article);
    EXPECT_EQ(done.article.about.at(0).offsets, (std::vector<Span>{{0, 3}}));
    EXPECT_TRUE(done.article.mentions.at(0).offsets.empty());
}

Spec spec(std::string name, std::string kind) {
    Spec made = default_spec(kind).value();
    made.name = std::move(name);
    return made;
}

TEST(Plugins, AreSharedByTheChainsThatNameThem) {
    Counters counters;
    std::vector<Spec> specs{spec("clean_text", "clean_text"), spec("mine", "clean_urls")};
    auto plugins = Plugins::make(specs, test_context(), counters);
    ASSERT_TRUE(plugins);
    std::vector<std::string> both{"clean_text", "mine"}, one{"mine"};
    Chain first = plugins->chain(both), second = plugins->chain(one);
    ASSERT_EQ(first.stages.size(), 1u);
    EXPECT_EQ(first.stages[0].links.size(), 2u);
    EXPECT_EQ(first.stages[0].links[1], second.stages[0].links[0]);
    EXPECT_TRUE(plugins->chain({}).stages.empty());
}

TEST(Plugins, ThatWaitHaveAStageOfTheirOwnEach) {
    Counters counters;
    std::vector<Spec> specs{spec("text", "clean_text"), spec("urls", "clean_urls")};
    for (const char* name : {"one", "two"}) {
        Spec program{name, "exec", {}};
        program.options.set("command", std::vector<std::string>{"/bin/cat"});
        for (const Option& option : find_kind("exec")->options)
            if (!program.options.has(option.name))
                program.options.set(std::string(option.name), fallback_value(option).value());
        program.options.set("on_error", std::string("keep"));
        specs.push_back(std::move(program));
    }
    auto plugins = Plugins::make(specs, test_context(), counters);
    ASSERT_TRUE(plugins);
    std::vector<std::string> names{"text", "one", "two", "urls", "text"};
    const Chain chain = plugins->chain(names);
    ASSERT_EQ(chain.stages.size(), 4u);
    for (std::size_t i : {0u, 1u, 2u, 3u}) EXPECT_EQ(chain.stages[i].waits, i == 1 || i == 2) << i;
    EXPECT_EQ(chain.stages[3].links.size(), 2u);
}

TEST(Plugins, RefuseWhatCannotBeMade) {
    Counters counters;
    Spec unknown = spec("a", "clean_text"), bad_rule = unknown, bad_name = unknown;
    unknown.kind = "clean_nothing";
    bad_rule.options.set("on_error", std::string("panic"));
    bad_name.name = "a\"b";
    for (const auto& [broken, why] :
         {std::pair{unknown, "clean_nothing"}, {bad_rule, "panic"}, {bad_name, "letters"}}) {
        auto plugins = Plugins::make(std::span(&broken, 1), test_context(), counters);
        ASSERT_FALSE(plugins);
        EXPECT_EQ(plugins.error().code, Errc::config);
        EXPECT_THAT(plugins.error().what, HasSubstr(why));
    }
}

}  // namespace
}  // namespace newsbus::plugins

#include <gmock/gmock.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "plugins/doors/child.h"
#include "tests/support/folder.h"
#include "tests/unit/plugins/fixture.h"

namespace newsbus::plugins {
namespace {

using namespace std::chrono_literals;
using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

OptionValues command(std::vector<std::string> words) {
    OptionValues values;
    values.set("command", std::move(words));
    values.set("restart_pause", Duration(0));
    return values;
}

/// A program that treats every line with one shell command; the article is in $line.
OptionValues for_each_line(const std::string& script) {
    return command({"/bin/sh", "-c", "while IFS= read -r line; do " + script + "; done"});
}

Article ferry() {
    Article article;
    article.id = "0123";
    article.headline = "Ferry late";
    article.body = "The ferry is late.\nAgain.";
    measure_body(article);
    return article;
}

std::string error_of(Plugin& plugin) {
    Article article = ferry();
    auto verdict = plugin.process(article);
    return verdict ? "" : verdict.error().what;
}

TEST(Exec, AppliesTheAnswerAsAMergePatch) {
    auto plugin =
        make_plugin("exec", for_each_line(R"(echo '{"articleSection":"Port","headline":"Ferry very late"}')"));
    Article edited = processed(*plugin, ferry());
    EXPECT_EQ(edited.section, "Port");
    EXPECT_EQ(edited.headline, "Ferry very late");
    EXPECT_EQ(edited.body, ferry().body);
}

TEST(Exec, GetsTheArticleOnOneLine) {
    auto plugin = make_plugin(
        "exec",
        for_each_line(R"(case $line in '{"id":"0123"'*'"Ferry late"'*'}') echo '{"genre":"ok"}';; *) echo;; esac)"));
    EXPECT_EQ(processed(*plugin, ferry()).genre, "ok");
}

TEST(Exec, LeavesTheArticleAsItIsOnAnEmptyAnswer) {
    for (const char* answer : {"echo", "echo '{}'", "printf '\\r\\n'"})
        EXPECT_EQ(processed(*make_plugin("exec", for_each_line(answer)), ferry()), ferry()) << answer;
}

TEST(Exec, DropsOnNull) {
    auto plugin = make_plugin("exec", for_each_line("echo null"));
    Article article = ferry();
    EXPECT_EQ(plugin->process(article).value(), Verdict::drop);
}

TEST(Exec, KeepsItsProgramFromArticleToArticle) {
    auto plugin = make_plugin("exec", for_each_line(R"(n=$((n+1)); echo "{\"genre\":\"$n\"}")"));
    EXPECT_EQ(processed(*plugin, ferry()).genre, "1");
    EXPECT_EQ(processed(*plugin, ferry()).genre, "2");
}

TEST(Exec, SurvivesGarbage) {
    auto plugin = make_plugin(
        "exec",
        for_each_line(
            R"(n=$((n+1)); case $n in 1) echo 'not json';; 2) echo '[1]';; 3) echo '{"id":"x"}';; *) echo '{"genre":"fine"}';; esac)"));
    for (int i = 0; i < 3; ++i) EXPECT_THAT(error_of(*plugin), HasSubstr("patch"));
    EXPECT_EQ(processed(*plugin, ferry()).genre, "fine");
}

TEST(Exec, StartsAProgramAgainThatDied) {
    auto plugin = make_plugin("exec", for_each_line(R"(n=$((n+1)); [ $n = 2 ] && exit 7; echo '{"genre":"alive"}')"));
    EXPECT_EQ(processed(*plugin, ferry()).genre, "alive");
    EXPECT_THAT(error_of(*plugin), HasSubstr("ended with exit code 7"));
    EXPECT_EQ(processed(*plugin, ferry()).genre, "alive");
}

TEST(Exec, SurvivesAProgramThatKillsItselfWhileWeWrite) {
    auto plugin = make_plugin("exec", command({"/bin/sh", "-c", "kill -9 $$"}));
    Article article = ferry();
    article.body.assign(4'000'000, 'x');
    auto verdict = plugin->process(article);
    ASSERT_FALSE(verdict);
    EXPECT_THAT(verdict.error().what, HasSubstr("ended by signal 9"));
}

TEST(Exec, EndsAProgramThatHangs) {
    OptionValues values = command({"/bin/sh", "-c", "trap '' TERM; while :; do read -r line; done"});
    values.set("start_timeout", Duration(50));
    auto plugin = make_plugin("exec", values);
    auto started = std::chrono::steady_clock::now();
    EXPECT_THAT(error_of(*plugin), HasSubstr("did not answer in time"));
    EXPECT_LT(std::chrono::steady_clock::now() - started, 5s);
}

TEST(Exec, RefusesMemoryBeyondItsLimit) {
    const std::string program =
        "import sys\nfor line in sys.stdin:\n    block = bytearray(200 << 20)\n    print('{}', flush=True)\n";
    OptionValues values = command({"/usr/bin/python3", "-c", program});
    EXPECT_EQ(processed(*make_plugin("exec", values), ferry()), ferry());
    values.set("memory", std::int64_t{64 << 20});
    EXPECT_THAT(error_of(*make_plugin("exec", values)), HasSubstr("ended with exit code 1"));
}

TEST(Exec, EndsAProgramThatMakesNoiseForEver) {
    for (const char* script : {"while :; do echo noise >&2; done", "while :; do printf noise; done"}) {
        OptionValues values = command({"/bin/sh", "-c", script});
        values.set("start_timeout", Duration(100));
        values.set("max_answer", std::int64_t{100'000'000});
        EXPECT_THAT(error_of(*make_plugin("exec", values)),
                    AnyOf(HasSubstr("did not answer in time"), HasSubstr("not asked for")))
            << script;
    }
}

TEST(Exec, ReadsNoMoreThanSixMebibytesASecondOfNoise) {
    std::size_t bytes = 0;
    auto child = Child::start({"/bin/sh", "-c", "yes >&2; :"}, {"PATH=/usr/bin:/bin"}, 1 << 30,
                              [&](std::string_view line) { bytes += line.size() + 1; });
    ASSERT_TRUE(child) << child.error().what;
    const auto began = std::chrono::steady_clock::now();
    EXPECT_THAT((*child)->ask("?", began + 100ms, 100, -1).error().what, HasSubstr("in time"));
    const auto took = std::chrono::steady_clock::now() - began;
    EXPECT_GT(bytes, 0u);
    EXPECT_LE(bytes, (took / 10ms + 2) * (64u << 10));
}

TEST(Exec, StopsWaitingWhenInterrupted) {
    OptionValues values = for_each_line(":");
    values.set("start_timeout", Duration(1h));
    auto plugin = make_plugin("exec", values);
    std::jthread stopper([&plugin] { plugin->interrupt(); });
    EXPECT_THAT(error_of(*plugin), HasSubstr("interrupted"));
}

TEST(Exec, EndsAProgramWhoseAnswerIsTooLong) {
    OptionValues values = for_each_line("head -c 100000 /dev/zero | tr '\\0' x; echo");
    values.set("max_answer", std::int64_t{1000});
    EXPECT_THAT(error_of(*make_plugin("exec", values)), HasSubstr("more than 1000 bytes"));
}

TEST(Exec, EndsAProgramThatAnswersTwice) {
    auto plugin = make_plugin("exec", for_each_line(R"(printf '{"genre":"a"}\n{"genre":"b"}\n')"));
    EXPECT_EQ(processed(*plugin, ferry()).genre, "a");
    EXPECT_THAT(error_of(*plugin), HasSubstr("not asked for"));
}

TEST(Exec, WaitsBeforeItStartsAFailingProgramAgain) {
    OptionValues values = command({"/bin/sh", "-c", "exit 1"});
    values.set("restart_pause", Duration(1h));
    auto plugin = make_plugin("exec", values);
    EXPECT_THAT(error_of(*plugin), HasSubstr("exit code 1"));
    EXPECT_THAT(error_of(*plugin), HasSubstr("is not running; started again in"));
}

TEST(Exec, SaysWhyAProgramThatWentCannotStart) {
    test::Folder folder;
    std::string file = folder.write("mine", "#!/bin/sh\n");
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    auto plugin = make_plugin("exec", command({file}));
    std::filesystem::remove(file);
    EXPECT_THAT(error_of(*plugin), HasSubstr(file + ": No such file"));
}

/// Is the process whose number stands in the file gone, or going within seconds?
void expect_gone(const std::string& file) {
    pid_t left_behind = 0;
    std::ifstream(file) >> left_behind;
    ASSERT_GT(left_behind, 1);
    int process = static_cast<int>(syscall(SYS_pidfd_open, left_behind, 0));  // fails when it is gone already
    pollfd wait{process, POLLIN, 0};
    EXPECT_TRUE(process < 0 || poll(&wait, 1, 10'000) == 1) << "it lives on";
    if (process >= 0) close(process);
}

/// A program that leaves a process behind: `way` starts it.
OptionValues leaving(const std::string& way, const std::string& file) {
    const std::string sleeper = "echo $$ >" + file + "; exec sleep 1000";
    return command({"/bin/sh", "-c",
                    way + " sh -c '" + sleeper + "' & wait $!; while [ ! -s " + file +
                        " ]; do sleep 0.01; done; while read -r line; do echo; done"});
}

TEST(Exec, EndsWhatItsProgramStarted) {
    test::Folder folder;
    const std::string file = folder / "left.pid";
    processed(*make_plugin("exec", command({"/bin/sh", "-c",
                                            "sleep 1000 & echo $! >" + file + "; while read -r line; do echo; done"})),
              ferry());
    expect_gone(file);
}

TEST(Exec, EndsProcessesInSessionsOfTheirOwn) {
    test::Folder folder;
    const std::string file = folder / "left.pid";
    processed(*make_plugin("exec", leaving("setsid --fork", file)), ferry());  // its parent is gone, too
    expect_gone(file);
}

TEST(Exec, EndsThemWhenItsProgramDies) {
    test::Folder folder;
    const std::string file = folder / "left.pid";
    OptionValues values = leaving("setsid --fork", file);
    auto words = values.strings("command");
    words[2] += " kill -9 $$";  // its answers end with the first article
    words[2].replace(words[2].find("echo; done"), 10, "break; done;");
    auto plugin = make_plugin("exec", command(words));
    EXPECT_THAT(error_of(*plugin), HasSubstr("signal 9"));
    expect_gone(file);
}

TEST(Exec, NothingOutlivesNewsbusEvenWhenThatIsKilled) {
    test::Folder folder;
    const std::string file = folder / "left.pid";
    const pid_t newsbus = fork();
    if (newsbus == 0) {
        auto plugin = make_plugin("exec", leaving("setsid --fork", file));
        Article article = ferry();
        plugin->process(article);
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(waitpid(newsbus, &status, 0), newsbus);
    ASSERT_TRUE(WIFSIGNALED(status));
    expect_gone(file);
}

TEST(Exec, EndsThemWhenItsProgramKillsTheKeeper) {
    for (const char* signal : {"KILL", "STOP"}) {
        test::Folder folder;
        const std::string file = folder / "left.pid";
        OptionValues values = leaving("setsid --fork", file);
        auto words = values.strings("command");
        words[2].insert(words[2].find("while read"), std::string("trap '' TERM; kill -") + signal + " $PPID; ");
        values.set("command", words);
        values.set("start_timeout", Duration(1000));
        {
            auto plugin = make_plugin("exec", values);
            Article article = ferry();
            plugin->process(article);
        }
        expect_gone(file);
    }
}

TEST(Exec, ManyThatDoNotEndHoldNobodyUp) {
    std::vector<std::unique_ptr<Plugin>> plugins;
    test::Folder folder;
    for (int i = 0; i < 20; ++i) {
        const std::string file = folder / std::to_string(i);
        plugins.push_back(make_plugin(
            "exec", command({"/bin/sh", "-c",
                             "trap '' TERM; echo $$ >" + file + "; read -r line; echo; sleep 1000; sleep 1000"})));
        processed(*plugins.back(), ferry());
    }
    const auto began = std::chrono::steady_clock::now();
    plugins.clear();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 2s) << "20 times 200 ms, one after the other";
    for (int i = 0; i < 20; ++i) expect_gone(folder / std::to_string(i));
}

TEST(Exec, PassesOnASmallEnvironment) {
    setenv("NEWSBUS_TEST_SECRET", "1", 1);
    OptionValues values = for_each_line(R"(echo "{\"genre\":\"$MINE-$NEWSBUS_TEST_SECRET-${PATH:+path}\"}")");
    values.set("environment", std::vector<std::string>{"MINE=yes"});
    EXPECT_EQ(processed(*make_plugin("exec", values), ferry()).genre, "yes--path");
}

TEST(Exec, WhatIsConfiguredStandsInPlaceOfOurEnvironment) {
    OptionValues values =
        for_each_line(R"(echo "{\"genre\":\"$HOME $(tr '\0' '\n' </proc/$$/environ | grep -c ^HOME=)\"}")");
    values.set("environment", std::vector<std::string>{"HOME=/srv/plugin"});
    EXPECT_EQ(processed(*make_plugin("exec", values), ferry()).genre, "/srv/plugin 1");
}

TEST(Exec, IsLookedUpInTheConfiguredPath) {
    test::Folder folder;
    const std::string program = folder / "only-here";
    std::ofstream(program) << "#!/bin/sh\nread -r line; echo '{\"genre\":\"found\"}'\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    OptionValues values = command({"only-here"});
    values.set("environment",
               std::vector<std::string>{"PATH=" + std::filesystem::path(program).parent_path().string()});
    EXPECT_EQ(processed(*make_plugin("exec", values), ferry()).genre, "found");
}

TEST(Exec, RefusesOptionsThatMakeNoSense) {
    OptionValues nothing = command({}), variable = command({"/bin/cat"}), time = command({"/bin/cat"}),
                 missing = command({"/no/such/program"});
    variable.set("environment", std::vector<std::string>{"NOVALUE"});
    time.set("timeout", Duration(0));
    for (OptionValues values : {nothing, variable, time, missing}) {
        const PluginKind* kind = find_kind("exec");
        for (const Option& option : kind->options)
            if (!values.has(option.name)) values.set(std::string(option.name), fallback_value(option).value());
        auto plugin = kind->make(values, test_context());
        ASSERT_FALSE(plugin);
        EXPECT_EQ(plugin.error().code, Errc::config);
    }
}

TEST(Exec, WaitsSoItNeverRunsOnTheCpuPool) {
    EXPECT_TRUE(make_plugin("exec", command({"/bin/cat"}))->waits());
}

TEST(ExampleReadingTime, TagsLongArticlesAndDropsShortOnes) {
    auto plugin =
        make_plugin("exec", command({"/usr/bin/python3", NEWSBUS_TEST_DIR "/../examples/plugins/reading_time.py"}));
    Article article = ferry();
    EXPECT_EQ(plugin->process(article).value(), Verdict::drop);
    for (int i = 0; i < 500; ++i) article.body += " word";
    measure_body(article);
    EXPECT_THAT(processed(*plugin, article).tags, ElementsAre("reading-time:2"));
}

TEST(ExampleCurrencies, TagsTheCurrenciesThatTheTextNames) {
    ASSERT_EQ(access("/usr/bin/node", X_OK), 0) << "install nodejs, as ./dev test does";
    auto plugin =
        make_plugin("exec", command({"/usr/bin/node", NEWSBUS_TEST_DIR "/../examples/plugins/currencies.js"}));
    Article article = ferry();
    EXPECT_THAT(processed(*plugin, article).tags, IsEmpty());
    article.body += " A new one costs 30 million euros or $33 million, says Eurostat.";
    EXPECT_THAT(processed(*plugin, article).tags, ElementsAre("currency:EUR", "currency:USD"));
}

}  // namespace
}  // namespace newsbus::plugins

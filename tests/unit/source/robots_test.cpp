#include "source/robots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace newsbus::source {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// May the daemon fetch this path of a site with that robots.txt?
bool allowed(std::string_view document, std::string_view path) {
    const Robots robots = read_robots(document);
    return !robots.refusal(Url::parse("https://example.org" + std::string(path)).value());
}

struct Case {
    const char* robots;
    const char* path;
    bool allowed;
};

void expect(const std::vector<Case>& cases) {
    for (const Case& one : cases)
        EXPECT_EQ(allowed(one.robots, one.path), one.allowed) << one.path << " with\n" << one.robots;
}

/// The rules for everybody, one in a line.
std::string rules(std::string lines) {
    return "User-agent: *\n" + std::move(lines);
}

void expect_rules(std::vector<Case> cases) {
    for (const Case& one : cases)
        EXPECT_EQ(allowed(rules(one.robots), one.path), one.allowed) << one.path << " with " << one.robots;
}

// RFC 9309 section 2.2.1: two groups of the same name are one.
TEST(RobotsRfc, CombinesTheGroupsOfAName) {
    const std::string document =
        "user-agent: newsbus\ndisallow: /foo\ndisallow: /bar\n\nuser-agent: NewsBus\ndisallow: /baz\n";
    for (const char* path : {"/foo", "/bar", "/baz"}) EXPECT_FALSE(allowed(document, path)) << path;
    EXPECT_TRUE(allowed(document, "/qux"));
}

// RFC 9309 section 2.2.1: the group of everybody counts only where none has the name, and no group is no rule.
TEST(RobotsRfc, TakesTheGroupOfEverybodyWhereNoneHasTheName) {
    const std::string document =
        "user-agent: *\ndisallow: /foo\ndisallow: /bar\n\nuser-agent: BarBot\ndisallow: /baz\n";
    EXPECT_FALSE(allowed(document, "/foo"));
    EXPECT_TRUE(allowed(document, "/baz"));
    EXPECT_TRUE(allowed("user-agent: FooBot\ndisallow: /foo\n\nuser-agent: BarBot\ndisallow: /\n", "/foo"));
}

// RFC 9309 section 2.2.2, the table of encoded paths: each rule, and an address that it matches.
TEST(RobotsRfc, ComparesPercentEncodedPaths) {
    const std::pair<const char*, const char*> rows[] = {
        {"/foo/bar?baz=quz", "/foo/bar?baz=quz"},
        {"/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"},
        {"/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar"},
        {"/foo/bar/\u30c4", "/foo/bar/%E3%83%84"},
        {"/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84"},
        {"/foo/bar/%62%61%7A", "/foo/bar/baz"},
    };
    for (const auto& [rule, path] : rows) EXPECT_FALSE(allowed(rules(std::string("Disallow: ") + rule), path)) << rule;
}

// RFC 9309 section 2.2.3: special characters, and how they are written when they are meant as such.
TEST(RobotsRfc, KnowsSpecialCharacters) {
    const std::string document =
        rules("allow: /this/path/exactly$\ndisallow: /this/*/exactly\ndisallow: /*.gif$  # all\n");
    EXPECT_TRUE(allowed(document, "/this/path/exactly"));
    EXPECT_FALSE(allowed(document, "/this/path/exactly/not"));
    EXPECT_FALSE(allowed(document, "/a/b.gif"));
    EXPECT_TRUE(allowed(document, "/a/b.gif?c"));
    EXPECT_FALSE(allowed(rules("Disallow: /path/file-with-a-%2A.html"), "/path/file-with-a-*.html"));
    EXPECT_TRUE(allowed(rules("Disallow: /path/file-with-a-%2A.html"), "/path/file-with-a-b.html"));
    EXPECT_FALSE(allowed(rules("Disallow: /path/foo-%24"), "/path/foo-$"));
    EXPECT_TRUE(allowed(rules("Disallow: /path/foo-%24"), "/path/foo-"));
}

// RFC 9309 section 5.1.
TEST(RobotsRfc, ReadsTheSimpleExample) {
    const std::string document = R"(User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot

EOF
)";
    EXPECT_FALSE(allowed(document, "/a.gif"));
    EXPECT_FALSE(allowed(document, "/example/page.html"));
    EXPECT_TRUE(allowed(document, "/publications/a.html"));
    EXPECT_TRUE(allowed(document, "/other"));
    auto as = [&document](const char* name) {
        std::string named = document;
        named.replace(named.find(name), 6, "newsbus");
        return named;
    };
    EXPECT_FALSE(allowed(as("foobot"), "/other"));
    EXPECT_TRUE(allowed(as("foobot"), "/example/page.html"));
    EXPECT_TRUE(allowed(as("foobot"), "/example/allowed.gif"));
    for (const char* name : {"barbot", "bazbot"}) {
        EXPECT_FALSE(allowed(as(name), "/example/page.html")) << name;
        EXPECT_TRUE(allowed(as(name), "/example/a.gif")) << name;
    }
    EXPECT_TRUE(allowed(as("quxbot"), "/example/page.html"));
}

// RFC 9309 section 5.2.
TEST(RobotsRfc, TakesTheLongestMatch) {
    const std::string document = "User-Agent: newsbus\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
    EXPECT_TRUE(allowed(document, "/example/page/a.html"));
    EXPECT_FALSE(allowed(document, "/example/page/disallowed.gif"));
}

// The table of 120 cases: one test a rule of the RFC.

TEST(RobotsCases, Names) {
    expect({
        {"User-agent: newsbus\nDisallow: /", "/a", false},
        {"user-agent: NEWSBUS\nDisallow: /", "/a", false},
        {"USER-AGENT : NewsBus\nDisallow: /", "/a", false},
        {"User-agent: newsbus/1.0\nDisallow: /", "/a", false},
        {"User-agent: newsbus (+https://a.example)\nDisallow: /", "/a", false},
        {"User-agent: newsbus-images\nDisallow: /", "/a", true},
        {"User-agent: news\nDisallow: /", "/a", true},
        {"User-agent: newsbusses\nDisallow: /", "/a", true},
        {"User-agent: mynewsbus\nDisallow: /", "/a", true},
        {"User-agent: Mozilla newsbus\nDisallow: /", "/a", true},
        {"User-agent:\nDisallow: /", "/a", true},
        {"User-agent: *\nDisallow: /", "/a", false},
        {"User-agent: * everybody\nDisallow: /", "/a", false},
        {"User-agent: *bot\nDisallow: /", "/a", true},
        {"Useragent: newsbus\nDisallow: /", "/a", false},
        {"User agent: newsbus\nDisallow: /", "/a", false},
    });
}

TEST(RobotsCases, Groups) {
    expect({
        {"Disallow: /", "/a", true},  // in no group
        {"Disallow: /\nUser-agent: *\nDisallow: /b", "/a", true},
        {"User-agent: a\nUser-agent: newsbus\nDisallow: /", "/a", false},
        {"User-agent: newsbus\nUser-agent: a\nDisallow: /", "/a", false},
        {"User-agent: newsbus\n\n\nUser-agent: a\n\nDisallow: /", "/a", false},  // empty lines end nothing
        {"User-agent: newsbus\nDisallow: /a\nUser-agent: a\nDisallow: /b", "/b", true},
        {"User-agent: newsbus\nDisallow:\nUser-agent: a\nDisallow: /", "/a", true},  // an empty rule is one
        {"User-agent: newsbus\nSitemap: https://a.example/s\nUser-agent: a\nDisallow: /", "/a", false},
        {"User-agent: newsbus\nCrawl-delay: 5\nUser-agent: a\nDisallow: /", "/a", false},
        {"User-agent: newsbus\nwhat: ever\nUser-agent: a\nDisallow: /", "/a", false},
        {"User-agent: *\nDisallow: /\nUser-agent: newsbus\nDisallow: /b", "/a", true},
        {"User-agent: newsbus\nDisallow: /b\nUser-agent: *\nDisallow: /", "/a", true},
        {"User-agent: *\nDisallow: /\nUser-agent: newsbus\n", "/a", true},  // named, and told nothing
        {"User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow:\nUser-agent: *\nDisallow: /b", "/b", false},
        {"User-agent: newsbus\nDisallow: /a\nUser-agent: *\nDisallow: /b\nUser-agent: newsbus\nDisallow: /c", "/c",
         false},
        {"User-agent: *\nUser-agent: newsbus\nDisallow: /a", "/a", false},
        {"User-agent: newsbus\nDisallow: /a\n\nDisallow: /b", "/b", false},
    });
}

TEST(RobotsCases, Precedence) {
    expect_rules({
        {"Disallow: /", "/", false},
        {"Disallow: /", "/a?b", false},
        {"Allow: /", "/a", true},
        {"Disallow:", "/a", true},
        {"Allow:", "/a", true},
        {"", "/a", true},
        {"Disallow: /\nAllow: /a", "/a", true},
        {"Allow: /a\nDisallow: /", "/a", true},
        {"Allow: /a\nDisallow: /", "/b", false},
        {"Disallow: /a\nAllow: /a", "/a", true},  // as long: the one that allows
        {"Allow: /a\nDisallow: /a", "/a", true},
        {"Allow: /a\nDisallow: /ab", "/ab", false},
        {"Disallow: /ab\nAllow: /a", "/abc", false},
        {"Allow: /p\nDisallow: /", "/page", true},
        {"Allow: /folder\nDisallow: /folder", "/folder/page", true},
        {"Allow: /page\nDisallow: /*.htm", "/page.htm", false},
        {"Allow: /page\nDisallow: /*.ph", "/page.php5", true},
        {"Allow: /$\nDisallow: /", "/", true},
        {"Allow: /$\nDisallow: /", "/page.htm", false},
        {"Disallow: /robots.txt", "/robots.txt", true},  // itself is always allowed
        {"Disallow: /", "/robots.txt", true},
        {"Disallow: /", "/robots.txt.html", false},
    });
}

TEST(RobotsCases, Paths) {
    expect_rules({
        {"Disallow: /fish", "/fish", false},
        {"Disallow: /fish", "/fish.html", false},
        {"Disallow: /fish", "/fishheads/yummy.html", false},
        {"Disallow: /fish", "/fish.php?id=anything", false},
        {"Disallow: /fish", "/Fish.asp", true},
        {"Disallow: /fish", "/catfish", true},
        {"Disallow: /fish", "/?id=fish", true},
        {"Disallow: /fish/", "/fish", true},
        {"Disallow: /fish/", "/fish/", false},
        {"Disallow: /fish/", "/animals/fish/", true},
        {"Disallow: /a?b", "/a?b=1", false},
        {"Disallow: /a?b", "/a", true},
        {"Disallow: /a?", "/a?", false},
        {"Disallow: /?", "/?s=x", false},
        {"Disallow: fish", "/fish", false},  // the slash is forgotten
        {"Disallow: /a/../b", "/b", true},   // rules have no dots to resolve
        {"Disallow: //a", "/a", true},
        {"Disallow: /a;b", "/a;b", false},
        {"Disallow: /a", "/a#fragment", false},
    });
}

TEST(RobotsCases, Wildcards) {
    expect_rules({
        {"Disallow: *", "/a", false},
        {"Disallow: /*", "/", false},
        {"Disallow: /fish*", "/fish.html", false},
        {"Disallow: /fish*", "/catfish", true},
        {"Disallow: /*.php", "/index.php", false},
        {"Disallow: /*.php", "/folder/file.php.more?x", false},
        {"Disallow: /*.php", "/windows.PHP", true},
        {"Disallow: /*.php$", "/a/b.php", false},
        {"Disallow: /*.php$", "/a/b.php?x", true},
        {"Disallow: /*.php$", "/a/b.php/", true},
        {"Disallow: /fish*.php", "/fishheads/catfish.php?parameters", false},
        {"Disallow: /fish*.php", "/Fish.PHP", true},
        {"Disallow: /a*b*c", "/axbxc", false},
        {"Disallow: /a*b*c", "/axcxb", true},
        {"Disallow: /a*b*c$", "/abcbc", false},
        {"Disallow: /a***b", "/axb", false},
        {"Disallow: *.pdf", "/x/y.pdf", false},
        {"Disallow: .pdf", "/.pdf", false},
        {"Disallow: /*?", "/a?b", false},
        {"Disallow: /*?", "/a", true},
        {"Disallow: /*?*sid=", "/a?b=1&sid=2", false},
        {"Disallow: /a$", "/a", false},
        {"Disallow: /a$", "/ab", true},
        {"Disallow: /a$b", "/a$bc", false},  // amid a pattern it is a character
        {"Disallow: /a$b", "/a", true},
        {"Disallow: /*a$", "/aba", false},
        {"Disallow: /*$", "/a", false},
        {"Disallow: /$", "/a", true},
    });
}

TEST(RobotsCases, PercentForms) {
    expect_rules({
        {"Disallow: /a%3cd.html", "/a%3Cd.html", false},
        {"Disallow: /a%3Cd.html", "/a%3cd.html", false},
        {"Disallow: /a<d", "/a%3Cd.html", false},
        {"Disallow: /%7Ejoe/", "/~joe/index.html", false},
        {"Disallow: /~joe/", "/%7Ejoe/index.html", false},
        {"Disallow: /a%2fb", "/a/b", true},  // a slash that divides is another one
        {"Disallow: /a/b", "/a%2Fb", true},
        {"Disallow: /a%2Fb", "/a%2fb", false},
        {"Disallow: /a,b", "/a%2Cb", false},
        {"Disallow: /a%2Cb", "/a,b", false},
        {"Disallow: /a b", "/a%20b", false},
        {"Disallow: /a%20b", "/a b", false},
        {"Disallow: /a%", "/a%25", false},
        {"Disallow: /caf\xc3\xa9", "/caf%C3%A9", false},
        {"Disallow: /caf\xe9", "/caf%E9", false},
        {"Disallow: /x?u=http://y", "/x?u=http%3A%2F%2Fy", false},
        {"Disallow: /x?a%26b", "/x?a&b", true},
        {"Disallow: /*url=http:/", "/x?url=http://y", false},
    });
}

TEST(RobotsCases, Lines) {
    expect({
        {"\xef\xbb\xbfUser-agent: *\nDisallow: /a", "/a", false},
        {"User-agent: *\rDisallow: /a\r", "/a", false},
        {"User-agent: *\r\nDisallow: /a\r\n", "/a", false},
        {"User-agent: *\n\r\nDisallow: /a", "/a", false},
        {"User-agent: *   # all\nDisallow: /a # not this", "/a", false},
        {"User-agent: *\n#Disallow: /a", "/a", true},
        {"User-agent: *\nDisallow: /a#b", "/ab", false},
        {"  User-agent :\t* \n\tDisallow\t:  /a  ", "/a", false},
        {"User-agent: *\nDISALLOW: /a", "/a", false},
        {"User-agent: *\nDisallow:/a", "/a", false},
        {"User-agent *\nDisallow /a", "/a", false},
        {"User-agent: *\nDisallow /a and /b", "/a", true},  // prose
        {"User-agent: *\nDissallow: /a", "/a", false},
        {"User-agent: *\nDisalow: /a", "/a", false},
        {"User-agent: *\nDisallows: /a", "/a", true},
        {"User-agent: *\nNoindex: /a", "/a", true},
        {"<html><body>Disallow: /</body></html>", "/a", true},
        {"", "/a", true},
        {":\n::\n:x\nUser-agent: *\nDisallow: /a", "/a", false},
    });
}

TEST(Robots, NamesTheRuleThatForbids) {
    const Robots robots = read_robots("# ours\nUser-agent: *\r\nAllow: /a\r\nDisallow: /a/b*\r\n");
    const RobotsRule* rule = robots.refusal(Url::parse("https://example.org/a/b/c").value());
    ASSERT_TRUE(rule);
    EXPECT_EQ(rule->pattern, "/a/b*");
    EXPECT_EQ(rule->line, 4);
}

TEST(Robots, ReadsNoMoreThan500KiB) {
    std::string document = "User-agent: *\nDisallow: /a\n";
    document += std::string(most_robots_bytes - document.size() - 4, '#') + "\n" + "Disallow: /b\n";
    EXPECT_FALSE(allowed(document, "/a"));
    EXPECT_TRUE(allowed(document, "/b"));
    document.resize(most_robots_bytes - 14);  // its end is the end of what is read
    EXPECT_FALSE(allowed(document + "\nDisallow: /b\n" + "# more", "/b"));
}

TEST(Robots, ForbidsWhatItCannotKeepTheRulesOf) {
    std::string document = "User-agent: *\nAllow: /kept/\n";
    for (int i = 0; i < 10'000; ++i) document += "Disallow: /private/" + std::to_string(i) + "/\n";
    document += "Allow: /late/\n";
    const Robots robots = read_robots(document);
    EXPECT_LT(robots.rules.size(), 3000u);
    EXPECT_FALSE(allowed(document, "/private/1/x"));
    EXPECT_FALSE(allowed(document, "/private/9999/x"));
    EXPECT_FALSE(allowed(document, "/other"));
    EXPECT_FALSE(allowed(document, "/late/x"));
    EXPECT_TRUE(allowed(document, "/kept/x"));
}

TEST(Robots, ShortensAPatternThatForbidsAndDropsOneThatAllows) {
    const std::string path = "/" + std::string(5000, 'a');
    EXPECT_FALSE(allowed(rules("Disallow: " + path), "/" + std::string(3000, 'a')));
    EXPECT_TRUE(allowed(rules("Disallow: " + path), "/" + std::string(1000, 'a')));
    EXPECT_FALSE(allowed(rules("Disallow: /\nAllow: " + path), path));
}

TEST(Robots, JudgesHostilePatternsInAMoment) {
    std::string document = "User-agent: *\n";
    for (int i = 0; i < 20; ++i) {
        document += "Disallow: /";
        for (int star = 0; star < 250; ++star) document += "*a*aaaa";
        document += "b\n";
    }
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_TRUE(allowed(document, "/" + std::string(8000, 'a')));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
}

TEST(Robots, ReadsTheDelayOfTheNamesRightAboveIt) {
    auto delay = [](std::string_view document) { return read_robots(document).crawl_delay; };
    EXPECT_EQ(delay("User-agent: *\nCrawl-delay: 10"), Duration(10s));
    EXPECT_EQ(delay("User-agent: *\nDisallow: /a\ncrawl-delay: 0.5"), Duration(500ms));
    EXPECT_EQ(delay("User-agent: *\nCrawl-delay: 2\nCrawl-delay: 5"), Duration(5s));
    EXPECT_EQ(delay("User-agent: a\nCrawl-delay: 10\nUser-agent: *\nDisallow: /a"), std::nullopt);
    EXPECT_EQ(delay("User-agent: newsbus\nDisallow:\nUser-agent: *\nCrawl-delay: 9"), std::nullopt);
    EXPECT_EQ(delay("User-agent: *\nCrawl-delay: 1e99"), Duration(1s));
    EXPECT_EQ(delay("User-agent: *\nCrawl-delay: 99999999999999999999"), Duration(24h));
    for (const char* bad : {"", "soon", "-5", "nan"})
        EXPECT_EQ(delay("User-agent: *\nCrawl-delay: " + std::string(bad)), std::nullopt) << bad;
}

TEST(Robots, ReadsWhatMayBeDoneWithPages) {
    const Robots robots = read_robots(
        "User-agent: GPTBot\nContent-Signal: ai-train=no\n\nUser-agent: *\nContent-Signal: Search=yes, ai-train = no\n"
        "Content-Usage: /free/ train-ai=y\nAllow: /\nLicense: https://example.org/license.xml\nLicense: /other\n");
    EXPECT_EQ(robots.signals_for(Url::parse("https://example.org/a").value()), "search=yes, ai-train=no");
    EXPECT_EQ(robots.signals_for(Url::parse("https://example.org/free/a").value()), "train-ai=y");
    EXPECT_EQ(robots.license, "https://example.org/license.xml");
    EXPECT_THAT(read_robots("User-agent: GPTBot\nContent-Signal: ai-train=no\n").signals, IsEmpty());
    EXPECT_THAT(read_robots("Content-Signal: ai-train=no\nUser-agent: *\nDisallow:\n").signals, SizeIs(1));
    EXPECT_THAT(read_robots("User-agent: *\nContent-Signal: nonsense, =, a=\n").signals, IsEmpty());
}

TEST(Robots, KeepsRulesInNormalForm) {
    const Robots robots = read_robots(rules("Disallow: /%7e/\xc3\xa9/a%2fb/**x$y$\n"));
    EXPECT_THAT(robots.rules, ElementsAre(RobotsRule{false, "/~/%C3%A9/a%2Fb/*x%24y$", 2}));
}

}  // namespace
}  // namespace newsbus::source

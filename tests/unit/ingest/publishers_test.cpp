// What everyday publishers do, and what a good reader does about it: each row is a publisher, polled every three
// seconds by a clock of its own. The requests are judged, and what came into the log.

#include "life.h"

#include <gmock/gmock.h>
#include <spdlog/fmt/fmt.h>

#include <map>

namespace newsbus::ingest::test {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Ge;
using testing::IsEmpty;
using testing::Le;
using testing::Pair;
using testing::SizeIs;
using Headers = std::vector<std::pair<std::string, std::string>>;
using Asked = Life::Asked;

std::string item(int n, const std::string& more = "") {
    return fmt::format(
        "<item><title>Report {0}</title><guid isPermaLink=\"false\">urn:{0}</guid>"
        "<link>https://wire.example/{0}.html</link>{1}</item>",
        n, more);
}

std::string rss(const std::string& items) {
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Wire</title>" + items + "</channel></rss>";
}

/// Reports 1 to `last`, the newest first.
std::string reports(int last) {
    std::string items;
    for (int n = last; n > 0; --n) items += item(n);
    return rss(items);
}

Response answer(const Asked& asked, int status, std::string body, Headers headers = {}) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    response.headers = std::move(headers);
    response.url = asked.request.url;
    return response;
}

/// Two reports, and one more every twelve seconds.
int born(const Asked& asked) {
    return 2 + static_cast<int>(asked.at / 12s);
}

/// The feed as it stands, or 304 to exactly its validators.
Response conditional(const Asked& asked, const Validators& own, Headers headers = {}) {
    if (!own.etag.empty()) headers.emplace_back("etag", own.etag);
    if (!own.last_modified.empty()) headers.emplace_back("last-modified", own.last_modified);
    const Validators& sent = asked.request.validators;
    if (sent == own && own != Validators()) return answer(asked, 304, "", std::move(headers));
    return answer(asked, 200, reports(born(asked)), std::move(headers));
}

Response well(const Asked& asked, Headers headers = {}) {
    return conditional(asked, {fmt::format("\"v{}\"", born(asked)), ""}, std::move(headers));
}

/// Is every report up to `last` in the log once, and nothing else?
void expect_each_once(const Life& life, int last) {
    std::map<std::string, int> times, wanted;
    for (const std::string& line : life.log()) ++times[line.substr(line.find(' ') + 1)];
    for (int n = 1; n <= last; ++n) wanted[fmt::format("urn:{}", n)] = 1;
    EXPECT_EQ(times, wanted);
}

// RFC 9110 section 13.1: validators go back byte for byte, after a death and a start too.

TEST(Publishers, GetTheirValidatorsBackByteForByte) {
    const std::pair<const char*, const char*> forms[] = {
        {"\"v{}\"", ""},
        {"W/\"v{}\"", ""},
        {"", "Tue, 01 Jan 2030 00:00:{:02} GMT"},
        {"\"33;x=1,y {}-gzip\"", "Sunday, 06-Nov-94 08:49:{:02} GMT"},
        {"v{}-bare", ""},
        {"'v{}", "edition {} of yesterday"},
        {"\"\xe9t\xe9 {}\"", ""},
    };
    for (const auto& [etag, modified] : forms) {
        std::vector<int> statuses;
        Validators before;
        Life life([&, etag = etag, modified = modified](const Asked& asked) {
            const Validators own{fmt::format(fmt::runtime(etag), born(asked)),
                                 fmt::format(fmt::runtime(modified), born(asked))};
            EXPECT_EQ(asked.request.validators, before) << etag << modified << " at request " << asked.number;
            before = own;
            Response made = conditional(asked, own);
            statuses.push_back(made.status);
            return made;
        });
        life.live(30s);
        life.die();
        life.live(30s);
        EXPECT_THAT(statuses, testing::Contains(304)) << etag << modified;
        expect_each_once(life, born(life.asked().back()));
    }
}

TEST(Publishers, AreAskedAgainWithTheOldValidatorsWhenNobodyRecordedTheAnswer) {
    Life life([](const Asked& asked) { return well(asked); });
    life.live(10s);
    const Validators before = life.state().validators;
    life.die(20s, true);
    life.live(1s);
    EXPECT_EQ(life.asked().back().request.validators, before);
    expect_each_once(life, born(life.asked().back()));
}

TEST(Publishers, KeepTheirValidatorsThroughErrorsAndPagesThatAreNone) {
    const std::string page =
        "<!doctype html><html><head><title>Back soon</title></head><body><a href=\"/x\">x</a></body></html>";
    const std::function<Response(const Asked&)> troubles[] = {
        [](const Asked& asked) {
            return answer(asked, 500, "oops", {{"etag", "\"error\""}});
        },
        [](const Asked& asked) {
            return answer(asked, 200, "", {{"etag", "\"nothing\""}});
        },
        [](const Asked& asked) {
            return answer(asked, 200, " \r\n", {{"etag", "\"blank\""}});
        },
        [&](const Asked& asked) {
            return answer(asked, 200, page, {{"etag", "\"page\""}});
        },
        [](const Asked& asked) {
            return answer(asked, 206, reports(1), {{"etag", "\"part\""}});
        },
        [](const Asked& asked) {
            return answer(asked, 204, "", {{"etag", "\"none\""}});
        },
    };
    for (const auto& trouble : troubles) {
        Life life([&](const Asked& asked) { return asked.number == 2 ? trouble(asked) : well(asked); });
        life.live(60s);
        ASSERT_THAT(life.asked(), SizeIs(Ge(5u)));
        EXPECT_EQ(life.asked()[2].request.validators.etag, "\"v2\"");
        expect_each_once(life, born(life.asked().back()));
    }
}

// RFC 9111 section 4.2, RFC 9110 section 10.2.3: nobody is asked before it is time.

TEST(Publishers, AreLeftAloneForAsLongAsTheySay) {
    const auto later = [](const Asked& asked, Duration by) {
        return format_http_date(TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + 10h) + asked.at +
                                by);
    };
    const std::function<Headers(const Asked&)> ways[] = {
        [](const Asked&) {
            return Headers{{"cache-control", "public, max-age=18"}};
        },
        [](const Asked&) {
            return Headers{{"cache-control", "MAX-AGE=\"18\", stale-while-revalidate=9"}};
        },
        [](const Asked&) {
            return Headers{{"cache-control", "max-age=118"}, {"age", "100"}};
        },
        [](const Asked&) {
            return Headers{{"cache-control", "max-age=18"}, {"expires", "0"}};
        },
        [&](const Asked& asked) {
            return Headers{{"expires", later(asked, 19s)}};
        },
        [&](const Asked& asked) {
            return Headers{{"date", later(asked, 48h)}, {"expires", later(asked, 48h + 18s)}};
        },
        [](const Asked&) {
            return Headers{{"retry-after", "18"}};
        },
    };
    for (const auto& way : ways) {
        Life life([&](const Asked& asked) { return well(asked, way(asked)); });
        life.live(40s);
        life.die(5s);
        life.live(60s);
        EXPECT_THAT(life.pauses(), Each(AllOf(Ge(18s), Le(24s)))) << way(life.asked()[0])[0].second;
        expect_each_once(life, born(life.asked().back()));
    }
}

TEST(Publishers, AreNotAskedWhileTheyRest) {
    const std::pair<int, const char*> limits[] = {
        {429, "18"}, {503, "18"}, {500, "18"}, {403, "18"}, {429, "Mon, 23 Nov 2026 10:00:22 GMT"}};
    for (const auto& [status, wait] : limits) {
        Life life([status = status, wait = wait](const Asked& asked) {
            return asked.number == 2 ? answer(asked, status, "later", {{"retry-after", wait}}) : well(asked);
        });
        life.live(8s);
        life.die();
        life.live(60s);
        EXPECT_GE(life.pauses()[1], 18s) << status;
        EXPECT_LE(life.pauses()[1], 24s) << status;
        EXPECT_LT(life.pauses()[2], 18s) << "then all is well";
    }
}

TEST(Publishers, MaySayNonsenseAboutTime) {
    const Headers nonsense[] = {{{"retry-after", "-5"}},
                                {{"retry-after", "soon"}},
                                {{"retry-after", "1.5"}},
                                {{"retry-after", "Mon, 23 Nov 2020 10:00:00 GMT"}},
                                {{"cache-control", "max-age=-9"}},
                                {{"cache-control", "max-age=,=;\""}},
                                {{"expires", "0"}},
                                {{"expires", "when it is ready"}}};
    for (const Headers& headers : nonsense) {
        Life life([&](const Asked& asked) { return well(asked, headers); });
        life.live(60s);
        EXPECT_THAT(life.pauses(), Each(AllOf(Ge(3s), Le(10s)))) << headers[0].second;
    }
}

TEST(Publishers, SayInTheFeedHowOftenToReadIt) {
    const std::string asks[] = {
        "<ttl>1</ttl>",
        "<sy:updatePeriod xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">hourly</sy:updatePeriod>"
        "<sy:updateFrequency xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">60</sy:updateFrequency>"};
    for (const std::string& ask : asks) {
        Life life([&](const Asked& asked) { return answer(asked, 200, rss(ask + item(born(asked)))); });
        life.live(10min);
        EXPECT_THAT(life.pauses(), Each(AllOf(Ge(60s), Le(70s)))) << ask;
    }
    std::string hours;
    for (int hour = 10; hour < 24; ++hour) hours += fmt::format("<hour>{}</hour>", hour);
    Life life(
        [&](const Asked& asked) { return answer(asked, 200, rss("<skipHours>" + hours + "</skipHours>" + item(1))); });
    life.live(55min);
    EXPECT_THAT(life.asked(), SizeIs(1)) << "it is ten o'clock";
}

// RFC 9110 sections 15.5 and 15.6: pauses grow while a source fails, then all is as before.

TEST(Publishers, AreAskedLessOftenWhileTheyFail) {
    for (int status : {400, 401, 403, 404, 406, 408, 418, 421, 425, 429, 451, 500, 502, 503, 504, 204, 300, 302}) {
        Life life([&](const Asked& asked) {
            return asked.number >= 2 && asked.number <= 5 ? answer(asked, status, "no") : well(asked);
        });
        life.live(3min);
        const auto pauses = life.pauses();
        ASSERT_THAT(pauses, SizeIs(Ge(7u))) << status;
        for (std::size_t n = 2; n <= 4; ++n) EXPECT_GE(pauses[n], pauses[n - 1] * 3 / 2) << status << " failure " << n;
        EXPECT_LE(pauses[5], 15s) << status << ": it is well again";
        expect_each_once(life, born(life.asked().back()));
    }
}

TEST(Publishers, AreNotAskedOnceTheySaidTwiceThatTheyAreGone) {
    Life life([](const Asked& asked) { return asked.number == 1 ? well(asked) : answer(asked, 410, "gone"); });
    life.live(1min);
    life.die();
    life.live(1h);
    EXPECT_THAT(life.asked(), SizeIs(3));
    Life once([](const Asked& asked) { return asked.number == 2 ? answer(asked, 410, "gone") : well(asked); });
    once.live(1min);
    EXPECT_THAT(once.asked(), SizeIs(Ge(5u)));
}

// RFC 9110 section 15.4: what moved for good is asked where it went, after three good polls.

/// The first address of each of ten polls, whose chains of redirects have these statuses: "feed", "1", "2" ...
std::vector<std::string> asked_at(const std::vector<int>& statuses) {
    Life life([&](const Asked& asked) {
        Response made = well(asked);
        const std::string path(asked.request.url.path());
        for (std::size_t at = path == "/feed.xml" ? 0 : std::stoul(path.substr(1)); at < statuses.size(); ++at) {
            const Url to = Url::parse(fmt::format("https://wire.example/{}", at + 1)).value();
            made.redirects.push_back({statuses[at], made.url, to, false});
            made.url = to;
        }
        return made;
    });
    life.live(12s);
    life.die();
    life.live(2min);
    std::vector<std::string> names;
    for (std::size_t n = 0; n < 10; ++n) {
        const std::string path(life.asked().at(n).request.url.path());
        names.push_back(path == "/feed.xml" ? "feed" : path.substr(1));
    }
    return names;
}

TEST(Publishers, AreAskedWhereTheyWentForGood) {
    auto learnt = [](const std::string& place) {
        std::vector<std::string> names(10, place);
        std::fill(names.begin(), names.begin() + 3, "feed");
        return names;
    };
    const std::vector<std::string> never(10, "feed");
    EXPECT_EQ(asked_at({301}), learnt("1"));
    EXPECT_EQ(asked_at({308}), learnt("1"));
    EXPECT_EQ(asked_at({301, 308}), learnt("2"));
    EXPECT_EQ(asked_at({308, 302}), learnt("1"));
    EXPECT_EQ(asked_at({301, 301, 307, 301}), learnt("2"));
    EXPECT_EQ(asked_at({302}), never);
    EXPECT_EQ(asked_at({303}), never);
    EXPECT_EQ(asked_at({307}), never);
    EXPECT_EQ(asked_at({302, 301}), never);
}

TEST(Publishers, AreNotAskedAtAPortal) {
    Life life([](const Asked& asked) {
        if (asked.number < 2 || asked.number > 5) return well(asked);
        Response login = answer(asked, 200, "<!doctype html><html><title>Sign in</title><form></form></html>");
        login.url = Url::parse("https://portal.example/login").value();
        login.redirects = {{301, asked.request.url, login.url, false}};
        return login;
    });
    life.live(5min);
    for (const Asked& asked : life.asked()) EXPECT_EQ(asked.request.url.host(), "wire.example");
    expect_each_once(life, born(life.asked().back()));
}

// What a feed shows is published once, however it is shown.

TEST(Publishers, ShowTheirArticlesInManyWays) {
    const std::pair<const char*, std::function<std::string(int last, int number)>> ways[] = {
        {"twice", [](int last, int) { return rss(item(last) + item(last) + item(1) + item(1)); }},
        {"away for some polls", [](int last, int number) { return number % 4 > 1 ? rss(item(last)) : reports(last); }},
        {"in another order",
         [](int last, int number) { return number % 2 ? reports(last) : rss(item(1) + item(last)); }},
        {"ten years ahead",
         [](int last, int) { return rss(item(last, "<pubDate>Mon, 23 Nov 2036 10:00:00 GMT</pubDate>") + item(1)); }},
        {"with a new build date",
         [](int last, int number) {
             return rss(fmt::format("<lastBuildDate>Mon, 23 Nov 2026 10:00:{:02} GMT</lastBuildDate>", number % 60) +
                        item(last) + item(1));
         }},
        {"none for some polls", [](int last, int number) { return number % 4 > 1 ? rss("") : reports(last); }},
    };
    for (const auto& [name, way] : ways) {
        Life life([way = way](const Asked& asked) { return answer(asked, 200, way(born(asked), asked.number)); });
        life.live(1min);
        life.die(1s, true);
        life.live(1min);
        const auto told = life.log();
        EXPECT_THAT(told, SizeIs(Ge(4u))) << name;
        EXPECT_EQ(std::set(told.begin(), told.end()).size(), told.size()) << name;
        EXPECT_THAT(told, Each(testing::Not(testing::StartsWith("updated")))) << name;
    }
}

TEST(Publishers, MayLeaveOutGuidLinkOrDate) {
    for (const char* part : {"<link>https://wire.example/{}</link>", "<guid isPermaLink=\"false\">urn:{}</guid>",
                             "<pubDate>Mon, 23 Nov 2026 09:00:{:02} GMT</pubDate>"}) {
        Life life([&](const Asked& asked) {
            std::string items;
            for (int n = born(asked); n > 0; --n)
                items += fmt::format("<item><title>Report {}</title>{}</item>", n, fmt::format(fmt::runtime(part), n));
            return answer(asked, 200, rss(items));
        });
        life.live(2min);
        EXPECT_EQ(life.state().articles, born(life.asked().back())) << part;
    }
}

TEST(Publishers, CorrectWhatTheyPublished) {
    Life life([](const Asked& asked) {
        const std::string edition = fmt::format("<description>Edition {} of it.</description>", asked.at / 30s);
        return answer(asked, 200, rss(item(2) + item(1, edition)));
    });
    life.live(89s);
    EXPECT_THAT(life.log(), ElementsAre("backfill urn:1", "backfill urn:2", "updated urn:1", "updated urn:1"));
}

TEST(Publishers, MayAnswer304ToNobody) {
    Life life([](const Asked& asked) {
        return asked.number <= 2 ? answer(asked, 304, "", {{"etag", "\"of nothing\""}}) : well(asked);
    });
    life.live(1min);
    EXPECT_EQ(life.asked()[1].request.validators, Validators());
    EXPECT_EQ(life.asked()[2].request.validators, Validators());
    expect_each_once(life, born(life.asked().back()));
}

}  // namespace
}  // namespace newsbus::ingest::test

#include "source/rights.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "source/robots_memory.h"

namespace newsbus::source {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

Response page(Headers headers, const char* url = "https://example.org/a") {
    Response response;
    response.status = 200;
    response.headers = std::move(headers);
    response.url = Url::parse(url).value();
    return response;
}

/// The job of a page whose site has that robots.txt.
Job job(std::string_view document = "") {
    Job job;
    job.url = "https://example.org/a";
    if (!document.empty()) job.robots = RobotsMemory{TimePoint(), read_robots(document), 0, "", {}, {}}.str();
    return job;
}

Article with_rights(const Job& job, const Response& response, Article article = {}) {
    put_rights(job, response, article);
    return article;
}

std::string robots_of(Headers headers) {
    return with_rights(job(), page(std::move(headers))).robots;
}

TEST(Rights, TakesARobotsTagThatIsForEverybodyOrForUs) {
    EXPECT_EQ(robots_of({{"x-robots-tag", "NoIndex, noai"}}), "noindex, noai");
    EXPECT_EQ(robots_of({{"x-robots-tag", "newsbus: noindex"}, {"x-robots-tag", "nofollow"}}), "noindex, nofollow");
    EXPECT_EQ(robots_of({{"x-robots-tag", "googlebot: noindex, nofollow"}}), "");
    EXPECT_EQ(robots_of({{"x-robots-tag", "noarchive, otherbot: noindex, nofollow, newsbus: noai"}}),
              "noarchive, noai");
    EXPECT_EQ(robots_of({{"x-robots-tag", "unavailable_after: 25 Jun 2030 15:00:00 PST, max-snippet:50"}}),
              "unavailable_after: 25 jun 2030 15:00:00 pst, max-snippet:50");
}

TEST(Rights, AddsToWhatThePageSays) {
    Article said;
    said.robots = "noindex";
    said.provenance["robots"] = "meta robots";
    const Article article = with_rights(job("User-agent: *\nContent-Signal: ai-train=no\n"),
                                        page({{"x-robots-tag", "noindex, noai"}, {"tdm-reservation", "1"}}), said);
    EXPECT_EQ(article.robots, "noindex, noai, tdm-reservation, ai-train=no");
    EXPECT_EQ(article.provenance.at("robots"), "meta robots+X-Robots-Tag+TDMRep+robots.txt");
}

TEST(Rights, KnowsReservationsOfTextAndDataMining) {
    EXPECT_EQ(robots_of({{"tdm-reservation", " 1 "}}), "tdm-reservation");
    EXPECT_EQ(robots_of({{"tdm-reservation", "0"}}), "");
    const Article article = with_rights(job(), page({{"tdm-policy", "/policy.json"}}));
    EXPECT_EQ(article.license, "https://example.org/policy.json");
    EXPECT_EQ(article.provenance.at("license"), "tdm-policy");
}

TEST(Rights, TakesTheLicenseThatStandsNearestToThePage) {
    const Job known = job("License: https://example.org/rsl.xml\n");
    const Headers link{{"link", "</l.xml>; rel=\"license\"; type=\"application/rsl+xml\""}};
    EXPECT_EQ(with_rights(known, page({})).license, "https://example.org/rsl.xml");
    EXPECT_EQ(with_rights(known, page({})).provenance.at("license"), "robots.txt");
    EXPECT_EQ(with_rights(known, page(link)).license, "https://example.org/l.xml");
    Article said;
    said.license = "https://example.org/terms";
    EXPECT_EQ(with_rights(known, page(link), said).license, "https://example.org/terms");
    EXPECT_EQ(with_rights(job("License: javascript:x\n"), page({})).license, "");
}

TEST(Rights, OfOneSiteAreNotThoseOfAnother) {
    const Job known = job("User-agent: *\nContent-Signal: ai-train=no\nLicense: /l.xml\n");
    const Article article = with_rights(known, page({}, "https://elsewhere.example/a"));
    EXPECT_EQ(article.robots, "");
    EXPECT_EQ(article.license, "");
}

TEST(Rights, OfHostileHeadersAreBounded) {
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "word" + std::to_string(i) + ",";
    EXPECT_LT(robots_of({{"x-robots-tag", many}}).size(), 500u);
    const std::string odd =
        "no\xff\x01"
        "ai, " +
        std::string(500, 'x');
    EXPECT_EQ(robots_of({{"x-robots-tag", odd}}), "");
}

}  // namespace
}  // namespace newsbus::source

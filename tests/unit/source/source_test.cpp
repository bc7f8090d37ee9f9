#include "source/source.h"

#include "source/robots.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace newsbus::source {
namespace {

constexpr TimePoint now = TimePoint(std::chrono::hours(490'000));

Options options(Kind kind) {
    Options options;
    options.id = "courier";
    options.kind = kind;
    options.url = "https://news.example.org/feed";
    options.username = "reader";
    options.headers = {{"x-key", "secret"}};
    options.tags = {"harbour"};
    options.timeout = std::chrono::seconds(7);
    options.max_body = 1000;
    options.allow_networks = {"127.0.0.0/8"};
    return options;
}

Job job(JobKind kind, const std::string& url) {
    Job job;
    job.kind = kind;
    job.url = url;
    job.state.validators = {"\"e\"", "yesterday"};
    return job;
}

Response response(const std::string& body, const std::string& type,
                  const std::string& url = "https://news.example.org/story") {
    Response response;
    response.status = 200;
    response.headers = {{"content-type", type}};
    response.body = body;
    response.url = Url::parse(url).value();
    return response;
}

const std::string page =
    "<html lang=en><head><link rel=canonical href=/story-1></head><body><article><h1>Bridge to close in March</h1>"
    "<p>The harbour council voted on Tuesday to close the old swing bridge for eleven months, ending a long "
    "dispute.</p>"
    "<p>Engineers told the meeting that the bearings under the northern span had worn to half of their "
    "thickness.</p></article>";

TEST(Request, OfAPollCarriesValidatorsAndCredentials) {
    auto source = make_source(options(Kind::feed), "pass");
    Request request = source->request_for(job(JobKind::poll, "https://news.example.org/feed")).value();
    EXPECT_EQ(request.url.str(), "https://news.example.org/feed");
    EXPECT_EQ(request.validators, (Validators{"\"e\"", "yesterday"}));
    EXPECT_TRUE(request.takes_delta);
    EXPECT_EQ(request.username, "reader");
    EXPECT_EQ(request.password, "pass");
    EXPECT_EQ(request.headers.size(), 1u);
    EXPECT_EQ(request.timeout, std::chrono::seconds(7));
    EXPECT_EQ(request.max_body, 1000u);
    EXPECT_EQ(request.allow_networks, std::vector<std::string>{"127.0.0.0/8"});
    EXPECT_NE(request.accept.find("application/rss+xml"), std::string::npos);
}

TEST(Request, OfAPageHasNoValidators) {
    auto source = make_source(options(Kind::feed), "pass");
    Request request = source->request_for(job(JobKind::page, "https://news.example.org/story")).value();
    EXPECT_EQ(request.validators, Validators{});
    EXPECT_EQ(request.password, "pass");
    EXPECT_TRUE(request.accept.starts_with("text/html"));
}

TEST(Request, ForARobotsTxtMayBeCutAndFollowsFiveRedirects) {
    for (Kind kind : {Kind::feed, Kind::listing, Kind::page, Kind::sitemap}) {
        auto source = make_source(options(kind), "pass");
        Request request = source->request_for(job(JobKind::robots, "https://news.example.org/robots.txt")).value();
        EXPECT_TRUE(request.accept.starts_with("text/plain"));
        EXPECT_EQ(request.validators, Validators{});
        EXPECT_GE(request.max_body, most_robots_bytes);
        EXPECT_TRUE(request.may_cut);
        EXPECT_EQ(request.most_redirects, 5);
        EXPECT_EQ(request.password, "pass");
    }
}

TEST(Request, TakesNoCredentialsToAnotherOrigin) {
    auto source = make_source(options(Kind::feed), "pass");
    for (const char* url :
         {"https://other.example.org/story", "http://news.example.org/story", "https://news.example.org:8443/story"}) {
        Request request = source->request_for(job(JobKind::page, url)).value();
        EXPECT_EQ(request.username + request.password, "") << url;
        EXPECT_TRUE(request.headers.empty()) << url;
        EXPECT_EQ(request.allow_networks.size(), 1u) << url;
    }
}

TEST(Request, ForSomethingElseThanHttpIsAnError) {
    auto source = make_source(options(Kind::feed));
    for (const char* url : {"file:///etc/passwd", "nonsense"}) {
        auto request = source->request_for(job(JobKind::page, url));
        ASSERT_FALSE(request) << url;
        EXPECT_NE(request.error().what.find("courier"), std::string::npos) << url;
    }
}

TEST(FeedSource, WantsThePageOfATeaserOnly) {
    auto wants = [](FullText full_text, const std::string& body,
                    const std::string& url = "https://news.example.org/1") {
        Options chosen = options(Kind::feed);
        chosen.full_text = full_text;
        Article entry;
        entry.url = url;
        entry.body = body;
        return make_source(chosen)->wants_page(entry);
    };
    std::string whole(2000, 'x');
    EXPECT_TRUE(wants(FullText::automatic, ""));
    EXPECT_TRUE(wants(FullText::automatic, "Two lines of a teaser."));
    EXPECT_TRUE(wants(FullText::automatic, whole + " …"));
    EXPECT_TRUE(wants(FullText::automatic, whole + " [...]"));
    EXPECT_TRUE(wants(FullText::automatic, whole + "\n\nRead more"));
    EXPECT_TRUE(wants(FullText::automatic, whole + "\n\nThe post Bridge appeared first on Courier."));
    EXPECT_FALSE(wants(FullText::automatic, whole + "."));
    EXPECT_TRUE(wants(FullText::always, whole + "."));
    EXPECT_FALSE(wants(FullText::never, ""));
    EXPECT_FALSE(wants(FullText::always, "", ""));
    EXPECT_FALSE(wants(FullText::always, "", "mailto:a@example.org"));
}

TEST(FeedSource, ReadsAPageIntoItsDraft) {
    auto source = make_source(options(Kind::feed));
    Job visit = job(JobKind::page, "https://news.example.org/story");
    visit.draft = Entry{};
    visit.draft->article.identifier = "guid-1";
    visit.draft->article.headline = "From the feed";
    visit.draft->article.url = visit.url;
    Article article = source->read_page(visit, response(page, "text/html"), now).value().article;
    EXPECT_EQ(article.identifier, "guid-1");
    EXPECT_EQ(article.headline, "From the feed");
    EXPECT_TRUE(article.body.starts_with("The harbour council"));
    EXPECT_EQ(article.body_status, BodyStatus::full);
    EXPECT_EQ(article.source, "courier");
    EXPECT_EQ(article.tags, std::vector<std::string>{"harbour"});
    EXPECT_EQ(article.date_fetched, now);
}

TEST(PageSource, ReadsOneArticle) {
    Options chosen = options(Kind::page);
    chosen.language = "en-IE";
    auto source = make_source(chosen);
    Harvest harvest =
        source->read(job(JobKind::poll, "https://news.example.org/story"), response(page, "text/html"), now).value();
    ASSERT_EQ(harvest.articles.size(), 1u);
    const Article& article = harvest.articles[0];
    EXPECT_EQ(article.identifier, "https://news.example.org/story-1");
    EXPECT_EQ(article.headline, "Bridge to close in March");
    EXPECT_EQ(article.language, "en-IE");
    EXPECT_EQ(article.source, "courier");
    EXPECT_FALSE(source->wants_page(article));
}

TEST(PageSource, ReadsPlainTextAndDistrustsTheLabel) {
    auto source = make_source(options(Kind::page));
    auto body_of = [&](const std::string& body, const std::string& type) {
        return source->read(job(JobKind::poll, "https://news.example.org/story"), response(body, type), now)
            .value()
            .articles[0]
            .body;
    };
    std::string text =
        "Bridge to close in March\n\nThe harbour council voted on Tuesday to close the old swing bridge for eleven "
        "months.\n";
    EXPECT_TRUE(body_of(text, "text/plain").starts_with("The harbour council"));
    EXPECT_TRUE(body_of(text, "Text/Plain; charset=utf-8").starts_with("The harbour council"));
    EXPECT_TRUE(body_of(page, "text/plain").starts_with("The harbour council"));
}

TEST(PageSource, RefusesWhatIsNoPage) {
    auto source = make_source(options(Kind::page));
    EXPECT_FALSE(source->read(job(JobKind::poll, "https://news.example.org/a.pdf"),
                              response("%PDF-1.4", "application/pdf"), now));
}

const std::string error_page =
    "<title>Page not found</title><main><h1>Page not found</h1><p>The page that you are looking for may have moved, or "
    "never have been here; perhaps the search above helps you to find it.</p></main>";

TEST(PageSource, KeepsWhatItHadWhenAnErrorPageComes) {
    auto source = make_source(options(Kind::page));
    auto harvest =
        source->read(job(JobKind::poll, "https://news.example.org/story"), response(error_page, "text/html"), now);
    ASSERT_FALSE(harvest);
    EXPECT_NE(harvest.error().what.find("https://news.example.org/story"), std::string::npos);
}

TEST(AnySource, TakesNoLoginPageForWhatItIs) {
    const Response login = response(
        "<!doctype html><html><head><title>Hotel Wi-Fi</title></head><body><h1>Welcome to the Grand Hotel</h1>"
        "<form action=/login method=post><input name=room><input type=password name=pin></form>"
        "<p><a href=/terms>Terms of use</a> <a href=/privacy>Privacy policy</a></p></body></html>",
        "text/html", "http://login.hotel.example/");
    for (Kind kind : {Kind::feed, Kind::listing, Kind::sitemap, Kind::page}) {
        Job poll = job(JobKind::poll, "https://news.example.org/feed");
        poll.state.known = {1, 2, 3};
        auto harvest = make_source(options(kind))->read(poll, login, now);
        ASSERT_FALSE(harvest) << name_of(kind);
        EXPECT_EQ(harvest.error().what.find("http://login.hotel.example/: "), 0u) << harvest.error().what;
        EXPECT_NE(harvest.error().what.find("titled \"Hotel Wi-Fi\", with a form for a password"), std::string::npos)
            << harvest.error().what;
    }
}

TEST(ListingSource, MayBeEmptyAtFirst) {
    const Response bare = response("<html><body><p>Soon.</p></body></html>", "text/html");
    auto source = make_source(options(Kind::listing));
    EXPECT_TRUE(source->read(job(JobKind::poll, "https://news.example.org/"), bare, now));
}

TEST(AnySource, NeverTakesTheHeadlineOfAnErrorPage) {
    for (Kind kind : {Kind::feed, Kind::listing, Kind::sitemap}) {
        Job visit = job(JobKind::page, "https://news.example.org/story");
        visit.draft.emplace();
        visit.draft->article.url = visit.url;
        Article article =
            make_source(options(kind))->read_page(visit, response(error_page, "text/html"), now).value().article;
        EXPECT_EQ(article.headline, "");
        EXPECT_EQ(article.body, "");
        EXPECT_EQ(article.body_status, BodyStatus::blocked);
        EXPECT_EQ(article.url, visit.url);
    }
}

TEST(AnySource, TakesNothingFromTheFrontPageThatItWasSentTo) {
    for (Kind kind : {Kind::feed, Kind::listing, Kind::sitemap}) {
        Job visit = job(JobKind::page, "https://news.example.org/story");
        visit.draft.emplace();
        visit.draft->article.url = visit.url;
        Response home = response(page, "text/html", "https://news.example.org/");
        home.redirects = {{302, Url::parse(visit.url).value(), home.url}};
        Article article = make_source(options(kind))->read_page(visit, home, now).value().article;
        EXPECT_EQ(article.headline, "");
        EXPECT_EQ(article.body, "");
        EXPECT_EQ(article.body_status, BodyStatus::blocked);
    }
}

std::string urlset(int entries, bool dated) {
    std::string body = "<urlset>";
    for (int i = 0; i < entries; ++i) {
        body += "<url><loc>/" + std::to_string(i) + "</loc>";
        if (dated)
            body += "<lastmod>" + std::to_string(2000 + i % 20) + "-05-0" + std::to_string(1 + i % 9) + "</lastmod>";
        body += "</url>";
    }
    return body + "</urlset>";
}

TEST(SitemapSource, LooksAtTheNewestThousandEntries) {
    auto source = make_source(options(Kind::sitemap));
    Job visit = job(JobKind::poll, "https://news.example.org/sitemap.xml");
    Harvest harvest = source->read(visit, response(urlset(3000, true), "text/xml"), now).value();
    ASSERT_EQ(harvest.articles.size(), 1000u);
    EXPECT_TRUE(harvest.newest_only);
    EXPECT_TRUE(harvest.problems.empty());
    EXPECT_GE(*harvest.articles.front().date_modified, *harvest.articles.back().date_modified);
    EXPECT_EQ(harvest.articles.front().source, "courier");
    EXPECT_EQ(harvest.articles.front().tags, std::vector<std::string>{"harbour"});

    harvest = source->read(visit, response(urlset(1001, false), "text/xml"), now).value();
    EXPECT_EQ(harvest.articles.front().url, "https://news.example.org/0");
    ASSERT_EQ(harvest.problems.size(), 1u);
    EXPECT_EQ(harvest.problems[0].what, "1 entries are not looked at: too many without a date");
}

TEST(SitemapSource, FollowsTheNewestTenOfAnIndex) {
    auto source = make_source(options(Kind::sitemap));
    std::string body = "<sitemapindex>";
    for (int i = 10; i < 30; ++i)
        body += "<sitemap><loc>/" + std::to_string(i) + ".xml</loc><lastmod>20" + std::to_string(i) +
                "-05-01</lastmod></sitemap>";
    body += "</sitemapindex>";
    Job visit = job(JobKind::poll, "https://news.example.org/sitemap.xml");
    Harvest harvest = source->read(visit, response(body, "text/xml"), now).value();
    ASSERT_EQ(harvest.parts.size(), 10u);
    EXPECT_EQ(harvest.parts.front().url, "https://news.example.org/29.xml");
    EXPECT_TRUE(harvest.problems.empty());

    visit.kind = JobKind::part;
    EXPECT_FALSE(source->read(visit, response(body, "text/xml"), now));
    EXPECT_EQ(source->request_for(visit).value().validators, Validators{});
}

TEST(SitemapSource, PrefersSitemapsForNewsAmongThoseWithoutADate) {
    auto source = make_source(options(Kind::sitemap));
    std::string body =
        "<sitemapindex><sitemap><loc>/tags.xml</loc></sitemap><sitemap><loc>/news.xml</loc></sitemap>"
        "</sitemapindex>";
    Harvest harvest =
        source->read(job(JobKind::poll, "https://news.example.org/s.xml"), response(body, ""), now).value();
    ASSERT_EQ(harvest.parts.size(), 2u);
    EXPECT_EQ(harvest.parts.front().url, "https://news.example.org/news.xml");
}

const std::string index_page =
    "<title>Courier</title><nav><a href=/world>World</a></nav>"
    "<div><h3><a href=/world/bridge-to-close-in-march-1234567>Bridge may close soon</a></h3><img src=/b.jpg>"
    "<p>Engineers found that the bearings under the northern span had worn.</p></div>"
    "<div><h3><a href=/2026/11/23/ferry-strike-goes-on>Ferry strike goes on for a week</a></h3></div>";

TEST(ListingSource, ReadsTheLinksAndLeavesTheRestToThePages) {
    auto source = make_source(options(Kind::listing));
    Job visit = job(JobKind::poll, "https://news.example.org/world");
    EXPECT_TRUE(source->request_for(visit).value().accept.starts_with("text/html"));
    EXPECT_EQ(source->request_for(visit).value().validators, visit.state.validators);
    Harvest harvest = source->read(visit, response(index_page, "text/html"), now).value();
    EXPECT_EQ(harvest.feed.name, "Courier");
    EXPECT_TRUE(harvest.newest_only);
    ASSERT_EQ(harvest.articles.size(), 2u);
    const Article& article = harvest.articles[0];
    EXPECT_EQ(article.url, "https://news.example.org/world/bridge-to-close-in-march-1234567");
    EXPECT_EQ(article.headline, "Bridge may close soon");
    EXPECT_EQ(article.source, "courier");
    EXPECT_EQ(article.description, "");
    EXPECT_TRUE(article.image.empty());
    EXPECT_TRUE(source->wants_page(article));
    EXPECT_TRUE(harvest.articles[1].date_published);
}

TEST(ListingSource, KeepsWhatTheCardSaysWhenNoPageIsFetched) {
    Options chosen = options(Kind::listing);
    chosen.full_text = FullText::never;
    auto source = make_source(chosen);
    Job visit = job(JobKind::poll, "https://news.example.org/world");
    Article article = source->read(visit, response(index_page, "text/html"), now).value().articles.at(0);
    EXPECT_FALSE(source->wants_page(article));
    EXPECT_EQ(article.description, "Engineers found that the bearings under the northern span had worn.");
    ASSERT_EQ(article.image.size(), 1u);
    EXPECT_EQ(article.image[0].url, "https://news.example.org/b.jpg");
}

TEST(ListingSource, LetsThePageWinOverTheLink) {
    auto source = make_source(options(Kind::listing));
    Job visit = job(JobKind::page, "https://news.example.org/story");
    visit.draft.emplace();
    visit.draft->article.url = "https://news.example.org/story";
    visit.draft->article.headline = "Bridge may close soon";
    visit.draft->article.date_published = now;
    visit.draft->article.provenance["datePublished"] = "url";
    Article article = source->read_page(visit, response(page, "text/html"), now).value().article;
    EXPECT_EQ(article.headline, "Bridge to close in March");
    EXPECT_EQ(article.url, "https://news.example.org/story");
    EXPECT_EQ(article.body_status, BodyStatus::full);
    EXPECT_EQ(article.date_published, now);
    EXPECT_EQ(article.provenance.at("datePublished"), "url");

    article = source->read_page(visit, response("<title>Video</title>", "text/html"), now).value().article;
    EXPECT_EQ(article.body, "");
    EXPECT_EQ(article.body_status, BodyStatus::feed);
}

// Reads /story, /story1 and /story2 one after another, which all end with the same paragraph.
PageReading read_three(const Options& chosen, const std::string& host, const std::string& answering) {
    auto source = make_source(chosen);
    Job visit = job(JobKind::page, "https://" + host + "/story");
    visit.host = host;
    PageReading reading;
    for (const char* name : {"", "1", "2"}) {
        std::string text = page;
        for (const char* word : {"harbour", "Engineers", "bridge"})
            text.replace(text.find(word), std::string(word).size(), std::string("Newcomer") + name);
        text += "<article><p>The desk of this paper reads every letter about the harbour and its bridges.</p>";
        text.replace(text.find("</article>"), 10, "");
        reading = source->read_page(visit, response(text, "text/html", "https://" + answering + "/story" + name), now)
                      .value();
        if (!reading.site_memory.empty()) visit.site_memory = reading.site_memory;
    }
    return reading;
}

TEST(Sources, LeaveOutWhatRecursOnThePagesOfASite) {
    for (Kind kind : {Kind::feed, Kind::listing, Kind::sitemap}) {
        PageReading reading = read_three(options(kind), "example.org", "news.example.org");
        EXPECT_EQ(reading.article.body.find("The desk"), std::string::npos) << reading.article.body;
        EXPECT_NE(reading.site_memory, "");
    }
}

TEST(Sources, HaveNoMemoryWhereTheyAreToldOrForeignPages) {
    Options chosen = options(Kind::feed);
    PageReading led_away = read_three(chosen, "example.org", "elsewhere.example");
    chosen.site_memory = false;
    PageReading told = read_three(chosen, "example.org", "news.example.org");
    for (const PageReading& reading : {led_away, told}) {
        EXPECT_NE(reading.article.body.find("The desk"), std::string::npos) << reading.article.body;
        EXPECT_EQ(reading.site_memory, "");
    }
}

TEST(SitemapSource, WantsThePageUnlessToldNot) {
    Options chosen = options(Kind::sitemap);
    EXPECT_TRUE(make_source(chosen)->wants_page({}));
    chosen.full_text = FullText::never;
    EXPECT_FALSE(make_source(chosen)->wants_page({}));
}

TEST(Kinds, HaveTheNamesOfTheConfiguration) {
    EXPECT_EQ(name_of(Kind::feed), "feed");
    EXPECT_EQ(name_of(Kind::sitemap), "sitemap");
}

}  // namespace
}  // namespace newsbus::source

#include "extract/links/listing.h"
#include "extract/page/merged.h"
#include "source/common.h"
#include "source/kinds.h"
#include "source/misread.h"
#include "url/shown.h"

#include <spdlog/fmt/fmt.h>

#include <utility>

namespace newsbus::source {
namespace {

Result<Harvest> read_links(const Response& response, const extract::Rules* rules, Making) {
    auto listing = extract::read_listing(response.body, response.header("content-type"), response.url, rules);
    if (!listing) return listing.error();
    Harvest harvest;
    harvest.feed.name = std::move(listing->name);
    harvest.feed.url = std::move(listing->url);
    harvest.feed.language = std::move(listing->language);
    harvest.feed.format = "listing";
    harvest.articles = std::move(listing->articles);
    // An old article that a front page shows once more is not news.
    harvest.newest_only = true;
    return harvest;
}

/// Teasers and pictures change with the place on the front page. Nothing of that must make the article look changed, so
/// they are left to its page.
void keep_what_lasts(Article& article) {
    article.description.clear();
    article.image.clear();
    article.provenance.erase("description");
    article.provenance.erase("image");
}

/// The page's own words win: an index shortens headlines and shows other pictures from day to day.
Article completed(Article page, const Article& listed) {
    if (!extract::shows_article(page)) return extract::merged(listed, page);
    page.url = listed.url;
    page.identifier = listed.identifier;
    auto fill = [&]<class T>(T Article::*field, const char* name) {
        if (page.*field != T{} || listed.*field == T{}) return;
        page.*field = listed.*field;
        if (auto origin = listed.provenance.find(name); origin != listed.provenance.end())
            page.provenance.insert(*origin);
    };
    if (!page.date_published) {
        page.date_published_raw = listed.date_published_raw;
        page.date_published_precision = listed.date_published_precision;
    }
    fill(&Article::date_published, "datePublished");
    fill(&Article::headline, "headline");
    if (page.body.empty() && page.body_status != BodyStatus::wall) page.body_status = BodyStatus::feed;
    return page;
}

// An index page of a site: each link to an article is an entry, its page has the rest.
class ListingSource final : public Source {
public:
    ListingSource(Options options, std::string password) : Source(std::move(options)), password_(std::move(password)) {}

    Result<Request> request_for(const Job& job) const override {
        return request_with(options_, password_, job, page_types);
    }

    Result<Harvest> read(const Job& job, const Response& response, TimePoint now) const override {
        auto harvest = read_as(Kind::listing, response, rules());
        if (!harvest) return harvest;
        // An index does not empty itself: something else stands in its place, or it is built in another way now.
        if (harvest->articles.empty() && !job.state.known.empty())
            return Error{Errc::syntax, fmt::format("{}: no link to an article, and the last answer had {}; a page {}",
                                                   shown(response.url), job.state.known.size(), page_words(response))};
        for (Article& article : harvest->articles) {
            put_source_fields(options_, now, article);
            if (wants_page(article)) keep_what_lasts(article);
        }
        return harvest;
    }

    // An index never has the text.
    bool wants_page(const Article&) const override { return options_.full_text != FullText::never; }

    Result<PageReading> read_page(const Job& job, const Response& response, TimePoint now) const override {
        auto reading = article_behind(options_, rules(), job, response);
        if (!reading) return reading;
        if (job.draft) reading->article = completed(std::move(reading->article), job.draft->article);
        put_source_fields(options_, now, reading->article);
        return reading;
    }

private:
    std::string password_;
};

std::unique_ptr<Source> make(Options options, std::string password) {
    return std::make_unique<ListingSource>(std::move(options), std::move(password));
}

}  // namespace

const KindRow listing_kind{Kind::listing, make, read_links};

}  // namespace newsbus::source

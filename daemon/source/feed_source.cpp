#include "feed/feed.h"
#include "source/common.h"
#include "source/kinds.h"
#include "source/teaser.h"

#include <utility>

namespace newsbus::source {
namespace {

// Larger feeds are held as they were parsed, not as articles.
constexpr std::size_t most_made = 1000;

Result<Harvest> read_feed(const Response& response, const extract::Rules*, Making making) {
    feed::ReadOptions options;
    if (making == Making::few) options.unmade_from = most_made + 1;
    return feed::read(response.body, response.header("content-type"), response.url, options);
}

void put_feed_fields(const Options& options, TimePoint now, Article& article) {
    put_source_fields(options, now, article);
    if (!article.body.empty()) article.body_status = BodyStatus::feed;
}

/// Articles with what the source knows of them.
class OfSource final : public Unmade {
public:
    OfSource(std::shared_ptr<const Unmade> read, const Options& options, TimePoint now)
        : read_(std::move(read)), options_(options), now_(now) {}
    std::size_t size() const override { return read_->size(); }
    Article make(std::size_t at) const override {
        Article article = read_->make(at);
        put_feed_fields(options_, now_, article);
        return article;
    }

private:
    std::shared_ptr<const Unmade> read_;
    const Options& options_;
    TimePoint now_;
};

class FeedSource final : public Source {
public:
    FeedSource(Options options, std::string password) : Source(std::move(options)), password_(std::move(password)) {}

    Result<Request> request_for(const Job& job) const override {
        auto request = request_with(options_, password_, job, job.kind == JobKind::poll ? feed_types : page_types);
        if (request) request->takes_delta = job.kind == JobKind::poll;
        return request;
    }

    Result<Harvest> read(const Job&, const Response& response, TimePoint now) const override {
        auto harvest = read_as(Kind::feed, response, nullptr, Making::few);
        if (!harvest) return harvest;
        for (Article& article : harvest->articles) put_feed_fields(options_, now, article);
        if (harvest->unmade) harvest->unmade = std::make_shared<OfSource>(std::move(harvest->unmade), options_, now);
        return harvest;
    }

    bool wants_page(const Article& entry) const override {
        auto url = Url::parse(entry.url);
        if (!url || !url->is_http() || options_.full_text == FullText::never) return false;
        return options_.full_text == FullText::always || is_teaser(entry);
    }

    Result<PageReading> read_page(const Job& job, const Response& response, TimePoint now) const override {
        return draft_article(options_, rules(), job, response, now);
    }

private:
    std::string password_;
};

std::unique_ptr<Source> make(Options options, std::string password) {
    return std::make_unique<FeedSource>(std::move(options), std::move(password));
}

}  // namespace

const KindRow feed_kind{Kind::feed, make, read_feed};

}  // namespace newsbus::source

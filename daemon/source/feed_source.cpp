#include "feed/feed.h"
#include "source/common.h"
#include "source/kinds.h"
#include "source/teaser.h"

#include <utility>

namespace newsbus::source {
namespace {

Result<Harvest> read_feed(const Response& response, const extract::Rules*) {
    return feed::read(response.body, response.header("content-type"), response.url);
}

class FeedSource final : public Source {
public:
    FeedSource(Options options, std::string password) : Source(std::move(options)), password_(std::move(password)) {}

    Result<Request> request_for(const Job& job) const override {
        return request_with(options_, password_, job, job.kind == JobKind::poll ? feed_types : page_types);
    }

    Result<Harvest> read(const Job&, const Response& response, TimePoint now) const override {
        auto harvest = read_as(Kind::feed, response);
        if (!harvest) return harvest;
        for (Article& article : harvest->articles) {
            put_source_fields(options_, now, article);
            if (!article.body.empty()) article.body_status = BodyStatus::feed;
        }
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

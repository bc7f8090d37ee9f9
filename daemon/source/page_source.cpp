#include "extract/page/merged.h"
#include "extract/page/page_form.h"
#include "source/common.h"
#include "source/kinds.h"
#include "source/misread.h"
#include "source/rights.h"
#include "url/shown.h"

#include <spdlog/fmt/fmt.h>

#include <utility>

namespace newsbus::source {
namespace {

constexpr const char* own_types = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1";

Result<Harvest> read_one(const Response& response, const extract::Rules* rules, Making) {
    auto article = page_article(response, rules, nullptr, extract::Links::are_text);
    if (!article) return article.error();
    Harvest harvest;
    harvest.feed.name = article->publisher.name;
    harvest.feed.language = article->language;
    harvest.articles.push_back(std::move(*article));
    return harvest;
}

// One page that is watched: each poll reads it again, a change makes a new version.
class PageSource final : public Source {
public:
    PageSource(Options options, std::string password) : Source(std::move(options)), password_(std::move(password)) {}

    Result<Request> request_for(const Job& job) const override {
        return request_with(options_, password_, job, own_types);
    }

    Result<Harvest> read(const Job& job, const Response& response, TimePoint now) const override {
        auto harvest = read_as(Kind::page, response, rules());
        if (!harvest) return harvest;
        // The version that was read last stays, and the source's state says why.
        if (!extract::shows_article(harvest->articles.front()))
            return Error{Errc::syntax, response.url.str() + ": an error page, a check or a wall stands in its place"};
        const bool has_text = !harvest->articles.front().body.empty();
        if (!has_text && extract::page_form(response.body, response.header("content-type")).asks_password)
            return Error{Errc::syntax, fmt::format("{}: a login stands in its place, a page {}", shown(response.url),
                                                   page_words(response))};
        for (Article& article : harvest->articles) {
            put_rights(job, response, article);
            put_source_fields(options_, now, article);
        }
        return harvest;
    }

    bool wants_page(const Article&) const override { return false; }

    Result<PageReading> read_page(const Job& job, const Response& response, TimePoint now) const override {
        auto article = page_article(response, rules());
        if (!article) return article.error();
        put_rights(job, response, *article);
        put_source_fields(options_, now, *article);
        return PageReading{std::move(*article), {}};
    }

private:
    std::string password_;
};

std::unique_ptr<Source> make(Options options, std::string password) {
    return std::make_unique<PageSource>(std::move(options), std::move(password));
}

}  // namespace

const KindRow page_kind{Kind::page, make, read_one};

}  // namespace newsbus::source

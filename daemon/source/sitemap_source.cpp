#include "feed/sitemap.h"
#include "source/common.h"
#include "source/kinds.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace newsbus::source {
namespace {

// News sitemaps hold a thousand entries at most, by Google's rule; of longer ones the newest are looked at.
constexpr std::size_t most_entries = 1000;
// Sitemaps of an index that are looked at, the newest: archives go back for decades.
constexpr std::size_t most_parts = 10;

Result<Harvest> read_all(const Response& response, const extract::Rules*, Making making) {
    std::string_view type = response.header("content-type");
    if (making == Making::all) return feed::read_sitemap(response.body, type, response.url);
    return feed::read_sitemap(response.body, type, response.url, most_entries);
}

/// The sitemaps of an index, newest first and cut. Among those without a date the ones for news lead.
void keep_newest_parts(Harvest& harvest) {
    auto& parts = harvest.parts;
    auto for_news = [](const Part& part) {
        auto url = Url::parse(part.url);
        return url && url->path().find("news") != std::string_view::npos;
    };
    std::ranges::stable_sort(parts, [&](const Part& a, const Part& b) {
        return std::pair(a.changed, for_news(a)) > std::pair(b.changed, for_news(b));
    });
    std::size_t undated =
        static_cast<std::size_t>(std::ranges::count_if(parts, [](const Part& part) { return !part.changed; }));
    if (undated > most_parts)
        harvest.problems.push_back({"the index does not date its sitemaps: of " + std::to_string(undated) + " only " +
                                    std::to_string(most_parts) + " are looked at"});
    if (parts.size() > most_parts) parts.resize(most_parts);
}

// A sitemap, or an index whose newest sitemaps are visited as parts.
class SitemapSource final : public Source {
public:
    SitemapSource(Options options, std::string password) : Source(std::move(options)), password_(std::move(password)) {}

    Result<Request> request_for(const Job& job) const override {
        return request_with(options_, password_, job, job.kind == JobKind::page ? page_types : sitemap_types);
    }

    Result<Harvest> read(const Job& job, const Response& response, TimePoint now) const override {
        auto harvest = read_as(Kind::sitemap, response, nullptr, Making::few);
        if (!harvest) return harvest;
        if (job.kind == JobKind::part && !harvest->parts.empty())
            return Error{Errc::syntax, "a sitemap index inside a sitemap index is not followed"};
        harvest->newest_only = true;
        keep_newest_parts(*harvest);
        for (Article& article : harvest->articles) put_source_fields(options_, now, article);
        return harvest;
    }

    // A sitemap never has the text.
    bool wants_page(const Article&) const override { return options_.full_text != FullText::never; }

    Result<PageReading> read_page(const Job& job, const Response& response, TimePoint now) const override {
        return draft_article(options_, rules(), job, response, now);
    }

private:
    std::string password_;
};

std::unique_ptr<Source> make(Options options, std::string password) {
    return std::make_unique<SitemapSource>(std::move(options), std::move(password));
}

}  // namespace

const KindRow sitemap_kind{Kind::sitemap, make, read_all};

}  // namespace newsbus::source

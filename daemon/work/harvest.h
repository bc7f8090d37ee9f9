#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "article/article.h"
#include "base/time.h"
#include "work/job.h"

namespace newsbus {

/// Something that a reader had to repair or leave out. Never fatal: the good entries are kept beside it.
struct Problem {
    std::string what;  ///< one line that names the entry or the byte
    bool operator==(const Problem&) const = default;
};

/// What a feed says about itself.
struct FeedInfo {
    std::string name;
    std::string url;       ///< the site
    std::string feed_url;  ///< rel=self
    std::vector<std::string> hubs;
    std::string language;
    std::string format;  ///< rss0.90 ... rss2.0, atom0.3, atom1.0, json1.0, json1.1, cdf,
                         ///< sitemap, sitemap-news, sitemap-index, sitemap-text
    std::optional<int> ttl_minutes;
    std::vector<int> skip_hours;         ///< 0 to 23, GMT
    std::vector<std::string> skip_days;  ///< English names
    std::string update_period;           ///< sy:updatePeriod: hourly, daily, weekly, monthly, yearly
    std::optional<int> update_frequency;
    bool operator==(const FeedInfo&) const = default;
};

/// A part: a further document of a source, as a sitemap index names it.
struct Part {
    std::string url;
    std::optional<TimePoint> changed;  ///< when it last changed, if the index says so
    bool operator==(const Part&) const = default;
};

/// The articles of a document that is held as it was parsed: each is made when it is asked for. An article takes ten
/// times the memory of its text, and a document may have 50,000.
class Unmade {
public:
    virtual ~Unmade() = default;
    virtual std::size_t size() const = 0;

    /// The same article every time. Any thread, one at a time.
    virtual Article make(std::size_t at) const = 0;
};

/// What the answer of a source contained, in document order, as read: nothing is looked up, decided or published yet.
struct Harvest {
    FeedInfo feed;
    std::vector<Article> articles;
    std::shared_ptr<const Unmade> unmade;  ///< a large document: in the place of `articles`, which is empty then
    std::vector<Part> parts;               ///< to be visited for more articles, the most interesting first
    bool newest_only = false;              ///< older entries were left out: one that shows up later need not be news
    bool cut = false;    ///< the document ends before it is complete: what stands behind is not known yet
    bool delta = false;  ///< only entries that are new since the answer before (RFC 3229): the others are still there
    std::vector<Problem> problems;

    std::size_t size() const { return unmade ? unmade->size() : articles.size(); }
};

}  // namespace newsbus

#pragma once

#include <cstdint>
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

/// What the answer of a source contained, in document order, as read: nothing is looked up, decided or published yet.
struct Harvest {
    FeedInfo feed;
    std::vector<Article> articles;
    std::vector<Part> parts;   ///< to be visited for more articles, the most interesting first
    bool newest_only = false;  ///< older entries were left out: one that shows up later need not be news
    bool cut = false;          ///< the document ends before it is complete: what stands behind is not known yet
    std::vector<Problem> problems;
};

}  // namespace newsbus

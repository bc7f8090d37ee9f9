#pragma once

#include "document.h"
#include "random.h"
#include "serving.h"
#include "settings.h"
#include "source/options.h"
#include "work/response.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::simulation {

/// What a site has to say to one request, and how long it takes.
struct Answer {
    int status = 0;   ///< 0 = there is none
    std::string why;  ///< that there is none
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    Duration delay{50};
    std::vector<Redirect> hops;                ///< that led to it
    Validators validators;                     ///< that `headers` bring
    Duration fresh_for{0};                     ///< what `headers` ask for
    Duration least{0};                         ///< what the feed asks for
    bool unasked = false;                      ///< a 304 to a request without a condition
    std::optional<Duration> retry_after;       ///< what `headers` ask for
    std::shared_ptr<const Document> document;  ///< that a 200 for the feed shows; nullptr = it shows none
    std::size_t certain = 0;                   ///< its first entries, which the body has whole
    bool whole = false;                        ///< the body has all of it
    int page_take = 0;                         ///< of the page that a 200 shows
    TimePoint at{};                            ///< when it arrives, by a clock that nobody sets
};

/// A publisher: a feed, the pages of its stories, and its ways.
class Site {
public:
    Site(const Settings& settings, int number);

    const std::string& id() const { return options_.id; }
    const source::Options& options() const { return options_; }
    bool has_pages() const { return options_.full_text == source::FullText::always; }

    /// Does one of the things that publishers do. `wire` = stories that agencies gave out, which others have, too.
    void act(TimePoint now, std::vector<Story>& wire);

    /// How long until the next such thing.
    Duration pause();

    /// From now on it is at its best, and changes no more.
    void calm_down();

    bool is_feed(const Url& url) const;
    bool has_pages_at(std::string_view host) const { return has_pages() && page_host_ == host; }
    Answer answer_feed(const Request& request, TimePoint now);
    Answer answer_page(const Request& request, TimePoint now);

    /// For the host of its pages, which may be others' too. What it says stays the same.
    Answer answer_robots();
    bool forbids(const Url& url) const;
    Duration crawl_delay() const { return ways_.crawl_delay; }

    /// The feed as it stands.
    const Document& document() const { return *current_; }
    bool is_gone() const { return gone_; }

    /// Does a 304 mean that nothing changed?
    bool is_honest() const { return calm_ || !ways_.stuck_etag; }

private:
    /// What a site is like, for as long as the world lasts.
    struct Ways {
        Duration busy = std::chrono::minutes(12);
        std::size_t window = 8;  ///< entries of the feed
        Hand hand;
        bool no_etag = false, stuck_etag = false, stale = false, deltas = false, same_guid = false,
             changing_guid = false;
        bool odd_dates = false, twice = false, guidless = false;
        bool forbids = false;  ///< robots.txt: pages of every third story
        Duration crawl_delay{0};
        double errors = 0, broken = 0, limits = 0, slow = 0, cut = 0, page_errors = 0, robots_errors = 0, unasked = 0;
        Serving serving;
    };
    Ways ways_of(const Settings& settings);
    void post(TimePoint now, std::vector<Story>& wire);
    Story new_story(TimePoint now);
    void publish();
    std::shared_ptr<const Document> written_anew(const Document& document, TimePoint now);
    std::optional<Answer> trouble(TimePoint now);
    Answer limit(TimePoint now);
    Answer portal(const Request& request);
    Answer show(std::shared_ptr<const Document> document, const Request& request, TimePoint now);
    std::vector<Redirect> hops(const Url& from) const;
    std::shared_ptr<const Document> delta(const Document& document, const Request& request);
    void cut(Answer& answer);
    Duration delay();

    const Settings& settings_;
    Random dice_, hand_dice_, robots_dice_;
    source::Options options_;
    std::string host_, page_host_;
    Ways ways_;
    std::vector<Story> stories_;  ///< oldest first
    std::size_t wire_taken_ = 0;
    int posted_ = 0, edition_ = 0, answers_ = 0;
    std::string feed_path_, old_path_;  ///< where it is, and where it was
    bool moved_for_good_ = false, gone_ = false, calm_ = false, bad_time_ = false;
    bool hasty_ = false;  ///< what was posted last is corrected at once
    bool live_ = false;   ///< it is polled every few seconds, and corrects again and again
    std::shared_ptr<const Document> current_, before_;
};

}  // namespace newsbus::simulation

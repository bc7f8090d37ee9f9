#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "article/article.h"
#include "base/time.h"

namespace newsbus::habits {

/// What stood there of one article, as it was read and before any plugin saw it.
struct Traits {
    enum class Of : std::uint8_t {
        nothing,  ///< nothing is known: there is nothing to learn
        entry,    ///< of an entry of a feed, sitemap or listing
        page,     ///< of an article's page
    };
    Of of = Of::nothing;
    bool headline = false, date = false, author = false, image = false;
    bool shown = true;         ///< pages: the article stood there, and no wall, error or refusal
    std::uint32_t length = 0;  ///< bytes of its text: the body, else the description
    bool operator==(const Traits&) const = default;
};

Traits traits_of(const Article& article, Traits::Of of);

/// The traits of a page that was refused.
Traits refused_page();

/// What one visit taught of its source. A poll fills in what its answer was like, the ledger which entries were new.
struct Lesson {
    TimePoint now{};                         ///< when the visit ended
    std::optional<TimePoint> previous = {};  ///< the good poll before this one; nothing = this is the first, or no poll
    Duration outage{0};                      ///< since `previous`, when all polls in between failed
    bool begins = false;                     ///< nothing was learnt of the source so far
    std::optional<Duration> took = {};       ///< an answer with a body: the time until it was there
    std::optional<double> overlap = {};      ///< an answer with a body: the share of its entries that were known

    std::vector<TimePoint> dated = {};  ///< when new entries were published, where they say it with a time of day
    int undated = 0;                    ///< new entries that do not
    std::vector<Traits> traits = {};

    /// Is there anything in it that is worth writing down? An answer without news is not.
    bool teaches() const { return begins || outage > Duration(0) || undated > 0 || !dated.empty() || !traits.empty(); }
    bool operator==(const Lesson&) const = default;
};

}  // namespace newsbus::habits

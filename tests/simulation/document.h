#pragma once

#include "base/time.h"

#include <optional>
#include <string>
#include <vector>

namespace newsbus::simulation {

/// A story as it stands on a site. Its link tells it from all others; `take` counts its corrections.
struct Story {
    std::string name;  ///< "story 12 of s3"
    std::string link, guid, date;
    std::optional<TimePoint> time;  ///< that `date` says
    int take = 1;
    int page_take = 1;  ///< of its page, which changes apart from the feed
    bool advert = false;
    bool withdrawn = false;
};

/// An entry of a document that was served.
struct Shown {
    std::string link;
    int take = 0;
    std::optional<TimePoint> time;
    bool advert = false;
    bool operator==(const Shown&) const = default;
};

/// A feed as it was served once.
struct Document {
    std::vector<Shown> entries;  ///< in its order
    std::string body, type, etag;
};

enum class Format { rss, atom, json };

Document feed_of(const std::vector<Story>& stories, Format format);

/// The page of a story.
std::string page_of(const Story& story);

/// What the text of a headline, a description or a page says of itself: "..., take 4" is 4, 0 = nothing.
int take_in(std::string_view text, std::string_view word = "take ");

}  // namespace newsbus::simulation

#pragma once

#include "habits.h"
#include "story.h"

#include "base/time.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::simulation {

/// An entry of a document that was served.
struct Shown {
    std::string link;
    int take = 0;
    std::optional<TimePoint> time;
    bool advert = false;
    std::size_t end = 0;  ///< how much of the body has it whole
    bool operator==(const Shown&) const = default;
};

/// A feed as it was served once.
struct Document {
    std::vector<Story> stories;  ///< in its order
    std::vector<Shown> entries;  ///< the same as they stand in it
    std::string body, type;
    std::string etag;      ///< what its ETag tells it by; "" = it has none
    std::string modified;  ///< its Last-Modified
};

enum class Format { rss, atom, json };

/// How a publisher writes its documents.
struct Hand {
    Format format = Format::rss;
    Habits habits;
    int ttl_minutes = 0;  ///< of RSS; 0 = it does not say
};

/// The document of these stories that a publisher writes `now`. `dice` = of what it writes anew each time.
Document feed_of(const std::vector<Story>& stories, const Hand& hand, Random& dice, TimePoint now);

/// Gives a story the date `now`, as this format writes it.
void date(Story& story, TimePoint now, Format format);

/// The page of a story.
std::string page_of(const Story& story);

/// What the text of a headline, a description or a page says of itself: "..., take 4" is 4, 0 = nothing.
int take_in(std::string_view text, std::string_view word = "take ");

}  // namespace newsbus::simulation

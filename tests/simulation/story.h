#pragma once

#include "base/time.h"

#include <spdlog/fmt/fmt.h>

#include <optional>
#include <string>
#include <string_view>

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

/// The headline of a story; `name` = its name as it is written there.
inline std::string headline(const Story& story, std::string_view name) {
    return fmt::format("{}{}, take {}", story.advert ? "Advert: " : "", name, story.take);
}

}  // namespace newsbus::simulation

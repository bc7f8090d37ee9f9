#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "extract/selectors/rules.h"

namespace newsbus::source {

enum class Kind { feed, listing, page, sitemap };

/// The names of the kinds in the configuration.
inline constexpr std::pair<std::string_view, Kind> kind_names[] = {
    {"feed", Kind::feed}, {"listing", Kind::listing}, {"page", Kind::page}, {"sitemap", Kind::sitemap}};
std::string_view name_of(Kind kind);

enum class FullText { automatic, always, never };

/// Who rests when a server answers 429, or 503 with Retry-After: all sources of its host, or the one that was told.
enum class HostRest { host, source };

/// One [[source]] of the configuration.
struct Options {
    std::string id;
    Kind kind = Kind::feed;
    std::string url;
    std::string name;  ///< for people, one line; "" = none
    std::string previous_id;
    std::string language;  ///< BCP 47; wins over what the source declares
    Duration interval = std::chrono::minutes(15);
    Duration max_interval = std::chrono::hours(6);
    FullText full_text = FullText::automatic;
    std::optional<std::uint32_t> backfill;          ///< how many entries of the first poll go out; nothing = all
    bool robots = true;                             ///< obey robots.txt for pages, listings and sitemaps
    bool robots_feed = false;                       ///< and for the feed itself
    bool websub = false;                            ///< subscribe where a hub is announced: there is a callback
    bool hints = true;                              ///< respect ttl, skipHours, skipDays, sy:*
    bool freshness = true;                          ///< respect Cache-Control and Expires
    HostRest host_rest = HostRest::host;            ///< who rests when the server says that there are too many requests
    std::optional<std::vector<std::string>> chain;  ///< plugin names; nothing = the installation's chain
    std::vector<std::string> tags;                  ///< put on every article
    bool site_memory = true;                        ///< leave out what recurs on the pages of a site
    extract::RuleTexts rules;                       ///< for its pages and listings
    std::vector<std::pair<std::string, std::string>> headers;
    std::string username, password_file;
    std::string ca_file, cert_file, key_file;
    std::vector<std::string> allow_networks;
    std::uint64_t max_body = 0;  ///< 0 = [http] max_body
    Duration timeout{0};         ///< 0 = [http] timeout
    bool operator==(const Options&) const = default;
};

}  // namespace newsbus::source

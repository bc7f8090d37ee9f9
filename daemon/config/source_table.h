#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "url/url.h"

namespace newsbus::config {

/// A [[source]] to be written into a file.
struct SourceTable {
    std::string id;
    std::string name;  ///< "" = none
    std::string kind = "feed";
    std::string url;
    std::vector<std::string> tags;
    std::vector<std::string> remarks;  ///< comments above it
    std::vector<std::string> allow_networks = {};
};

/// The table as TOML, followed by an empty line. Any texts give valid TOML.
std::string to_toml(const SourceTable& table);

/// Those of `networks` without which the daemon would not fetch `url`, which was found at the site `asked`: of a
/// literal address the ones that hold it, of the site's own name all, as its address may be in any, of another name
/// none.
std::vector<std::string> networks_needed(const std::string& url, const Url& asked, std::vector<std::string> networks);

/// Makes up ids that fit the configuration and a topic, each only once.
class SourceIds {
public:
    /// Takes ids that exist already.
    explicit SourceIds(std::set<std::string, std::less<>> taken = {}) : taken_(std::move(taken)) {}

    /// An id from the title, else from the host of the URL: "bbc-news"; then "bbc-news-2".
    std::string make(std::string_view title, std::string_view url);

private:
    std::set<std::string, std::less<>> taken_;
    std::map<std::string, int>
        next_;  // next number to try behind a stem, so that a thousand sources called "News" stay fast
};

}  // namespace newsbus::config

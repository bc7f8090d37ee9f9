#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "source/options.h"
#include "url/url.h"
#include "work/response.h"

namespace newsbus::source {

/// How a place was found, the most reliable first.
enum class Hint { given, announced, linked, robots, index, guessed };

/// A place that may be a source.
struct Candidate {
    Kind kind = Kind::feed;
    std::string url;
    std::string title;  ///< as the announcement names it
    Hint hint = Hint::guessed;
    bool operator==(const Candidate&) const = default;
};

/// A place that is one: it was fetched and read.
struct Discovered {
    Candidate candidate;
    std::string url;     ///< after permanent redirects
    std::string name;    ///< its own, else the candidate's
    std::string format;  ///< FeedInfo::format
    std::string language;
    std::size_t entries = 0;  ///< articles, or sitemaps of an index
    std::optional<TimePoint> newest;
    std::vector<std::string> hubs;   ///< WebSub
    std::vector<std::string> links;  ///< of its entries, sorted; two with the same are the same
    std::vector<Candidate> named;    ///< sitemaps for news that an index names
    bool comments = false;           ///< brings comments, not articles
};

/// Feeds that an HTML page announces (link elements), then those it links to on its own site, each once.
std::vector<Candidate> candidates_of_page(const Response& page);

/// The sitemaps that a robots.txt names (RFC 9309 section 2.2.4).
std::vector<Candidate> candidates_of_robots(const Response& robots);

/// Where feeds and sitemaps stand on many sites.
std::vector<Candidate> guessed_feeds(const Url& site);
std::vector<Candidate> guessed_sitemaps(const Url& site);

/// The request for a candidate.
Request request_for(const Candidate& candidate);

/// Reads the answer with the reader of the candidate's kind. An empty feed, and what is none, is an error; so is an
/// index page with few links to articles.
Result<Discovered> discovered(const Candidate& candidate, const Response& response);

/// Orders by usefulness: feeds before sitemaps before listings, fresh before stale, many entries before few, comments
/// last; drops those whose entries are those of a better one.
void rank(std::vector<Discovered>& found, TimePoint now);

}  // namespace newsbus::source

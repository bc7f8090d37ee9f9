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
    std::vector<std::string> links;  ///< of its entries, sorted; places with the same links are the same source
    std::vector<Candidate> named;    ///< sitemaps for news that an index names
    bool comments = false;           ///< brings comments, not articles
    std::string refused;             ///< robots.txt forbids to poll it, by this rule; "" = it does not
};

/// Feeds that an HTML page announces (link elements, Link headers), then those it links to on its own site, each once.
std::vector<Candidate> candidates_of_page(const Response& page);

/// The sitemaps that a robots.txt names (RFC 9309 section 2.2.4): any end of line, a byte order mark, comments, blanks
/// around the colon.
std::vector<Candidate> candidates_of_robots(const Response& robots);

/// Marks those that the robots.txt of their origin forbids, feeds excepted (Options::robots).
void mark_refused(std::vector<Discovered>& found, const Response& robots);

/// Usual places of feeds and sitemaps.
std::vector<Candidate> guessed_feeds(const Url& site);
std::vector<Candidate> guessed_sitemaps(const Url& site);

/// The request for a candidate.
Request request_for(const Candidate& candidate);

/// Reads the answer with the reader of the candidate's kind. An Error when that cannot read it, when the feed is empty,
/// or when an index page has few links to articles.
Result<Discovered> discovered(const Candidate& candidate, const Response& response);

/// Sorts by usefulness: feeds before sitemaps before listings, fresh before stale, many entries before few, comments
/// last. Drops places whose entries a better one has too.
void rank(std::vector<Discovered>& found, TimePoint now);

}  // namespace newsbus::source

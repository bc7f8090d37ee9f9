#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/result.h"
#include "http/client.h"
#include "source/discovery.h"

namespace newsbus::cli {

/// Looks for the sources of one site: asks the page, what that announces, robots.txt and the usual places, one after
/// the other. Keeps what the daemon's own readers can read.
class SiteVisit {
public:
    struct Terms {
        int most_requests = 24;
        Duration pause = std::chrono::seconds(1);  ///< between two requests
        std::function<void(const std::string& line)> tell;
    };

    SiteVisit(http::Client& client, Terms terms) : client_(client), terms_(std::move(terms)) {}

    /// What was found, the best first. Fails when the page itself cannot be fetched.
    boost::asio::awaitable<Result<std::vector<source::Discovered>>> run(Url page);

private:
    enum class Until { all, first };

    boost::asio::awaitable<Result<Response>> ask(source::Candidate candidate);
    boost::asio::awaitable<void> try_these(std::vector<source::Candidate> candidates, Until until);
    boost::asio::awaitable<void> look_for_feeds(const Response& page);
    boost::asio::awaitable<void> look_for_sitemaps(const Url& page);
    bool has(source::Kind kind) const;

    http::Client& client_;
    Terms terms_;
    int requests_ = 0;
    std::set<std::string> asked_;
    std::vector<source::Discovered> found_;
    std::optional<Response> robots_;
};

}  // namespace newsbus::cli

// newsbus discover: the feeds and sitemaps of a site, else its index page, tried, as [[source]] tables ready for
// sources.d.
#include "base/time.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/discover_site.h"
#include "cli/options.h"
#include "config/source_table.h"
#include "url/feed_scheme.h"
#include "url/shown.h"

#include <unistd.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>
#include <memory>
#include <optional>

namespace newsbus::cli {
namespace {

namespace asio = boost::asio;
using Found = std::vector<source::Discovered>;

constexpr std::size_t longest_name = 200;  // bytes

struct DiscoverOptions {
    std::string url;
    std::string contact;
    std::vector<std::string> allow_networks;
    std::string pause = "1s";
    int most_requests = 24;
    bool verbose = false;
};

int failed(int exit_code, const std::string& what) {
    std::cerr << "newsbus discover: " << what << '\n';
    return exit_code;
}

/// Fetches and reads, until all is known or `most_requests` were made.
Result<Found> visit(const DiscoverOptions& options, const Url& url, Duration pause) {
    asio::io_context io(1);
    Counters counters;
    http::Options limits;
    limits.contact = options.contact;
    limits.allow_networks = options.allow_networks;
    limits.timeout = std::chrono::seconds(20);
    auto client = http::Client::make(io.get_executor(), limits, counters);
    if (!client) return client.error();

    bool tells = options.verbose || isatty(STDERR_FILENO);
    SiteVisit::Terms terms{options.most_requests, pause, [tells](const std::string& line) {
                               if (tells) std::cerr << "newsbus discover: " << line << '\n';
                           }};
    SiteVisit site(**client, std::move(terms));
    std::optional<Result<Found>> found;
    asio::co_spawn(io, site.run(url), [&io, &found](std::exception_ptr thrown, Result<Found> result) {
        if (thrown) std::rethrow_exception(thrown);
        found.emplace(std::move(result));
        io.stop();
    });
    io.run();
    return std::move(*found);
}

const char* name_of(source::Hint hint) {
    switch (hint) {
        case source::Hint::given:
            return "as asked for";
        case source::Hint::announced:
            return "announced by the page";
        case source::Hint::linked:
            return "linked by the page";
        case source::Hint::robots:
            return "named in robots.txt";
        case source::Hint::index:
            return "named in a sitemap index";
        case source::Hint::guessed:
            return "found at a usual place";
    }
    return "";
}

std::vector<std::string> remarks_of(const source::Discovered& one) {
    std::string facts = one.format + ", " + std::to_string(one.entries);
    facts += one.format == "sitemap-index" ? " sitemaps" : one.entries == 1 ? " entry" : " entries";
    if (one.newest) facts += ", newest " + format_rfc3339(*one.newest);
    if (!one.language.empty()) facts += ", language " + one.language;
    facts += std::string(", ") + name_of(one.candidate.hint);
    std::vector<std::string> remarks;
    remarks.push_back(facts);
    if (!one.refused.empty()) remarks.push_back("robots.txt forbids to poll it (" + one.refused + ")");
    if (one.comments) remarks.push_back("brings comments, not articles");
    for (const std::string& hub : one.hubs) remarks.push_back("WebSub hub " + hub);
    return remarks;
}

/// The table with every line a comment.
std::string commented(const std::string& table) {
    std::string out;
    for (std::size_t begin = 0; begin < table.size();) {
        std::size_t end = std::min(table.find('\n', begin), table.size());
        bool plain = end > begin && table[begin] != '#';
        out += (plain ? "#" : "") + table.substr(begin, end - begin) + '\n';
        begin = end + 1;
    }
    return out;
}

/// The best ones are ready to use. What would bring the same articles again, or none, stands there as a comment.
std::string toml_of(const Found& found, const Url& url, const std::vector<std::string>& allow_networks) {
    config::SourceIds ids;
    bool has_feed = false, has_sitemap = false;
    std::string out;
    for (const source::Discovered& one : found) {
        bool is_feed = one.candidate.kind == source::Kind::feed;
        const bool brings_none = one.comments || !one.refused.empty();
        bool spare = brings_none || (!is_feed && (has_feed || has_sitemap));
        (is_feed ? has_feed : has_sitemap) |= !brings_none;
        std::string title = is_feed ? one.name : std::string(url.host()) + " " + one.format;
        config::SourceTable table{ids.make(title, one.url),
                                  shortened(one.name, longest_name),
                                  std::string(source::name_of(one.candidate.kind)),
                                  one.url,
                                  {},
                                  remarks_of(one),
                                  config::networks_needed(one.url, url, allow_networks)};
        std::string text = config::to_toml(table);
        out += spare ? commented(text) : text;
    }
    return out;
}

int discover(DiscoverOptions options) {
    options.url = without_feed_scheme(options.url);
    if (options.url.find("://") == std::string::npos) options.url.insert(0, "https://");
    auto url = Url::parse(options.url);
    if (!url) return failed(exit_usage, url.error().what);
    if (!url->userinfo().empty()) return failed(exit_usage, shown(*url) + ": a user name does not belong into a URL");
    if (!url->is_http()) return failed(exit_usage, options.url + ": neither http nor https");
    auto pause = parse_duration(options.pause);
    if (!pause) return failed(exit_usage, "--pause " + options.pause + ": must be a duration such as \"1s\"");
    auto found = visit(options, *url, *pause);
    if (!found) return failed(found.error().code == Errc::config ? exit_usage : exit_failed, found.error().what);
    if (found->empty())
        return failed(exit_failed, url->str() + ": neither a feed nor a sitemap found, nor a list of articles");
    std::cout << toml_of(*found, *url, options.allow_networks) << std::flush;
    return exit_ok;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<DiscoverOptions>();
    app.add_option("url", options->url, "a page of the site; without a scheme: https")->required();
    app.add_option("--contact", options->contact, "URL or mail address for the User-Agent");
    app.add_option("--allow-network", options->allow_networks, "private network that may be contacted")
        ->type_name("CIDR");
    app.add_option("--pause", options->pause, "between two requests")->capture_default_str();
    add_number(app, "--max-requests", options->most_requests, "make no more than these", {.least = 1, .most = 100})
        ->capture_default_str();
    app.add_flag("--verbose", options->verbose, "tell on stderr what was tried");
    return [options] { return discover(*options); };
}

}  // namespace

const Command discover_command{"discover", "Find the feeds and sitemaps of a site and print them as sources", setup};

}  // namespace newsbus::cli

#include "source/rights.h"

#include "article/robots_words.h"
#include "base/ascii.h"
#include "source/link_header.h"
#include "source/robots_memory.h"
#include "url/origin.h"
#include "url/web_address.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace newsbus::source {
namespace {

/// Adds directives to `robots`, and where they stood to its provenance.
void add(Article& article, std::string_view directives, std::string_view origin) {
    const std::size_t before = article.robots.size();
    add_robots_words(article.robots, directives);
    if (article.robots.size() == before) return;
    std::string& from = article.provenance["robots"];
    if (from.find(origin) == from.npos) from += (from.empty() ? "" : "+") + std::string(origin);
}

void offer_license(Article& article, std::string_view address, const Url& base, const char* origin) {
    if (!article.license.empty()) return;
    article.license = web_address_text(address, base);
    if (!article.license.empty()) article.provenance["license"] = origin;
}

/// Is it a name of a robot in front of its directives ("googlebot: noindex"), and none that has a value?
bool is_agent(std::string_view name) {
    constexpr std::array<std::string_view, 5> with_value{"unavailable_after", "max-snippet", "max-image-preview",
                                                         "max-video-preview", "content-signal"};
    return std::ranges::find(with_value, name) == with_value.end();
}

/// A name holds for what follows it in the same header.
void add_robots_tag(Article& article, std::string_view value) {
    bool is_meant = true;
    while (!value.empty()) {
        const std::size_t comma = std::min(value.find(','), value.size());
        std::string_view part = ascii::trimmed(value.substr(0, comma));
        value.remove_prefix(std::min(comma + 1, value.size()));
        const std::size_t colon = part.find(':');
        if (colon != part.npos) {
            const std::string name = ascii::lower(ascii::trimmed(part.substr(0, colon)));
            if (is_agent(name)) {
                is_meant = name == product_token || name == "*";
                part = ascii::trimmed(part.substr(colon + 1));
            }
        }
        if (is_meant) add(article, part, "X-Robots-Tag");
    }
}

void put_headers(const Response& response, Article& article) {
    for (const auto& [name, value] : response.headers) {
        if (name == "x-robots-tag") add_robots_tag(article, value);
        if (name == "tdm-reservation" && ascii::trimmed(value) == "1") add(article, name, "TDMRep");
        if (name == "content-signal" || name == "content-usage") add(article, value, "Content-Signal");
    }
    for (const auto& [name, value] : response.headers) {
        if (name != "link") continue;
        for (const HeaderLink& link : links_of_header(value))
            if (link.rel == "license") offer_license(article, link.target, response.url, "Link header");
    }
    offer_license(article, response.header("tdm-policy"), response.url, "tdm-policy");
}

}  // namespace

void put_rights(const Job& job, const Response& response, Article& article) {
    put_headers(response, article);
    const auto asked = Url::parse(job.url);
    if (job.robots.empty() || !asked || !same_origin(*asked, response.url)) return;
    const Robots robots = RobotsMemory::parse(job.robots).robots;
    add(article, robots.signals_for(response.url), "robots.txt");
    offer_license(article, robots.license, response.url, "robots.txt");
}

}  // namespace newsbus::source

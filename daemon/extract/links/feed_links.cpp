#include "extract/links/feed_links.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "charset/charset.h"
#include "html/dom.h"
#include "html/walk.h"
#include "url/feed_scheme.h"
#include "url/host.h"

#include <pugixml.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace newsbus::extract {
namespace {

using ascii::lower;

constexpr std::size_t most_announced = 20, most_linked = 5;
constexpr std::size_t longest_title = 200;

bool has_word(const std::string& words, std::string_view word) {
    for (std::size_t at = words.find(word); at != words.npos; at = words.find(word, at + 1)) {
        std::size_t end = at + word.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
    }
    return false;
}

bool is_feed_type(std::string_view type) {
    for (std::string_view known : {"rss+xml", "atom+xml", "rdf+xml", "feed+json", "text/xml", "application/xml"})
        if (type.find(known) != type.npos) return true;
    return false;
}

/// Does the path end as those of feeds do?
bool looks_like_feed(const Url& url) {
    std::string path = lower(url.path());
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    for (std::string_view end :
         {"/feed", "/rss", "/atom", ".rss", ".atom", ".rdf", "rss.xml", "feed.xml", "atom.xml", "feed.json"})
        if (path.ends_with(end)) return true;
    return false;
}

class FeedLinkReader {
public:
    FeedLinkReader(std::string_view body, std::string_view content_type, const Url& url)
        : site_(politeness_host(url)), base_(url) {
        std::string text = to_utf8(body, charset_parameter(content_type), Markup::html).text;
        document_ = html::parse(text);
    }

    std::vector<FeedLink> run() {
        html::walk(
            document_.dom,
            [this](pugi::xml_node node) {
                std::string_view name = node.name();
                if (name == "base") read_base(node);
                if (name == "link") read_link(node);
                if (name == "a") read_anchor(node);
                return html::Descend::yes;
            },
            [](pugi::xml_node) {});
        std::ranges::move(linked_, std::back_inserter(announced_));
        return std::move(announced_);
    }

private:
    void read_base(pugi::xml_node node) {
        if (auto url = Url::parse(node.attribute("href").value(), base_); url && url->is_http()) base_ = *url;
    }

    void read_link(pugi::xml_node node) {
        std::string rel = lower(node.attribute("rel").value()), type = lower(node.attribute("type").value());
        bool announces = has_word(rel, "feed") || (has_word(rel, "alternate") && is_feed_type(type));
        if (announces) add(announced_, most_announced, node, true);
    }

    void read_anchor(pugi::xml_node node) {
        std::string_view href = node.attribute("href").value();
        auto url = Url::parse(without_feed_scheme(href), base_);
        if (!url || !url->is_http() || politeness_host(*url) != site_) return;
        if (has_feed_scheme(href) || looks_like_feed(*url) || is_feed_type(lower(node.attribute("type").value())))
            add(linked_, most_linked, node, false);
    }

    void add(std::vector<FeedLink>& list, std::size_t most, pugi::xml_node node, bool announced) {
        std::string href = without_feed_scheme(node.attribute("href").value());
        auto url = Url::parse(href, base_);
        if (href.empty() || !url || !url->is_http() || list.size() == most) return;
        std::string address = url->without_fragment().str();
        for (const auto* known : {&announced_, &linked_})
            for (const FeedLink& candidate : *known)
                if (candidate.url == address) return;
        list.push_back({std::move(address), shortened(node.attribute("title").value(), longest_title), announced});
    }

    std::string site_;
    Url base_;
    html::Document document_;
    std::vector<FeedLink> announced_, linked_;
};

}  // namespace

std::vector<FeedLink> feed_links(std::string_view body, std::string_view content_type, const Url& url) {
    return FeedLinkReader(body, content_type, url).run();
}

}  // namespace newsbus::extract

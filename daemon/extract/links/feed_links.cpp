#include "extract/links/feed_links.h"

#include "base/ascii.h"
#include "base/gunzip.h"
#include "base/utf8.h"
#include "charset/charset.h"
#include "html/dom.h"
#include "html/text.h"
#include "html/walk.h"
#include "url/feed_scheme.h"
#include "url/host.h"
#include "url/web_address.h"

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

/// Does the path end as those of feeds do?
bool looks_like_feed(const Url& url) {
    std::string path = lower(url.path());
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    for (std::string_view end :
         {"/feed", "/rss", "/atom", ".rss", ".atom", ".rdf", "rss.xml", "feed.xml", "atom.xml", "feed.json", "/rss2",
          "rss2.xml", "/rss.php", "/feed.php", "/rss.aspx", "/rss.ashx", "/syndication.axd", "/feeds/posts/default"})
        if (path.ends_with(end)) return true;
    std::string query = "&" + lower(url.query());
    for (std::string_view part :
         {"&feed=rss", "&feed=atom", "&format=rss", "&format=feed", "&format=atom", "&type=rss"})
        if (query.find(part) != query.npos) return true;
    return false;
}

/// "feeds.example.com", where publishers have their feeds kept.
bool is_feed_host(const Url& url) {
    return url.host().starts_with("feeds.") || url.host().starts_with("feed.") || url.host().starts_with("rss.");
}

/// Is one of the words of the text what feeds are called?
bool names_feed(std::string_view text) {
    constexpr std::string_view names[] = {"rss", "rss2", "atom", "feed", "feeds", "rssfeed", "newsfeed", "webfeed"};
    std::string word;
    for (std::size_t i = 0; i <= std::min<std::size_t>(text.size(), 100); ++i) {
        bool letter = i < text.size() && (ascii::is_alpha(text[i]) || ascii::is_digit(text[i]));
        if (letter) {
            word += ascii::lower(text[i]);
            continue;
        }
        if (std::ranges::find(names, word) != std::end(names)) return true;
        word.clear();
    }
    return false;
}

class FeedLinkReader {
public:
    FeedLinkReader(std::string_view body, std::string_view content_type, const Url& url)
        : site_(politeness_host(url)), base_(url) {
        std::string text = to_utf8(Plain(body).bytes(), charset_parameter(content_type), Markup::html).text;
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
        bool none = announced_.empty();
        std::ranges::move(linked_, std::back_inserter(announced_));
        if (!none) return std::move(announced_);
        for (const auto& [node, likely] : doubtful_)
            if (announced_.size() < most_linked) add(announced_, most_linked, node, false, likely);
        return std::move(announced_);
    }

private:
    void read_base(pugi::xml_node node) {
        if (auto url = web_address(node.attribute("href").value(), base_)) base_ = std::move(*url);
    }

    void read_link(pugi::xml_node node) {
        std::string rel = lower(node.attribute("rel").value()), type = lower(node.attribute("type").value());
        bool announces = has_word(rel, "feed") || (has_word(rel, "alternate") && is_feed_type(type));
        if (announces) add(announced_, most_announced, node, true);
        if (!announces && has_word(rel, "alternate") && is_json_type(type)) doubt(node, false);
    }

    void read_anchor(pugi::xml_node node) {
        std::string_view href = node.attribute("href").value();
        auto url = web_address(without_feed_scheme(href), base_);
        if (!url) return;
        bool own = politeness_host(*url) == site_, shaped = looks_like_feed(*url);
        if (own && (has_feed_scheme(href) || shaped || is_feed_type(node.attribute("type").value())))
            add(linked_, most_linked, node, false);
        else if ((own || shaped || is_feed_host(*url)) && is_labelled(node))
            doubt(node, true);
    }

    /// Does the anchor, or a picture in it, say "RSS"?
    static bool is_labelled(pugi::xml_node node) {
        if (names_feed(node.attribute("title").value()) || names_feed(node.attribute("aria-label").value()) ||
            names_feed(node.attribute("class").value()) || names_feed(html::inline_text(node)))
            return true;
        pugi::xml_node first = node.first_child();  // an icon
        return names_feed(first.attribute("alt").value()) || names_feed(first.attribute("class").value());
    }

    void doubt(pugi::xml_node node, bool likely) {
        if (doubtful_.size() < most_linked) doubtful_.emplace_back(node, likely);
    }

    void add(std::vector<FeedLink>& list, std::size_t most, pugi::xml_node node, bool announced, bool likely = true) {
        auto url = web_address(without_feed_scheme(node.attribute("href").value()), base_);
        if (!url || list.size() == most) return;
        std::string address = url->without_fragment().str();
        for (const auto* known : {&announced_, &linked_})
            for (const FeedLink& candidate : *known)
                if (candidate.url == address) return;
        list.push_back(
            {std::move(address), shortened(node.attribute("title").value(), longest_title), announced, likely});
    }

    std::string site_;
    Url base_;
    html::Document document_;
    std::vector<FeedLink> announced_, linked_;
    std::vector<std::pair<pugi::xml_node, bool>> doubtful_;  // looked at when nothing is announced; likely or not
};

}  // namespace

bool is_feed_type(std::string_view type) {
    std::string folded = lower(type);
    for (std::string_view known : {"rss+xml", "atom+xml", "rdf+xml", "feed+json", "text/xml", "application/xml"})
        if (folded.find(known) != folded.npos) return true;
    return false;
}

bool is_json_type(std::string_view type) {
    return ascii::equals_ignoring_case(ascii::trimmed(type.substr(0, type.find(';'))), "application/json");
}

std::vector<FeedLink> feed_links(std::string_view body, std::string_view content_type, const Url& url) {
    return FeedLinkReader(body, content_type, url).run();
}

}  // namespace newsbus::extract

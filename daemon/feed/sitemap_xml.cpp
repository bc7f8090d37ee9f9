#include "feed/sitemap_xml.h"
#include "base/ascii.h"
#include "feed/entry.h"
#include "feed/link.h"
#include "feed/scope.h"
#include "feed/value.h"
#include "html/walk.h"
#include "url/web_address.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace newsbus::feed {
namespace {

constexpr std::size_t most_images = 100, most_keywords = 100;  // of one entry

bool is(pugi::xml_node node, std::string_view name) {
    return ascii::equals_ignoring_case(local_name(node.name()), name);
}

class SitemapReader {
public:
    SitemapReader(const Url& base, Newest newest) : base_(base), articles_(std::move(newest)) {}

    Result<Harvest> run(const pugi::xml_document& document) {
        html::walk(
            document,
            [this](pugi::xml_node node) {
                if (node.type() != pugi::node_element) return html::Descend::no;
                enter(node);
                return html::Descend::yes;
            },
            [this](pugi::xml_node node) {
                if (is(node, "url") || is(node, "sitemap")) close();
            });
        close();
        return finished();
    }

private:
    enum class Root { none, urlset, index, feed };
    enum class Open { nothing, entry, part };

    void enter(pugi::xml_node node) {
        if (is(node, "urlset")) return found(Root::urlset);
        if (is(node, "sitemapindex")) return found(Root::index);
        if (is(node, "rss") || is(node, "feed") || is(node, "rdf")) return found(Root::feed);
        // Where an end tag is missing, the next beginning ends the one before.
        if (is(node, "url")) return begin(Open::entry, node);
        if (is(node, "sitemap")) return begin(Open::part, node);
        if (open_ == Open::part)
            read_part(node);
        else if (open_ == Open::entry)
            read_entry(node);
    }

    void found(Root root) {
        if (root_ == Root::none) root_ = root;
    }

    void begin(Open what, pugi::xml_node node) {
        close();
        open_ = what;
        node_ = node;
        article_ = {};
        part_ = {};
    }

    void close() {
        if (open_ == Open::entry) close_entry();
        if (open_ == Open::part) close_part();
        open_ = Open::nothing;
    }

    void close_entry() {
        if (article_.url.empty()) article_.url = address(node_);  // some write it without its <loc>
        if (article_.url.empty()) {
            ++without_address_;
        } else if (articles_.count() == most_entries) {
            ++beyond_;
        } else {
            article_.identifier = article_.url;
            std::erase_if(article_.image, [](const Image& image) { return image.url.empty(); });
            articles_.add(std::move(article_));
        }
    }

    void close_part() {
        if (part_.url.empty()) part_.url = address(node_);
        if (part_.url.empty())
            ++without_address_;
        else if (harvest_.parts.size() == most_entries)
            ++beyond_;
        else
            harvest_.parts.push_back(std::move(part_));
    }

    void read_part(pugi::xml_node node) {
        if (is(node, "loc") && part_.url.empty()) part_.url = address(node);
        if (is(node, "lastmod"))
            if (auto date = parse_date(token_text(node))) part_.changed = date->time;
    }

    void read_entry(pugi::xml_node node) {
        pugi::xml_node around = node.parent();
        if (is(around, "video")) return;  // its title and dates are not the article's
        if (is(around, "image")) return read_image(node);
        if (is(node, "image") && article_.image.size() < most_images) article_.image.emplace_back();
        if (is(node, "loc") && article_.url.empty()) article_.url = address(node);
        if (is(node, "lastmod"))
            if (auto date = parse_date(token_text(node), date_context(article_, base_)))
                article_.date_modified = date->time;
        read_news(node);
    }

    /// Google's news extension; some write its elements without their wrapper.
    void read_news(pugi::xml_node node) {
        if (is(node, "title") && article_.headline.empty()) article_.headline = as_line(read_text(node, Space::plain));
        if (is(node, "publication_date")) read_date(node);
        if (is(node, "language")) article_.language = language_tag(token_text(node));
        if (is(node, "name")) article_.publisher.name = as_line(read_text(node, Space::plain));
        if (is(node, "keywords")) read_keywords(as_line(read_text(node, Space::plain)));
        if (is(node, "genres")) article_.genre = token_text(node);
        if (is(node, "access")) article_.is_accessible_for_free = false;  // Subscription or Registration
        news_ = news_ || is(node, "news") || is(node, "publication_date");
        if (harvest_.feed.name.empty()) harvest_.feed.name = article_.publisher.name;
        if (harvest_.feed.language.empty()) harvest_.feed.language = article_.language;
    }

    void read_date(pugi::xml_node node) {
        article_.date_published_raw = token_text(node);
        if (auto date = parse_date(article_.date_published_raw, date_context(article_, base_))) {
            article_.date_published = date->time;
            article_.date_published_precision = date->precision;
        }
    }

    void read_keywords(std::string_view list) {
        for (std::size_t begin = 0; begin <= list.size() && article_.keywords.size() < most_keywords;) {
            std::size_t end = std::min(list.find(',', begin), list.size());
            std::string keyword(ascii::trimmed(list.substr(begin, end - begin)));
            begin = end + 1;
            if (!keyword.empty() && std::ranges::find(article_.keywords, keyword) == article_.keywords.end())
                article_.keywords.push_back(std::move(keyword));
        }
    }

    void read_image(pugi::xml_node node) {
        if (article_.image.empty()) return;
        Image& image = article_.image.back();
        if (is(node, "loc")) image.url = address(node);
        bool says = is(node, "caption") || (is(node, "title") && image.caption.empty());
        if (says) image.caption = as_line(read_text(node, Space::plain));
    }

    /// The http(s) address a node holds, absolute; "" when there is none.
    std::string address(pugi::xml_node node) const {
        std::string buffer;
        Text text = link_text(node);
        return web_address_text(address_in(text.value(), buffer), base_);
    }

    Result<Harvest> finished() {
        harvest_.articles = articles_.take();
        bool empty = harvest_.articles.empty() && harvest_.parts.empty();
        if (root_ == Root::feed && empty)
            return Error{Errc::syntax, "no sitemap but a feed: configure it with kind = \"feed\""};
        if (root_ == Root::none && empty) return Error{Errc::syntax, "no sitemap: neither urlset nor sitemapindex"};
        harvest_.feed.format = !harvest_.parts.empty() || (empty && root_ == Root::index) ? "sitemap-index"
                               : news_                                                    ? "sitemap-news"
                                                                                          : "sitemap";
        harvest_.feed.feed_url = base_.str();
        if (without_address_ > 0)
            harvest_.problems.push_back({"entries without an http(s) address: " + std::to_string(without_address_)});
        report_entries_beyond(beyond_, harvest_.problems);
        report_left_out(articles_, harvest_.problems);
        return std::move(harvest_);
    }

    const Url& base_;
    Newest articles_;
    Harvest harvest_;
    Root root_ = Root::none;
    Open open_ = Open::nothing;
    pugi::xml_node node_;  // that is open
    Article article_;
    Part part_;
    bool news_ = false;
    std::size_t without_address_ = 0, beyond_ = 0;
};

}  // namespace

Result<Harvest> read_xml_sitemap(const pugi::xml_document& document, const Url& base, Newest newest) {
    return SitemapReader(base, std::move(newest)).run(document);
}

}  // namespace newsbus::feed

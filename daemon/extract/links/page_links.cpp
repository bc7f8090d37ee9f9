#include "extract/links/page_links.h"

#include "html/elements.h"
#include "html/text.h"
#include "html/walk.h"
#include "url/host.h"
#include "url/web_address.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::size_t most_links = 3000, most_anchors = 8;
constexpr std::size_t most_menus = 12;      // inside one another
constexpr std::size_t longest_text = 2000;  // bytes; an anchor around a whole card is shorter

// Words in classes, ids and roles of what leads about a site, not to its news.
constexpr std::string_view menu_words[] = {
    "nav",     "navbar",     "navi",    "navigation", "menu",     "menubar",     "footer",      "breadcrumb",
    "pager",   "pagination", "social",  "share",      "sharing",  "breadcrumbs", "contentinfo", "toolbar",
    "sitemap", "byline",     "submenu", "dropdown",   "megamenu", "tags",        "taglist",     "masthead"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Is one of the words of "siteHeader main-menu" a menu word?
bool names_menu(std::string_view names) {
    names = names.substr(0, 300);
    std::string word;
    for (std::size_t i = 0; i <= names.size(); ++i) {
        char c = i < names.size() ? names[i] : ' ';
        bool starts = c >= 'A' && c <= 'Z' && i > 0 && names[i - 1] >= 'a' && names[i - 1] <= 'z';
        if (starts || !is_letter(c)) {
            if (std::ranges::find(menu_words, word) != std::end(menu_words)) return true;
            word.clear();
        }
        if (is_letter(c)) word += static_cast<char>(c | 0x20);
    }
    return false;
}

bool is_menu(pugi::xml_node element) {
    std::string_view name = element.name();
    if (name == "nav" || name == "footer" || name == "menu") return true;
    if (name == "html" || name == "body" || name == "main" || name == "article" || name == "a") return false;
    return names_menu(element.attribute("class").value()) || names_menu(element.attribute("id").value()) ||
           names_menu(element.attribute("role").value());
}

bool holds_heading(pugi::xml_node anchor) {
    bool found = false;
    html::walk(
        anchor,
        [&found](pugi::xml_node node) {
            found = found || html::heading_level(node.name()) > 0;
            return found ? html::Descend::no : html::Descend::yes;
        },
        [](pugi::xml_node) {});
    return found;
}

std::string alternative_text(pugi::xml_node anchor) {
    std::string text;
    html::walk(
        anchor,
        [&text](pugi::xml_node node) {
            if (text.empty() && std::string_view(node.name()) == "img") text = node.attribute("alt").value();
            return html::Descend::yes;
        },
        [](pugi::xml_node) {});
    for (const char* name : {"aria-label", "title"})
        if (text.empty()) text = anchor.attribute(name).value();
    return text;
}

std::string text_of(pugi::xml_node anchor) {
    std::string text = html::inline_text(anchor);
    if (text.empty()) text = alternative_text(anchor);
    return text.size() <= longest_text ? text : std::string();
}

/// Names and first classes of the anchor and the three elements around it.
std::size_t place_of(pugi::xml_node anchor) {
    std::string path;
    int steps = 0;
    for (pugi::xml_node node = anchor; node && steps < 4; node = node.parent(), ++steps) {
        std::string_view names = node.attribute("class").value();
        path += '<';
        path += node.name();
        path += '.';
        path += names.substr(0, names.find(' '));
    }
    return std::hash<std::string>()(path);
}

class LinkGatherer {
public:
    LinkGatherer(const Url& url, const Url& base)
        : site_(politeness_host(url)), own_(comparable_url(url)), base_(base) {}

    /// Takes these and judges none.
    std::vector<PageLink> take(const std::vector<pugi::xml_node>& anchors) {
        all_ = true;
        for (pugi::xml_node anchor : anchors) add(anchor);
        return std::move(links_);
    }

    std::vector<PageLink> run(pugi::xml_node page) {
        html::walk(
            page, [this](pugi::xml_node node) { return enter(node); }, [this](pugi::xml_node node) { leave(node); });
        forget_wide_menus();
        return std::move(links_);
    }

private:
    html::Descend enter(pugi::xml_node node) {
        if (node.type() != pugi::node_element) return html::Descend::no;
        std::string_view name = node.name();
        if (name == "a") {
            add(node);
            return html::Descend::no;
        }
        if (html::heading_level(name) > 0) ++headings_;
        if (menus_.size() < most_menus && is_menu(node)) menus_.push_back(node);
        return html::Descend::yes;
    }

    void leave(pugi::xml_node node) {
        if (html::heading_level(node.name()) > 0) --headings_;
        if (!menus_.empty() && menus_.back() == node) menus_.pop_back();
    }

    void add(pugi::xml_node node) {
        std::string_view href = node.attribute("href").value();
        if (href.starts_with('#')) return;
        auto url = web_address(href, base_);
        if (!url || !(all_ || politeness_host(*url) == site_)) return;
        std::string key = comparable_url(*url);
        if (key == own_) return;
        auto [known, fresh] = index_.try_emplace(std::move(key), links_.size());
        if (fresh) {
            PageLink link{without_tracking(url->without_fragment()), judged_address(*url), {}};
            if ((link.address.refused && !all_) || links_.size() == most_links) {
                known->second = none;
                return;
            }
            links_.push_back(std::move(link));
        }
        if (known->second == none || links_[known->second].anchors.size() == most_anchors) return;
        Anchor anchor{node, text_of(node), headings_ > 0 || holds_heading(node), !menus_.empty(), place_of(node)};
        ++count_;
        for (pugi::xml_node menu : menus_) ++in_menu_[menu.hash_value()];
        if (!menus_.empty()) around_.emplace_back(known->second, links_[known->second].anchors.size(), menus_);
        links_[known->second].anchors.push_back(std::move(anchor));
    }

    // What holds most of the page's links is no menu, whatever its name.
    void forget_wide_menus() {
        for (const auto& [link, anchor, menus] : around_) {
            bool menu = std::ranges::any_of(
                menus, [this](pugi::xml_node node) { return in_menu_[node.hash_value()] * 2 <= count_; });
            links_[link].anchors[anchor].menu = menu;
        }
    }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    bool all_ = false;
    std::string site_, own_;
    const Url& base_;
    std::vector<PageLink> links_;
    std::unordered_map<std::string, std::size_t> index_;
    int headings_ = 0;
    std::vector<pugi::xml_node> menus_;
    std::unordered_map<std::size_t, std::size_t> in_menu_;
    std::vector<std::tuple<std::size_t, std::size_t, std::vector<pugi::xml_node>>> around_;
    std::size_t count_ = 0;
};

}  // namespace

std::vector<PageLink> links_of(pugi::xml_node page, const Url& url, const Url& base) {
    return LinkGatherer(url, base).run(page);
}

std::vector<PageLink> links_at(const std::vector<pugi::xml_node>& anchors, const Url& url, const Url& base) {
    return LinkGatherer(url, base).take(anchors);
}

}  // namespace newsbus::extract

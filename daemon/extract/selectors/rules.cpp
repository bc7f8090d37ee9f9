#include "extract/selectors/rules.h"

#include "extract/body/figures.h"
#include "extract/facts/authors.h"
#include "extract/facts/dates.h"
#include "extract/tree/outline.h"
#include "html/sanitize.h"
#include "html/text.h"
#include "html/walk.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_headline = 1000;

/// All nodes that the selectors name, one selector after the other.
std::vector<pugi::xpath_node> all(const std::vector<Selector>& selectors, pugi::xml_node page) {
    std::vector<pugi::xpath_node> found;
    for (const Selector& selector : selectors) std::ranges::move(selector.select(page), std::back_inserter(found));
    return found;
}

/// The value of an attribute, the content of a <meta>, the text of an element.
std::string text_of(const pugi::xpath_node& found) {
    if (found.attribute()) return html::inline_text_of(found.attribute().value());
    pugi::xml_node node = found.node();
    if (node.type() == pugi::node_pcdata) return html::inline_text(node);
    return std::string_view(node.name()) == "meta" ? html::inline_text_of(node.attribute("content").value())
                                                   : html::inline_text(node);
}

std::string date_text(const pugi::xpath_node& found) {
    for (const char* name : {"datetime", "content"})
        if (pugi::xml_attribute attribute = found.node().attribute(name); attribute) return attribute.value();
    return text_of(found);
}

std::string link_of(pugi::xml_node node) {
    std::string href;
    if (std::string_view(node.name()) == "a") return node.attribute("href").value();
    html::walk(
        node,
        [&href](pugi::xml_node inner) {
            if (href.empty() && std::string_view(inner.name()) == "a") href = inner.attribute("href").value();
            return html::Descend::yes;
        },
        [](pugi::xml_node) {});
    return href;
}

bool is_inside(pugi::xml_node node, const std::vector<pugi::xml_node>& others) {
    for (node = node.parent(); node; node = node.parent())
        if (std::ranges::find(others, node) != others.end()) return true;
    return false;
}

/// The elements among them, none inside another or twice.
std::vector<pugi::xml_node> outermost(const std::vector<pugi::xpath_node>& found) {
    constexpr std::size_t most = 200;
    std::vector<pugi::xml_node> nodes;
    for (const pugi::xpath_node& one : found) {
        pugi::xml_node node = one.node();
        bool counts = !one.attribute() && node.type() == pugi::node_element && nodes.size() < most;
        if (counts && std::ranges::find(nodes, node) == nodes.end() && !is_inside(node, nodes)) nodes.push_back(node);
    }
    return nodes;
}

Result<std::vector<Selector>> compiled(const std::vector<std::string>& texts) {
    std::vector<Selector> selectors;
    for (const std::string& text : texts) {
        auto selector = Selector::parse(text);
        if (!selector) return Error(selector.error()).within("rule " + text);
        selectors.push_back(std::move(*selector));
    }
    return selectors;
}

void put_headline(const std::vector<pugi::xpath_node>& found, Article& article) {
    for (const pugi::xpath_node& one : found) {
        std::string text = text_of(one);
        if (text.empty() || text.size() > longest_headline) continue;
        article.headline = std::move(text);
        article.provenance["headline"] = "rule";
        return;
    }
}

// What is written there is read as any date of a page is.
void put_date(const std::vector<pugi::xpath_node>& found, Article& article) {
    Evidence evidence;
    for (const pugi::xpath_node& one : found)
        evidence.marks.published.push_back({.value = date_text(one), .origin = "rule"});
    Article read;
    extract::put_dates(evidence, read);
    if (!read.date_published) return;
    article.date_published = read.date_published;
    article.date_published_raw = read.date_published_raw;
    article.date_published_precision = read.date_published_precision;
    article.provenance["datePublished"] = "rule";
}

// Likewise: "By Jo Smith and Ann Lee, Brussels".
void put_author(const std::vector<pugi::xpath_node>& found, const Evidence& page, Article& article) {
    Evidence evidence;
    evidence.url = page.url;
    evidence.base = page.base;
    for (const pugi::xpath_node& one : found)
        evidence.marks.authors.push_back(
            {.value = text_of(one), .origin = "itemprop=author", .url = one.attribute() ? "" : link_of(one.node())});
    Article read;
    extract::put_authors(evidence, read);
    if (read.author.empty()) return;
    article.author = std::move(read.author);
    article.provenance["author"] = "rule";
}

}  // namespace

bool RuleTexts::empty() const {
    return *this == RuleTexts{};
}

Result<Rules> Rules::compile(const RuleTexts& texts) {
    Rules rules;
    for (auto [written, selectors] :
         {std::pair(&texts.body, &rules.body_), std::pair(&texts.headline, &rules.headline_),
          std::pair(&texts.date, &rules.date_), std::pair(&texts.author, &rules.author_),
          std::pair(&texts.remove, &rules.remove_), std::pair(&texts.links, &rules.links_)}) {
        auto made = compiled(*written);
        if (!made) return made.error();
        *selectors = std::move(*made);
    }
    return rules;
}

void Rules::clear(pugi::xml_node page) const {
    for (const Selector& selector : remove_) {
        std::vector<pugi::xpath_node> found = selector.select(page);
        // Backwards, so that what is inside goes before what is around it.
        for (auto one = found.rbegin(); one != found.rend(); ++one)
            if (!one->attribute()) one->node().parent().remove_child(one->node());
    }
}

void Rules::put_fields(pugi::xml_node page, const Evidence& evidence, Article& article) const {
    if (!headline_.empty()) put_headline(all(headline_, page), article);
    if (!date_.empty()) put_date(all(date_, page), article);
    if (!author_.empty()) put_author(all(author_, page), evidence, article);
}

Body Rules::body(pugi::xml_node page, const Url& base) const {
    Body body;
    body.origin = "rule";
    for (pugi::xml_node node : outermost(all(body_, page))) {
        std::string text = html::plain_text(node);
        if (text.empty()) continue;
        if (!body.text.empty()) body.text += "\n\n";
        body.text += text;
        body.html += html::sanitized(node, base);
        std::ranges::move(figures_in(outline_of(node), 0), std::back_inserter(body.images));
    }
    return body;
}

std::vector<pugi::xml_node> Rules::links(pugi::xml_node page) const {
    std::vector<pugi::xml_node> anchors;
    for (const pugi::xpath_node& one : all(links_, page)) {
        pugi::xml_node node = one.attribute() ? one.parent() : one.node();
        if (std::string_view(node.name()) == "a") {
            anchors.push_back(node);
            continue;
        }
        html::walk(
            node,
            [&anchors](pugi::xml_node inner) {
                if (std::string_view(inner.name()) == "a") anchors.push_back(inner);
                return html::Descend::yes;
            },
            [](pugi::xml_node) {});
    }
    return anchors;
}

}  // namespace newsbus::extract

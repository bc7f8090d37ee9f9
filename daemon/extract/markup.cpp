#include "extract/evidence.h"
#include "extract/similar.h"
#include "html/text.h"
#include "html/walk.h"

#include <string_view>

namespace newsbus::extract {
namespace {

constexpr std::size_t most_marks = 40;
constexpr std::size_t longest_mark = 120;
constexpr std::size_t longest_dated_text = 60;

bool contains_word(std::string_view names, std::string_view word) {
    for (std::size_t at = names.find(word); at != std::string_view::npos; at = names.find(word, at + 1)) {
        auto is_letter = [names](std::size_t i) {
            return i < names.size() && ((names[i] >= 'a' && names[i] <= 'z') || (names[i] >= 'A' && names[i] <= 'Z'));
        };
        if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size())) return true;
    }
    return false;
}

bool contains_any(std::string_view names, std::initializer_list<std::string_view> words) {
    for (std::string_view word : words)
        if (contains_word(names, word)) return true;
    return false;
}

class Reader {
public:
    Markup run(pugi::xml_node page) && {
        html::walk(
            page, [this](pugi::xml_node node) { return enter(node); }, [](pugi::xml_node) {});
        return std::move(markup_);
    }

private:
    using Marks = std::vector<Markup::Mark>;

    html::Descend enter(pugi::xml_node node) {
        if (node.type() == pugi::node_pcdata) text(node.value());
        if (node.type() != pugi::node_element) return html::Descend::no;
        std::string_view name = node.name();
        if (name == "meta" || name == "link") return html::Descend::no;  // metadata.h reads them
        if (name == "h1") {
            if (Heading heading = heading_at(node); !heading.text.empty() && markup_.h1.size() < most_marks)
                markup_.h1.push_back(std::move(heading));
        }
        std::string_view itemprop = node.attribute("itemprop").value(), names = node.attribute("class").value();
        date(node, name, itemprop, names);
        author(node, itemprop, names);
        return html::Descend::yes;
    }

    // A short text with a year in it may be the only date there is.
    void text(std::string_view value) {
        std::size_t begin = value.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos || value.size() - begin < 8 || markup_.dated.size() >= most_marks) return;
        value = value.substr(begin, value.find_last_not_of(" \t\r\n") - begin + 1);
        if (value.size() <= longest_dated_text && has_year(value))
            markup_.dated.push_back({std::string(value), "text", !markup_.h1.empty(), ""});
    }

    void date(pugi::xml_node node, std::string_view name, std::string_view itemprop, std::string_view names) {
        if (contains_word(itemprop, "dateModified"))
            put(markup_.modified, node, "itemprop=dateModified");
        else if (contains_word(itemprop, "datePublished"))
            put(markup_.published, node, "itemprop=datePublished");
        else if (name == "time" &&
                 (node.attribute("pubdate") || contains_any(names, {"published", "entry-date", "pubdate"})) &&
                 !contains_any(names, {"updated", "modified"}))
            put(markup_.published, node, "time");
        else if (name == "time" && contains_any(names, {"updated", "modified"}))
            put(markup_.modified, node, "time");
        else if (name == "time")
            put(markup_.times, node, "time");
        else if (contains_any(names, {"published", "pubdate", "publish-date", "post-date", "article-date", "entry-date",
                                      "date", "datetime", "timestamp"}))
            put(markup_.times, node, "class");
    }

    void author(pugi::xml_node node, std::string_view itemprop, std::string_view names) {
        if (contains_word(itemprop, "author")) {
            pugi::xml_node inner = node.find_node(
                [](pugi::xml_node child) { return std::string_view(child.attribute("itemprop").value()) == "name"; });
            put(markup_.authors, inner ? inner : node, "itemprop=author");
        } else if (contains_word(node.attribute("rel").value(), "author")) {
            put(markup_.authors, node, "rel=author");
        } else if (contains_any(names, {"byline", "author", "author-name", "byline-name", "authors", "article-author",
                                        "post-author"})) {
            put(markup_.authors, node, "class");
        }
    }

    void put(Marks& marks, pugi::xml_node node, const char* origin) {
        if (marks.size() >= most_marks) return;
        Markup::Mark mark;
        for (const char* attribute : {"datetime", "content", "title"})
            if (mark.value.empty() && &marks != &markup_.authors) mark.value = node.attribute(attribute).value();
        if (mark.value.empty() && text_size(node) <= longest_mark) mark.value = html::inline_text(node);
        if (mark.value.empty() || mark.value.size() > longest_mark) return;
        mark.origin = origin;
        mark.after_h1 = !markup_.h1.empty();
        mark.url = node.attribute("href").value();
        marks.push_back(std::move(mark));
    }

    // Length of the text below, as far as it matters: containers are not read whole.
    static std::size_t text_size(pugi::xml_node node) {
        std::size_t size = 0;
        int nodes = 0;
        html::walk(
            node,
            [&](pugi::xml_node child) {
                if (++nodes > 60 || size > longest_mark) return html::Descend::no;
                std::string_view value = child.value();
                if (value.find_first_not_of(" \t\r\n") != std::string_view::npos) size += value.size();
                return html::Descend::yes;
            },
            [](pugi::xml_node) {});
        return nodes > 60 ? longest_mark + 1 : size;
    }

    Markup markup_;
};

}  // namespace

Markup read_markup(pugi::xml_node page) {
    return Reader().run(page);
}

std::string resolved(const Evidence& evidence, std::string_view link) {
    if (link.empty()) return {};
    auto url = Url::parse(link, evidence.base);
    return url && url->is_http() ? url->str() : std::string();
}

}  // namespace newsbus::extract

#include "extract/facts/author_marks.h"

#include "extract/tree/class_names.h"
#include "extract/tree/short_text.h"
#include "extract/words/byline_words.h"

#include <algorithm>
#include <string>

namespace newsbus::extract {
namespace {

constexpr std::size_t most_marks = 40;
constexpr std::size_t longest_mark = 120;
constexpr int near_heading = 80;  // texts; farther down stand other articles

bool names_byline(std::string_view names) {
    if (names.find("uthor") == std::string_view::npos && names.find("byline") == std::string_view::npos) return false;
    return contains_any_word(names, {"byline", "author", "author-name", "byline-name", "authors", "article-author",
                                     "post-author", "authorName"});
}

// "https://host/authors/anna-lind": the page of somebody who writes.
bool leads_to_author(std::string_view href) {
    constexpr std::string_view folders[] = {"/author/",  "/authors/", "/autor/",  "/autoren/",
                                            "/autorin/", "/auteur/",  "/autore/", "/autores/"};
    std::size_t at = href.find("/aut");
    if (at == std::string_view::npos) return false;
    href.remove_prefix(at);
    return std::any_of(std::begin(folders), std::end(folders), [href](std::string_view folder) {
        return href.starts_with(folder) && href.size() > folder.size();
    });
}

// The element whose properties an itemprop belongs to.
pugi::xml_node scope_of(pugi::xml_node node) {
    pugi::xml_node scope = node.parent();
    for (int steps = 0; scope && steps < 100 && !scope.attribute("itemscope"); ++steps) scope = scope.parent();
    return scope;
}

// What follows the label in "By Anna Lind"; "" when there is none. A name begins with a capital.
std::string_view behind_label(std::string_view text) {
    std::size_t label = by_label_size(text);
    if (label == 0 || label + 2 > text.size()) return {};
    std::string_view name = text.substr(label);
    bool capital = (name[0] >= 'A' && name[0] <= 'Z') || static_cast<unsigned char>(name[0]) >= 0xC3;
    return capital ? name.substr(0, name.find(',')) : std::string_view();
}

}  // namespace

void AuthorMarks::element(pugi::xml_node node, const Attributes& attributes) {
    if (contains_word(attributes.itemprop, "author"))
        microdata(node);
    else if (contains_word(attributes.rel, "author"))
        put(node, "rel=author");
    else if (names_byline(attributes.names))
        put(node, "class");
    else if (std::string_view(node.name()) == "a" && leads_to_author(attributes.href))
        put(node, "link");
}

// Comments and boxes of other articles have authors of their own.
void AuthorMarks::microdata(pugi::xml_node node) {
    pugi::xml_node scope = scope_of(node);
    std::string_view type = scope.attribute("itemtype").value();
    if (type.find("Comment") != std::string_view::npos || type.find("Review") != std::string_view::npos) return;
    if ((scope_ && scope != scope_) || marks_.size() >= most_marks) return;
    scope_ = scope;
    pugi::xml_node inner = node.find_node(
        [](pugi::xml_node child) { return std::string_view(child.attribute("itemprop").value()) == "name"; });
    put(inner ? inner : node, "itemprop=author");
}

void AuthorMarks::text(std::string_view value) {
    if (texts_ > near_heading) return;
    constexpr std::string_view blank = " \t\r\n";
    std::size_t begin = value.find_first_not_of(blank);
    if (begin == std::string_view::npos) return;
    ++texts_;
    value = value.substr(begin, value.find_last_not_of(blank) - begin + 1);
    bool labelled = label_before_;
    label_before_ = false;
    if (value.size() > longest_mark / 2) return;
    std::string_view name = labelled ? value : behind_label(value);
    if (!name.empty() && marks_.size() < most_marks)
        marks_.push_back({std::string(name), "label", false, ""});
    else
        label_before_ = value.size() < 20 && is_by_label(value);
}

void AuthorMarks::put(pugi::xml_node node, const char* origin) {
    if (marks_.size() >= most_marks) return;
    std::string value = short_text(node, longest_mark);
    if (!value.empty()) marks_.push_back({std::move(value), origin, false, node.attribute("href").value()});
}

}  // namespace newsbus::extract

#include "extract/facts/author_marks.h"

#include "base/affix.h"
#include "base/name_table.h"
#include "extract/tree/class_names.h"
#include "extract/tree/short_text.h"
#include "extract/words/byline.h"
#include "extract/words/byline_words.h"
#include "extract/words/date_label.h"
#include "extract/words/names.h"
#include "html/elements.h"
#include "html/text.h"
#include "html/text_writer.h"
#include "html/walk.h"
#include "text/page_lines.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr int most_marks = 40;
constexpr std::size_t longest_mark = 120;
constexpr std::size_t longest_label = 60;
constexpr int near_heading = 80;  // texts; farther down stand other articles

// A paragraph of the text may quote somebody and link to his page.
bool is_amid_prose(pugi::xml_node link) {
    constexpr int highest = 3;
    for (int steps = 0; link && steps < highest; ++steps, link = link.parent())
        if (std::string_view(link.name()) == "p") return short_text(link, longest_mark).empty();
    return false;
}

// Folders in which sites keep the pages of those who write.
constexpr NameTable<bool> author_folders = [] {
    NameTable<bool> table;
    for (std::string_view name :
         {"author",      "authors",     "autor",     "autoren",     "autorin",    "auteur",      "auteurs",
          "autore",      "autores",     "autori",    "autorzy",     "avtor",      "avtori",      "avtory",
          "columnist",   "columnists",  "forfatter", "giornalista", "journalist", "journaliste", "journalisten",
          "journalists", "kirjoittaja", "novinar",   "penulis",     "periodista", "redacteur",   "reporter",
          "reporters",   "skribent",    "szerzo",    "szerzok",     "tac-gia",    "toimittaja",  "writer",
          "writers",     "yazar",       "yazarlar"})
        table.add(name, true);
    return table;
}();

// "https://host/authors/anna-lind": the page of one of them.
bool leads_to_author(std::string_view href) {
    std::size_t begin = href.find('/');
    while (begin != href.npos) {
        const std::size_t end = href.find('/', ++begin);
        if (end == href.npos || end + 1 >= href.size()) return false;
        if (author_folders.find(href.substr(begin, end - begin)))
            return std::ranges::count(href.substr(end + 1, href.size() - end - 2), '/') <= 1;  // deeper stand texts
        begin = end;
    }
    return false;
}

// The element whose properties an itemprop belongs to.
pugi::xml_node scope_of(pugi::xml_node node) {
    pugi::xml_node scope = node.parent();
    for (int steps = 0; scope && steps < 100 && !scope.attribute("itemscope"); ++steps) scope = scope.parent();
    return scope;
}

// The bar at the top and the menus of a site name people as well.
bool is_in_menu(pugi::xml_node node) {
    for (int steps = 0; node && steps < 30; ++steps, node = node.parent()) {
        const std::string_view name = node.name();
        if (name == "nav") return true;
        if (name == "body" || name == "article" || name == "main") return false;
        if (contains_any_word(node.attribute("class").value(), {"menu", "nav", "navbar", "navigation"})) return true;
    }
    return false;
}

bool is_break(pugi::xml_node node) {
    return std::string_view(node.name()) == "br";
}

bool is_title(pugi::xml_node node) {
    return names_a_title(node.attribute("class").value());
}

// On one line, without titles. Of a text with breaks in it, which lists put between names, the lines are parted by
// signs of a list.
std::string lines_of(pugi::xml_node node, std::size_t longest) {
    std::string text = short_text(node, longest);
    if (text.empty() || !node.find_node([](pugi::xml_node child) { return is_break(child) || is_title(child); }))
        return text;
    text.clear();
    html::walk(
        node,
        [&text](pugi::xml_node child) {
            if (is_break(child)) text += "; ";
            if (child.type() == pugi::node_pcdata) text += child.value();
            return html::is_hidden(child) || is_title(child) ? html::Descend::no : html::Descend::yes;
        },
        [](pugi::xml_node) {});
    return html::inline_text_of(text);
}

std::string one_line(std::string_view text) {
    html::TextWriter writer(html::TextWriter::Shape::one_line);
    writer.text(text);
    return std::move(writer).take();
}

bool is_inside(pugi::xml_node node, pugi::xml_node around) {
    constexpr int deepest = 6;
    for (int steps = 0; node && steps < deepest; ++steps, node = node.parent())
        if (node == around) return true;
    return false;
}

// Does each word begin with a capital? Labels seldom do.
bool is_capitalized(std::string_view name) {
    for (std::size_t at = 0; at < name.size(); at = std::min(name.find(' ', at), name.size() - 1) + 1)
        if (name[at] >= 'a' && name[at] <= 'z') return false;
    return true;
}

// The staff of the site, above the headline: a list of links to the pages of several.
bool lists_people(pugi::xml_node node) {
    int people = 0;
    return static_cast<bool>(node.find_node([&people](pugi::xml_node child) {
        const bool person = std::string_view(child.name()) == "a" && std::string_view(child.parent().name()) == "li" &&
                            (contains_word(child.attribute("rel").value(), "author") ||
                             leads_to_author(child.attribute("href").value()));
        return person && ++people > 1;
    }));
}

// A line without a label: is it surely nothing but a name?
bool may_be_a_name(std::string_view line) {
    return is_written_like_a_name(line) && is_capitalized(line) && is_name(line) && !names_a_role(line) &&
           !text::is_furniture(line) && date_label(line).kind == DateKind::none;
}

bool stands_at_the_right(std::string_view style) {
    const std::size_t align = style.find("text-align");
    return align != style.npos && style.substr(align, 24).find("right") != style.npos;
}

// Nothing but a sign or a word between two names of a list.
bool is_joint(std::string_view text) {
    constexpr std::size_t longest = 5;
    return text.size() <= longest;
}

}  // namespace

void AuthorMarks::element(pugi::xml_node node, const Attributes& attributes, const ClassSigns& signs) {
    if (contains_word(attributes.itemprop, "author"))
        microdata(node);
    else if (contains_word(attributes.rel, "author"))
        put(node, "rel=author");
    else if (signs.byline && (texts_ != no_heading || !lists_people(node)))
        put(node, "class");
    else if (std::string_view(node.name()) == "a" && leads_to_author(attributes.href))
        put(node, "link");
    else if (texts_ != no_heading && (attributes.align == "right" || stands_at_the_right(attributes.style)))
        signature(node);
}

// A name alone at the right edge, as a letter ends.
void AuthorMarks::signature(pugi::xml_node node) {
    constexpr std::size_t longest = 40;
    const std::string line = short_text(node, longest);
    if (line.find(' ') != line.npos && may_be_a_name(line)) put(line, "signed");
}

// Comments and boxes of other articles have authors of their own.
void AuthorMarks::microdata(pugi::xml_node node) {
    pugi::xml_node scope = scope_of(node);
    std::string_view type = scope.attribute("itemtype").value();
    if (type.find("Comment") != std::string_view::npos || type.find("Review") != std::string_view::npos) return;
    if ((scope_ && scope != scope_) || std::ssize(marks_) >= most_marks) return;
    scope_ = scope;
    pugi::xml_node inner = node.find_node(
        [](pugi::xml_node child) { return std::string_view(child.attribute("itemprop").value()) == "name"; });
    if (const pugi::xml_attribute content = inner.attribute("content"))  // <meta itemprop=name content="Ada Quill">
        put(one_line(content.value()), "itemprop=author");
    else
        put(inner ? inner : node, "itemprop=author");
}

void AuthorMarks::text(std::string_view value) {
    if (list_open_) list_open_ = is_joint(value) || marks_.back().value.find(value) != std::string::npos;
    if (texts_ > near_heading) return;
    ++texts_;
    bool labelled = label_before_;
    label_before_ = false;
    if (value.size() > longest_mark * 2) return;
    const std::string line = one_line(value);
    if (labelled && line.size() <= longest_mark / 2) return put(line, "label");
    if (std::string_view names = labelled_names(line); !names.empty()) return put(std::string(names), "label");
    for (std::string_view name : reporters(line)) put(std::string(name), "reporter");
    label_before_ = line.size() < longest_label && is_by_label(line);
}

void AuthorMarks::beside_date(std::string_view value) {
    constexpr std::size_t longest = 40;
    constexpr std::string_view articles[] = {"Του ", "Της ", "Των "};  // "of the", before the name in Greek
    const std::string line = one_line(value.substr(0, value.size() <= longest ? value.size() : 0));
    const std::string_view name = trimmed_name(std::string_view(line).substr(prefix_size(line, articles)));
    if (may_be_a_name(name)) put(std::string(name), "beside");
}

void AuthorMarks::put(std::string value, const char* origin) {
    if (!value.empty() && std::ssize(marks_) < most_marks)
        marks_.push_back({std::move(value), origin, texts_ <= near_heading, false, "", false, false});
}

void AuthorMarks::put(pugi::xml_node node, const char* origin) {
    if (std::ssize(marks_) >= most_marks) return;
    std::string value = lines_of(node, longest_mark);
    if (value.empty() || (texts_ == no_heading && is_in_menu(node))) return;
    const bool joined = list_open_ && marks_.back().origin == origin && !is_inside(node, last_);
    last_ = node;
    const std::string_view href = node.attribute("href").value();
    const bool quoted = href.find("//") != std::string_view::npos && is_amid_prose(node);
    marks_.push_back({std::move(value), origin, texts_ < no_heading, false, std::string(href), joined, quoted});
    list_open_ = true;
}

}  // namespace newsbus::extract

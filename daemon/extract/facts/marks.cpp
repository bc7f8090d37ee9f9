#include "extract/facts/marks.h"

#include "base/ascii.h"
#include "date/date.h"
#include "extract/facts/author_marks.h"
#include "extract/tree/class_names.h"
#include "extract/tree/outline.h"
#include "extract/tree/short_text.h"
#include "extract/words/date_label.h"
#include "html/text.h"
#include "html/walk.h"
#include "text/letters.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::size_t most_marks = 40;
constexpr std::size_t longest_mark = 120;
constexpr std::size_t longest_heading = 1000;
constexpr std::size_t longest_lesser = 300;
constexpr std::size_t longest_dated_text = 60;    // characters
constexpr std::size_t longest_dated_bytes = 200;  // of any script
constexpr std::size_t longest_label = 60;
constexpr unsigned char first_of_east_asia = 0xE3;  // bytes that begin a sign

class Reader {
public:
    Marks run(pugi::xml_node page) && {
        html::walk(
            page, [this](pugi::xml_node node) { return enter(node); }, [](pugi::xml_node) {});
        marks_.authors = std::move(authors_).take();
        return std::move(marks_);
    }

private:
    using List = std::vector<Mark>;

    html::Descend enter(pugi::xml_node node) {
        if (node.type() == pugi::node_pcdata) text(node.value());
        if (node.type() != pugi::node_element) return html::Descend::no;
        std::string_view name = node.name();
        if (name == "meta" || name == "link") return html::Descend::no;  // metadata.h reads them
        if (name == "h1") {
            authors_.heading();
            if (marks_.h1.size() < most_marks && !short_text(node, longest_heading).empty())
                marks_.h1.push_back(heading_at(node));
        }
        if ((name == "h2" || name == "h3") && marks_.lesser.size() < most_marks)
            if (std::string text = short_text(node, longest_lesser); !text.empty())
                marks_.lesser.push_back(std::move(text));
        Attributes attributes(node);
        if (is_comments(attributes)) return html::Descend::no;
        if (name != "h1") headline(node, attributes);
        date(node, name, attributes);
        authors_.element(node, attributes);
        return html::Descend::yes;
    }

    void headline(pugi::xml_node node, const Attributes& attributes) {
        std::string_view property = node.attribute("property").value();
        if (!contains_word(attributes.itemprop, "headline") && property != "schema:headline" && property != "headline")
            return;
        std::string text = node.attribute("content").value();
        if (text.empty()) text = short_text(node, longest_heading);
        auto& all = marks_.headlines;
        bool is_new = !text.empty() && std::find(all.begin(), all.end(), text) == all.end();
        if (is_new && all.size() < most_marks) all.push_back(std::move(text));
    }

    // Comments have authors and dates of their own.
    static bool is_comments(const Attributes& attributes) {
        for (std::string_view word : {"comments", "comment-list", "commentlist", "comments-area", "disqus_thread"})
            if (attributes.id == word || attributes.names == word) return true;
        return false;
    }

    // A letter of any script is one character; signs of East Asia say three times as much.
    static bool is_long(std::string_view text) {
        if (text.size() <= longest_dated_text || text.size() > longest_dated_bytes)
            return text.size() > longest_dated_text;
        const auto blanks = std::ranges::count_if(text, [](char c) { return c >= 0 && c <= ' '; });
        return weight_of(std::string(text).c_str()) + static_cast<std::size_t>(blanks) > longest_dated_text;
    }

    // All of a short text; of a long one the date that it begins with, before a dash: "3.5.2024 – The council".
    static std::size_t dated_size(std::string_view text) {
        if (!is_long(text) || text[0] < '0' || text[0] > '9') return text.size();
        std::string_view head = text.substr(0, longest_dated_text);
        for (std::size_t at = 1; at < head.size(); ++at)
            if (head[at - 1] == ' ' && static_cast<unsigned char>(head[at]) >= first_of_east_asia) return at - 1;
        std::size_t end = text.size();
        for (std::string_view dash : {" - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " | "})
            end = std::min(end, head.find(dash));
        return end;
    }

    // A short text with a year in it may be the only date there is.
    void text(std::string_view value) {
        authors_.text(value);
        value = ascii::trimmed(value);
        if (value.empty()) return;
        std::string_view before = std::exchange(text_before_, value);
        value = value.substr(0, dated_size(value));
        if (value.size() < 8 || is_long(value) || !has_year(value)) return;
        DateLabel label = date_label(value);
        if (label.kind == DateKind::none && before.size() <= longest_label) label.kind = whole_date_label(before);
        value.remove_prefix(label.size);
        const bool plain = label.kind == DateKind::none;
        if (label.kind == DateKind::published) add(marks_.published, value, "label");
        if (label.kind == DateKind::updated) add(marks_.modified, value, "label");
        // The date of an update is the only one on many pages.
        if (label.kind != DateKind::published) add(marks_.dated, value, plain ? "text" : "label");
    }

    void add(List& marks, std::string_view value, const char* origin) {
        if (marks.size() < most_marks) marks.push_back({std::string(value), origin, !marks_.h1.empty(), ""});
    }

    void date(pugi::xml_node node, std::string_view name, const Attributes& attributes) {
        std::string_view itemprop = attributes.itemprop, names = attributes.names;
        if (contains_word(itemprop, "dateModified"))
            put(marks_.modified, node, "itemprop=dateModified");
        else if (contains_word(itemprop, "datePublished"))
            put(marks_.published, node, "itemprop=datePublished");
        else if (name == "time" &&
                 (node.attribute("pubdate") || contains_any_word(names, {"published", "entry-date", "pubdate"})) &&
                 !contains_any_word(names, {"updated", "modified"}))
            put(marks_.published, node, "time");
        else if (name == "time" && contains_any_word(names, {"updated", "modified"}))
            put(marks_.modified, node, "time");
        else if (name == "time")
            put(marks_.times, node, "time");
        else if (name == "abbr" && contains_any_word(names, {"timeago", "published", "dt-published"}))
            put(marks_.times, node, "time");  // "3 hours ago"
        else if (may_name_a_date(names) &&
                 contains_any_word(names, {"published", "pubdate", "publish-date", "post-date", "article-date",
                                           "entry-date", "date", "datetime", "timestamp"}))
            put(marks_.times, node, "class");
    }

    static bool may_name_a_date(std::string_view names) {
        return names.find("date") != std::string_view::npos || names.find("publish") != std::string_view::npos ||
               names.find("time") != std::string_view::npos;
    }

    void put(List& marks, pugi::xml_node node, const char* origin) {
        if (marks.size() >= most_marks) return;
        Mark mark;
        for (const char* attribute : {"datetime", "content", "title"})
            if (mark.value.empty()) mark.value = node.attribute(attribute).value();
        if (mark.value.empty()) mark.value = short_text(node, longest_mark);
        if (mark.value.empty() || mark.value.size() > longest_mark) return;
        mark.origin = origin;
        mark.after_h1 = !marks_.h1.empty();
        mark.url = node.attribute("href").value();
        marks.push_back(std::move(mark));
    }

    Marks marks_;
    AuthorMarks authors_;
    std::string_view text_before_;
};

}  // namespace

Marks read_marks(pugi::xml_node page) {
    return Reader().run(page);
}

}  // namespace newsbus::extract

#include "extract/facts/marks.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "date/date.h"
#include "extract/facts/author_marks.h"
#include "extract/facts/class_signs.h"
#include "extract/tree/class_names.h"
#include "extract/tree/outline.h"
#include "extract/tree/short_text.h"
#include "extract/words/correction_note.h"
#include "extract/words/date_label.h"
#include "extract/words/date_text.h"
#include "html/elements.h"
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
constexpr std::size_t shortest_title = 12;        // bytes of letters
constexpr std::size_t longest_dated_text = 60;    // characters
constexpr std::size_t longest_dated_bytes = 200;  // of any script
constexpr std::size_t longest_label = 60;
constexpr std::size_t longest_sign = 3;  // bytes
constexpr ClassSigns no_signs;
constexpr int near_heading = 12;                    // texts
constexpr unsigned char first_of_east_asia = 0xE3;  // bytes that begin a sign

class Reader {
public:
    explicit Reader(std::string_view title) : title_(text::letters_of(title)) {}

    Marks run(pugi::xml_node page) && {
        html::walk(
            page, [this](pugi::xml_node node) { return enter(node); }, [](pugi::xml_node) {});
        marks_.authors = std::move(authors_).take();
        if (marks_.h1.empty()) marks_.lesser.insert(marks_.lesser.end(), title_lines_.begin(), title_lines_.end());
        return std::move(marks_);
    }

private:
    using List = std::vector<Mark>;

    /// Where a mark of `times` stands.
    struct Place {
        pugi::xml_node node;
        int texts;  // before it
    };

    html::Descend enter(pugi::xml_node node) {
        if (node.type() == pugi::node_pcdata) text(node);
        if (node.type() != pugi::node_element) return html::Descend::no;
        std::string_view name = node.name();
        if (name == "meta" || name == "link") return html::Descend::no;  // metadata.h reads them
        const bool tells = name == "h1" || name == "h2" || name == "h3" || name == "time";
        if (!tells && !node.first_attribute()) return html::Descend::yes;
        const Attributes attributes(node);
        const ClassSigns& signs = attributes.names.empty() ? no_signs : signs_.of(attributes.names);
        if (signs.comments || names_comments(attributes.id)) return html::Descend::no;
        heading(node, name, signs);
        marks_.live_posts = marks_.live_posts || is_live_feed(name, attributes, signs);
        if (name != "h1") headline(node, attributes);
        date(node, name, attributes, signs);
        authors_.element(node, attributes, signs);
        return html::Descend::yes;
    }

    // By its classes; or a feed of posts below a headline that says it is live.
    bool is_live_feed(std::string_view name, const Attributes& attributes, const ClassSigns& signs) const {
        if (!headed_ || name == "body" || name == "html" || name == "a" || name == "li") return false;
        if (signs.live_posts) return true;
        if (attributes.role != "feed") return false;
        for (std::string_view word :
             {"live", "ticker", "envivo", "endirect", "aovivo", "indiretta", "ライブ", "속보", "直播", "онлайн"})
            if (title_.find(word) != std::string::npos) return true;
        return false;
    }

    void heading(pugi::xml_node node, std::string_view name, const ClassSigns& signs) {
        if (name == "h1") {
            begin_article(node);
            if (marks_.h1.size() < most_marks && !short_text(node, longest_heading).empty())
                marks_.h1.push_back(heading_at(node));
            return;
        }
        const bool lesser = name == "h2" || name == "h3";
        if (marks_.lesser.size() >= most_marks || !(lesser || (signs.title && may_be_titled(name)))) return;
        std::string text = short_text(node, longest_lesser);
        if (text.empty()) return;
        const std::string letters = text::letters_of(text);
        const bool begins = title_.starts_with(letters), ends = title_.ends_with(letters);
        const bool may_name_site = lesser && !letters.empty() && (begins || ends) && marks_.site.empty();
        if (may_name_site && heading_at(node).leads_home) marks_.site = text;
        const bool repeated = letters.size() >= shortest_title && letters.size() * 3 > title_.size() &&
                              (begins || (ends && (lesser || site_named_)));
        site_named_ = site_named_ || (repeated && begins);
        if (repeated && !heading_at(node).leads_home) {
            if (!headed_) begin_article(node);
            marks_.lesser.push_back(std::move(text));
        } else if (lesser && !repeated) {
            marks_.lesser.push_back(std::move(text));
        }
    }

    // Without headings and classes: a line by itself that the title of the document begins with.
    void title_line(pugi::xml_node node, std::string_view value) {
        constexpr std::size_t head = 12;
        if (value.size() < shortest_title || value.size() > longest_lesser || title_lines_.size() >= most_marks) return;
        if (!title_.starts_with(text::letters_of(utf8_prefix(value, head)))) return;
        const std::string letters = text::letters_of(value);
        if (letters.size() < shortest_title || letters.size() * 3 <= title_.size() || letters == title_ ||
            !title_.starts_with(letters) || stands_in_link(node))
            return;
        title_lines_.emplace_back(value);
    }

    static bool stands_in_link(pugi::xml_node node) {
        constexpr int highest = 4;
        for (int steps = 0; node && steps < highest; ++steps, node = node.parent())
            if (std::string_view(node.name()) == "a") return true;
        return false;
    }

    static bool may_be_titled(std::string_view name) {
        return name == "div" || name == "span" || name == "td" || name == "p" || name == "h4" || name == "strong";
    }

    void begin_article(pugi::xml_node heading) {
        authors_.heading();
        for (std::size_t i = 0; i < marks_.times.size(); ++i)
            if (is_right_above(times_[i], heading)) marks_.times[i].after_h1 = true;
        headed_ = true;
        texts_ = 0;
    }

    // A line of its own above the headline, in the same box.
    bool is_right_above(const Place& time, pugi::xml_node heading) const {
        constexpr int most_texts = 6, highest = 4;
        if (all_texts_ - time.texts > most_texts) return false;
        const pugi::xml_node box = heading.parent(), outer = box.parent();
        pugi::xml_node node = time.node;
        for (int steps = 0; node && steps < highest; ++steps, node = node.parent()) {
            const std::string_view name = node.name();
            if (name == "body" || name == "main" || name == "nav") return false;
            if (node == box || node == outer) return true;
        }
        return false;
    }

    // In the foot of the page, a menu, a box beside the article? Such a box right below the headline is the article's.
    bool is_aside(pugi::xml_node node) const {
        constexpr int highest = 12, own = 8;
        if (headed_ && texts_ <= own) return false;
        for (int steps = 0; node && steps < highest; ++steps, node = node.parent()) {
            const std::string_view name = node.name();
            if (name == "aside" || name == "nav" || name == "footer") return true;
            if (name == "article" || name == "main" || name == "body") return false;
            if (contains_any_word(node.attribute("class").value(), {"sidebar", "related", "recommended", "most-read"}))
                return true;
        }
        return false;
    }

    void headline(pugi::xml_node node, const Attributes& attributes) {
        if (!contains_word(attributes.itemprop, "headline") && attributes.property != "schema:headline" &&
            attributes.property != "headline")
            return;
        std::string text = node.attribute("content").value();
        if (text.empty()) text = short_text(node, longest_heading);
        auto& all = marks_.headlines;
        bool is_new = !text.empty() && std::find(all.begin(), all.end(), text) == all.end();
        if (is_new && all.size() < most_marks) all.push_back(std::move(text));
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
        constexpr std::string_view wide_blank = "\xE3\x80\x80";
        if (!is_long(text)) return text.size();
        const std::size_t first = date_label(text).size;
        if (first >= text.size() || text[first] < '0' || text[first] > '9') return text.size();
        std::string_view head = text.substr(0, first + longest_dated_text);
        for (std::size_t at = first + 1; at < head.size(); ++at) {
            if (head.substr(at).starts_with(wide_blank)) return at;
            if (head[at - 1] == ' ' && static_cast<unsigned char>(head[at]) >= first_of_east_asia) return at - 1;
        }
        std::size_t end = text.size();
        for (std::string_view dash : {" - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " | "})
            end = std::min(end, head.find(dash));
        return end;
    }

    // A short text with a year in it may be the only date there is.
    void text(pugi::xml_node node) {
        std::string_view value = ascii::trimmed(node.value());
        if (value.empty()) return;
        if (!headed_) title_line(node, value);
        authors_.text(value);
        if (headed_) correction(node, value);
        if (value.size() <= longest_sign && text::letters_of(value).empty()) return;  // "|" between two spans
        ++texts_;
        ++all_texts_;
        std::string_view before = std::exchange(text_before_, value);
        const pugi::xml_node node_before = std::exchange(node_before_, node);
        const std::string_view second = std::exchange(text_second_, before);
        const pugi::xml_node node_second = std::exchange(node_second_, node_before);
        if (const std::size_t other = second_date_label(value)) {
            labelled_date(node, value.substr(0, other));
            return labelled_date(node, value.substr(other));
        }
        value = value.substr(0, dated_size(value));
        if (value.size() < 8 || is_long(value)) return;
        if (!has_year(value) && (!headed_ || short_date_in(value) == value.npos)) return;
        if (holds_a_version(value)) return;
        if (headed_ && texts_ <= near_heading && stand_in_a_row(node_before, node)) {
            if (!is_in_title(before)) authors_.beside_date(before);
            // The place may stand between.
            if (before.find(' ') == before.npos && !is_in_title(second) && stand_in_a_row(node_second, node_before))
                authors_.beside_date(second);
        }
        if (headed_ && texts_ <= near_heading) name_before_date(value);
        DateLabel label = date_label(value);
        if (label.kind == DateKind::none && before.size() <= longest_label) label.kind = whole_date_label(before);
        value.remove_prefix(label.size);
        const bool plain = label.kind == DateKind::none;
        const std::string_view whole = with_zone(value, node.parent().attribute("datetime").value());
        if (label.kind == DateKind::published) add(marks_.published, node, whole, "label");
        if (label.kind == DateKind::updated) add(marks_.modified, node, whole, "label");
        // The date of an update is the only one on many pages.
        if (label.kind != DateKind::published) add(marks_.dated, node, value, plain ? "text" : "label");
    }

    // A note in a box of its own, perhaps beside the text.
    void correction(pugi::xml_node node, std::string_view value) {
        constexpr std::size_t longest = 600;
        if (!marks_.correction.empty() || !is_correction_note(value) || stands_in_link(node)) return;
        pugi::xml_node block = node.parent();
        while (block && !html::is_block(block.name())) block = block.parent();
        if (std::string text = short_text(block, longest); is_correction_note(text))
            marks_.correction = std::move(text);
    }

    void labelled_date(pugi::xml_node node, std::string_view value) {
        const DateLabel label = date_label(value);
        value =
            with_zone(ascii::trimmed(value.substr(label.size), " |()"), node.parent().attribute("datetime").value());
        add(label.kind == DateKind::updated ? marks_.modified : marks_.published, node, value, "label");
    }

    // "Bogna Siedlecka, 8 kwietnia 2024"
    void name_before_date(std::string_view value) {
        const std::size_t first_digit = value.find_first_of("0123456789");
        if (first_digit <= shortest_title || first_digit == value.npos || is_in_title(value.substr(0, first_digit)))
            return;
        if (const WrittenDate written = date_within(value); !written.text.empty())
            authors_.beside_date(value.substr(0, written.at));
    }

    bool is_in_title(std::string_view text) const { return title_.find(text::letters_of(text)) != std::string::npos; }

    // Each in an element of its own, one behind the other, and the first leads nowhere.
    static bool stand_in_a_row(pugi::xml_node first, pugi::xml_node second) {
        const pugi::xml_node one = first.parent(), other = second.parent();
        if (!one || !other || std::string_view(one.name()) == "a" || std::string_view(one.parent().name()) == "a")
            return false;
        pugi::xml_node next = one.next_sibling();
        while (next && next.type() != pugi::node_element) next = next.next_sibling();
        return next && (next == other || next == other.parent());
    }

    void add(List& marks, pugi::xml_node node, std::string_view value, const char* origin) {
        if (marks.size() < most_marks)
            marks.push_back({std::string(value), origin, headed_, is_aside(node.parent()), ""});
    }

    // "3.4.40-1.0.141": three dots in a word, which no date has.
    static bool holds_a_version(std::string_view text) {
        int dots = 0;
        for (char c : text) {
            if (c == ' ') dots = 0;
            if (c == '.' && ++dots > 3) return true;
        }
        return false;
    }

    void date(pugi::xml_node node, std::string_view name, const Attributes& attributes, const ClassSigns& signs) {
        const std::string_view itemprop = attributes.itemprop, names = attributes.names;
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
            put_time(node, "time");
        else if (name == "abbr" && contains_any_word(names, {"timeago", "published", "dt-published"}))
            put_time(node, "time");  // "3 hours ago"
        else if (names == "year" || names == "date-year")
            parted(node);
        else if (signs.date)
            put_time(node, "class");
        else if (headed_ && texts_ <= near_heading && explains_a_time(node))
            put_time(node, "class");
    }

    // "5 hours ago", with the date for those who point at it.
    static bool explains_a_time(pugi::xml_node node) {
        constexpr std::size_t longest = 40;
        const std::string_view title = node.attribute("title").value();
        if (title.size() < 8 || title.size() > longest || !has_year(title)) return false;
        const std::string shown = short_text(node, longest);
        return shown.find_first_of("0123456789") != shown.npos && !has_year(shown) && parse_date(title).has_value();
    }

    // A date whose day, month and year stand in elements of their own: "2023", "10/29", "12:44".
    void parted(pugi::xml_node year) {
        constexpr std::size_t longest = 60;
        const std::string own = short_text(year, 4);
        if (own.size() != 4 || !has_year(own)) return;
        std::string date;
        for (pugi::xml_node part : year.parent().children()) {
            const std::string text = short_text(part, longest);
            if (date.size() + text.size() > longest) break;
            if (text.empty() || text.find_first_of("0123456789") == std::string::npos) continue;
            const std::string_view between = date.size() == own.size() && date == own ? "-" : " ";
            if (!date.empty()) date += between;
            date += text;
        }
        if (date.starts_with(own)) std::ranges::replace(date, '/', '-');
        add(marks_.times, year, date, "class");
        remember_place(year);
    }

    void put_time(pugi::xml_node node, const char* origin) {
        put(marks_.times, node, origin);
        remember_place(node);
    }

    // Of the last of the times, if it was added.
    void remember_place(pugi::xml_node node) {
        if (times_.size() < marks_.times.size()) times_.push_back({node, all_texts_});
    }

    void put(List& marks, pugi::xml_node node, const char* origin) {
        if (marks.size() >= most_marks) return;
        Mark mark;
        for (const char* attribute : {"datetime", "content", "title"})
            if (mark.value.empty()) mark.value = node.attribute(attribute).value();
        if (mark.value.empty()) mark.value = short_text(node, longest_mark);
        if (mark.value.empty() || mark.value.size() > longest_mark) return;
        mark.origin = origin;
        mark.after_h1 = headed_;
        mark.aside = is_aside(node);
        mark.url = node.attribute("href").value();
        marks.push_back(std::move(mark));
    }

    std::string title_;  // letters only
    bool headed_ = false;
    bool site_named_ = false;        // or the headline: what the title begins with has come
    int texts_ = 0, all_texts_ = 0;  // since the heading, and in all
    std::vector<Place> times_;
    std::vector<std::string> title_lines_;
    Marks marks_;
    AuthorMarks authors_;
    ClassSignsMemo signs_;
    std::string_view text_before_, text_second_;  // the last one and the one before
    pugi::xml_node node_before_, node_second_;
};

}  // namespace

Marks read_marks(pugi::xml_node page, std::string_view title) {
    return Reader(title).run(page);
}

}  // namespace newsbus::extract

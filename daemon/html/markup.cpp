#include "html/markup.h"

#include "base/ascii.h"
#include "html/elements.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace newsbus::html {
namespace {

// Elements that are nothing but their name (elements.h knows the others), those of old included.
constexpr std::string_view plain_names[] = {"acronym", "basefont", "big",     "blink",     "data",     "datalist",
                                            "font",    "frame",    "image",   "label",     "map",      "meter",
                                            "nobr",    "output",   "picture", "plaintext", "progress", "rb",
                                            "rtc",     "slot",     "span",    "strike",    "tt"};

// Their end tags may be left out.
constexpr std::string_view paragraph_names[] = {"p", "li", "dt", "dd", "tr", "td", "th"};

constexpr std::string_view words_of_markup[] = {"html",    "html5",    "xhtml",    "xml",    "css",
                                                "markup",  "svg",      "entities", "escape", "escaped",
                                                "escapes", "escaping", "unescape"};

constexpr std::size_t longest_name = 40;       // bytes
constexpr std::size_t most_names = 200;        // of one text, each looked for in all of it
constexpr std::size_t longest_odd_tag = 1000;  // with a '<' in its attributes

bool is_one_of(std::string_view name, const auto& names) {
    return std::ranges::find(names, name) != std::end(names);
}

bool is_name_char(char c) {
    return ascii::is_alpha(c) || ascii::is_digit(c) || c == '-' || c == ':';
}

/// A custom element (x-gallery) or one of another vocabulary (o:p), not an address (https://).
bool is_foreign(std::string_view name) {
    return name.find_first_of(":-") != name.npos && name.back() != ':';
}

/// A tag as it is written, whatever it means.
struct Tag {
    std::size_t begin = 0, end = 0;  // of the text; `end` is behind its '>'
    std::string name;                // lower-case
    bool is_end = false;
    bool has_attributes = false;  // with values
    bool is_capitalized = false;  // Object, as nobody writes an element
};

/// Does a name, an equals sign and a value stand there, without blanks between?
bool has_value(std::string_view inside) {
    for (std::size_t at = inside.find('='); at != inside.npos; at = inside.find('=', at + 1))
        if (at > 1 && is_name_char(inside[at - 1]) && at + 1 < inside.size() && !ascii::is_space(inside[at + 1]))
            return true;
    return false;
}

std::size_t next_bracket(std::string_view text, std::size_t from) {
    while (from < text.size() && text[from] != '<' && text[from] != '>') ++from;
    return from < text.size() ? from : text.npos;
}

/// Where the tag ends whose name has its first bracket behind it at `close`, npos = none. A teaser may be cut inside
/// one.
std::optional<std::size_t> end_of_tag(std::string_view text, std::size_t close, bool has_attributes) {
    if (close == text.npos) return has_attributes ? std::optional(text.size()) : std::nullopt;
    if (text[close] == '>') return close + 1;
    if (!has_attributes) return std::nullopt;
    std::size_t late = text.substr(0, close + longest_odd_tag).find('>', close);
    return late == text.npos ? std::nullopt : std::optional(late + 1);
}

/// The tag at text[at], which is '<'; nothing when it cannot be one.
std::optional<Tag> tag_at(std::string_view text, std::size_t at) {
    Tag tag;
    tag.begin = at++;
    tag.is_end = at < text.size() && text[at] == '/';
    if (tag.is_end) ++at;
    std::size_t name = at;
    while (at < text.size() && is_name_char(text[at])) ++at;
    if (at == name || at - name > longest_name || at == text.size() || !ascii::is_alpha(text[name]))
        return std::nullopt;
    if (!ascii::is_space(text[at]) && text[at] != '>' && text[at] != '/') return std::nullopt;
    std::string_view written = text.substr(name, at - name);
    tag.name = ascii::lower(written);
    tag.is_capitalized = written.size() > 1 && written[0] != tag.name[0] && written[1] == tag.name[1];
    const std::size_t close = next_bracket(text, at);
    tag.has_attributes = !tag.is_end && has_value(text.substr(at, close - at));
    auto end = end_of_tag(text, close, tag.has_attributes);
    if (!end) return std::nullopt;
    tag.end = *end;
    return tag;
}

/// Tells tags that are markup from words in angle brackets. It is asked for all tags of a text in their order.
class Judge {
public:
    explicit Judge(std::string_view text) : text_(text) {}

    bool is_markup(const Tag& tag) {
        if (!is_element_name(tag.name) && !is_foreign(tag.name)) return false;
        if (is_word_of_a_sentence(tag)) return false;
        if (tag.has_attributes || tag.name == "br" || tag.name == "hr" || tag.name == "wbr") return true;
        if (tag.is_end) return is_one_of(tag.name, started_) || !stands_as_word(tag);
        if (traits_of(tag.name) & void_element) return false;
        if (has_end(tag)) {
            if (!is_one_of(tag.name, started_)) started_.push_back(tag.name);
            return true;
        }
        if (tag.is_capitalized) return false;
        return is_one_of(tag.name, paragraph_names) ? begins_paragraph(tag)
                                                    : before(tag).empty() && is_glued_behind(tag);
    }

private:
    struct End {
        std::string name;
        std::size_t at;
    };

    /// Does an end tag of its name follow? Where the next one stands is remembered: all questions about a name take one
    /// look at the text.
    bool has_end(const Tag& tag) {
        auto known = std::ranges::find(ends_, tag.name, &End::name);
        if (known == ends_.end()) {
            if (ends_.size() == most_names) return false;
            known = ends_.insert(known, {tag.name, 0});
        }
        if (known->at < tag.end) known->at = next_end(tag.name, tag.end);
        return known->at != text_.npos;
    }

    std::size_t next_end(std::string_view name, std::size_t from) const {
        for (std::size_t at = text_.find("</", from); at != text_.npos; at = text_.find("</", at + 2)) {
            if (!ascii::equals_ignoring_case(text_.substr(at + 2, name.size()), name)) continue;
            std::size_t behind = at + 2 + name.size();
            if (behind == text_.size() || !is_name_char(text_[behind])) return at;
        }
        return text_.npos;
    }

    std::string_view before(const Tag& tag) const {
        std::size_t last = text_.substr(0, tag.begin).find_last_not_of(" \t\r\n");
        return text_.substr(0, last == text_.npos ? 0 : last + 1);
    }
    bool is_glued_before(const Tag& tag) const { return tag.begin > 0 && !ascii::is_space(text_[tag.begin - 1]); }
    bool is_glued_behind(const Tag& tag) const { return tag.end < text_.size() && !ascii::is_space(text_[tag.end]); }

    /// "the </div> that is missing"
    bool stands_as_word(const Tag& tag) const {
        std::size_t next = text_.find_first_not_of(" \t\r\n", tag.end);
        return !is_glued_before(tag) && next != text_.npos && text_[next] != '<';
    }

    /// "how <input type="date"> works": it shows nothing where it stands, and the sentence needs it.
    bool is_word_of_a_sentence(const Tag& tag) const {
        constexpr std::string_view names[] = {"input", "link", "meta", "base", "source", "track", "col", "param"};
        if (std::ranges::find(names, tag.name) == std::end(names) || is_glued_before(tag) || is_glued_behind(tag))
            return false;
        const std::string_view said = before(tag);
        const std::size_t next = text_.find_first_not_of(" \t\r\n", tag.end);
        return !said.empty() && ascii::is_alpha(said.back()) && next != text_.npos && text_[next] >= 'a' &&
               text_[next] <= 'z';
    }

    /// "One. <p> Two", but not "the <p> element".
    bool begins_paragraph(const Tag& tag) const {
        std::string_view said = before(tag);
        std::size_t next = text_.find_first_not_of(" \t\r\n", tag.end);
        if (said.empty()) return is_glued_behind(tag) || next == text_.npos || text_[next] < 'a' || text_[next] > 'z';
        if (text_.substr(said.size(), tag.begin - said.size()).find('\n') != text_.npos) return true;
        if (std::string_view(".!?:>\"").find(said.back()) != text_.npos) return true;
        return is_glued_before(tag) && is_glued_behind(tag);
    }

    std::string_view text_;
    std::vector<End> ends_;
    std::vector<std::string> started_;
};

bool is_declaration(std::string_view rest) {
    return rest.starts_with("<!--") || rest.starts_with("<![CDATA[") || rest.starts_with("<?xml") ||
           ascii::equals_ignoring_case(rest.substr(0, 9), "<!doctype");
}

/// Calls `each(begin, tag)` for every '<': `tag` is nothing where it begins no markup, and empty for a declaration.
/// Ends when `each` gives false.
template <class Each>
void for_each_bracket(std::string_view text, Each each) {
    Judge judge(text);
    for (std::size_t at = text.find('<'); at != text.npos; at = text.find('<', at)) {
        std::optional<Tag> tag = is_declaration(text.substr(at, 9)) ? Tag{} : tag_at(text, at);
        if (tag && !tag->name.empty() && !judge.is_markup(*tag)) tag.reset();
        if (!each(at, tag)) return;
        at = tag && tag->end > at ? tag->end : at + 1;
    }
}

}  // namespace

bool is_element_name(std::string_view name) {
    return traits_of(name) != 0 || is_one_of(name, plain_names);
}

bool has_markup(std::string_view text) {
    bool found = false;
    for_each_bracket(text, [&found](std::size_t, const std::optional<Tag>& tag) { return !(found = tag.has_value()); });
    return found;
}

std::string with_markup_only(std::string_view text) {
    std::string out;
    std::size_t done = 0;
    for_each_bracket(text, [&](std::size_t at, const std::optional<Tag>& tag) {
        if (tag) return true;
        out.append(text.substr(done, at - done)).append("&lt;");
        done = at + 1;
        return true;
    });
    return out.append(text.substr(done));
}

bool is_laid_out(std::string_view text) {
    constexpr std::size_t telling = 4, looked_at = 100;  // tags; an example shows fewer
    text = ascii::trimmed(text);
    std::size_t tags = 0, paragraphs = 0;
    bool begins = false, broken = false, pictured = false, linked = false, trailed = false;
    for_each_bracket(text, [&](std::size_t at, const std::optional<Tag>& tag) {
        if (!tag || tag->name.empty() || traits_of(tag->name) & raw) return true;
        ++tags;
        paragraphs += is_one_of(tag->name, paragraph_names);
        begins = begins || (at == 0 && !tag->is_end);
        broken = broken || (tag->name == "br" && at > 0 && !ascii::is_space(text[at - 1]));
        pictured = pictured || (tag->name == "img" && tag->has_attributes);
        trailed = tag->is_end && tag->end < text.size();                      // "<p>text</p> is a paragraph"
        linked = tag->name == "a" && tag->is_end && tag->end == text.size();  // "... <a>Read more</a>"
        return tags < looked_at;
    });
    bool whole = begins && (text.back() == '>' || (paragraphs == tags && !trailed));
    if (speaks_of_markup(text)) return whole && tags >= telling;
    return whole || broken || pictured || linked || tags > telling || (begins && tags == telling) ||
           paragraphs >= telling;
}

bool speaks_of_markup(std::string_view text) {
    constexpr std::size_t looked_at = 4000;
    text = text.substr(0, looked_at);
    auto in_word = [](char c) { return ascii::is_alpha(c) || ascii::is_digit(c); };
    bool in_tag = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '<') in_tag = true;
        if (text[at] == '>') in_tag = false;
        if (in_tag || !in_word(text[at])) continue;
        std::size_t begin = at;
        while (at + 1 < text.size() && in_word(text[at + 1])) ++at;
        bool of_address = begin > 0 && std::string_view("./_&#").find(text[begin - 1]) != std::string_view::npos;
        if (!of_address && is_one_of(ascii::lower(text.substr(begin, at + 1 - begin)), words_of_markup)) return true;
    }
    return false;
}

}  // namespace newsbus::html

#include "html/sanitize.h"

#include "html/elements.h"
#include "html/entities.h"
#include "html/markup.h"
#include "html/picture_search.h"
#include "html/text.h"
#include "html/token_text.h"
#include "html/tokens.h"
#include "html/walk.h"
#include "url/web_address.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace newsbus::html {
namespace {

constexpr std::string_view plain_attributes[] = {"alt",     "title",   "width", "height",
                                                 "colspan", "rowspan", "lang",  "dir"};
constexpr std::string_view lazy_sources[] = {"data-src", "data-original", "data-lazy-src"};
constexpr std::string_view source_sets[] = {"data-srcset", "data-lazy-srcset", "srcset"};
constexpr std::size_t longest_emoji = 32;  // bytes

constexpr unsigned kept = kept_inline | kept_paragraph | kept_structure;

/// An element by its name.
struct Element {
    std::string_view name;
    unsigned traits;  ///< elements.h

    bool is_kept() const { return traits & kept; }
    /// Does it go with all that is inside?
    bool is_dropped() const { return !is_kept() && name != "head" && (traits & (unseen | raw) || name == "button"); }
};

Element element(pugi::xml_node node) {
    return {node.name(), traits_of(node.name())};
}

// A start tag may end an element that is open. Does the search for that element stop at `around`?
bool stops_at(Role around, Role starting) {
    if (around == Role::table) return true;
    return (starting == Role::item && around == Role::list) ||
           (starting == Role::definition && around == Role::definitions) ||
           (starting == Role::cell && around == Role::row);
}

// Writes the allowed part of the elements and texts that it is given. The result is well-formed whatever they are.
class Sanitizer {
public:
    explicit Sanitizer(const Url& base, std::size_t expected = 0) : base_(base) {
        out_.reserve(expected);
        open_.reserve(16);  // more than most pages nest
    }

    /// `attributes(name)` gives a decoded value, "" when absent; `attributes.none()` spares asking for each.
    template <class Attributes>
    void start(const Element& element, const Attributes& attributes);
    void end(const Element& element);
    void text(std::string_view decoded);
    std::string take() &&;
    Picture picture() && { return std::move(picture_).take(); }

private:
    static constexpr std::size_t deepest = 200;  // tags beyond are left out

    struct Open {
        std::string name;
        unsigned traits;
        std::size_t begin;   // of the tag in out_
        std::size_t inside;  // behind the tag
        bool implicit;       // a <p> that the source does not have
    };

    void open(const Element& element, bool implicit = false);
    void put_attribute(std::string_view name, std::string_view value);
    std::string resolved(std::string_view link) const;
    template <class Attributes>
    void put_plain_attributes(const Attributes& attributes);
    template <class Attributes>
    std::string image_source(const Attributes& attributes) const;
    template <class Attributes>
    std::string source_of_set(const Attributes& attributes) const;
    template <class Attributes>
    void image(const Attributes& attributes);
    void need_paragraph();
    void end_paragraph();
    void end_implied(std::string_view name);
    void pop();
    void pop_to(std::size_t size) {
        while (open_.size() > size) pop();
    }

    const Url& base_;
    std::optional<Url> own_base_;  // of the first <base> in the markup
    std::string out_;
    std::vector<Open> open_;
    PictureSearch picture_;
    std::string picture_source_;  // of the <picture> that is open, for an <img> without an address
};

void Sanitizer::open(const Element& element, bool implicit) {
    std::size_t begin = out_.size();
    out_ += '<';
    out_ += element.name;
    out_ += '>';
    open_.push_back({std::string(element.name), element.traits, begin, out_.size(), implicit});
}

void Sanitizer::put_attribute(std::string_view name, std::string_view value) {
    out_.pop_back();  // '>'
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    append_escaped(out_, value, Place::attribute);
    out_ += "\">";
}

std::string Sanitizer::resolved(std::string_view link) const {
    return web_address_text(link, own_base_ ? *own_base_ : base_);
}

template <class Attributes>
void Sanitizer::put_plain_attributes(const Attributes& attributes) {
    if (attributes.none()) return;
    for (std::string_view name : plain_attributes)
        if (std::string value = attributes(name); !value.empty()) put_attribute(name, value);
}

template <class Attributes>
std::string Sanitizer::source_of_set(const Attributes& attributes) const {
    for (std::string_view name : source_sets)
        if (std::string set = attributes(name); !set.empty())
            if (std::string source = resolved(largest_of(set)); !source.empty()) return source;
    return {};
}

// Scripts that load pictures late leave the address in an attribute of their own, and an empty picture in its place.
template <class Attributes>
std::string Sanitizer::image_source(const Attributes& attributes) const {
    std::string placeholder = resolved(attributes("src"));
    if (!placeholder.empty() && !is_invisible({placeholder, "", "", "", ""})) return placeholder;
    for (std::string_view name : lazy_sources)
        if (std::string source = resolved(attributes(name)); !source.empty()) return source;
    if (std::string source = source_of_set(attributes); !source.empty()) return source;
    return placeholder.empty() ? picture_source_ : placeholder;
}

template <class Attributes>
void Sanitizer::image(const Attributes& attributes) {
    std::string source = image_source(attributes);
    if (source.empty() || attributes.has("hidden")) return;
    std::string css_class = attributes("class"), style = attributes("style"), width = attributes("width"),
                height = attributes("height");
    PictureTraits traits{source, css_class, style, width, height};
    if (hides(style) || is_invisible(traits)) return;
    if (is_emoji(traits)) {
        if (std::string character = attributes("alt"); !character.empty() && character.size() <= longest_emoji)
            text(character);
        return;
    }
    picture_.image(traits, attributes("alt"));
    out_ += "<img>";
    put_attribute("src", source);
    put_plain_attributes(attributes);
}

template <class Attributes>
void Sanitizer::start(const Element& element, const Attributes& attributes) {
    auto [name, traits] = element;
    if (name == "source" && picture_source_.empty()) picture_source_ = source_of_set(attributes);
    if (name == "base" && !own_base_) own_base_ = web_address(attributes("href"), base_);
    if (!element.is_kept()) {
        if (traits & block) end_paragraph();
        return;
    }
    if (name == "img") return image(attributes);
    picture_.start(name);
    if (name == "br") {
        if (!open_.empty()) out_ += "<br>";
        return;
    }
    if (name == "hr") {
        end_paragraph();
        out_ += "<hr>";
        return;
    }
    if (open_.size() >= deepest) return;
    std::string link = name == "a" ? resolved(attributes("href")) : std::string();
    if (name == "a" && link.empty()) return;
    if (traits & kept_inline)
        need_paragraph();
    else if (!(traits & table_cell))
        end_paragraph();
    end_implied(name);
    open(element);
    if (!link.empty()) put_attribute("href", link);
    put_plain_attributes(attributes);
    open_.back().inside = out_.size();
}

void Sanitizer::end(const Element& element) {
    auto [name, traits] = element;
    if (name == "picture") picture_source_.clear();
    picture_.end(name);
    if (!element.is_kept()) {
        if (traits & block) end_paragraph();
        return;
    }
    for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].name == name && !open_[i].implicit) return pop_to(i);
        // An inline end tag does not reach out of its paragraph.
        if (traits & kept_inline && !(open_[i].traits & kept_inline)) return;
    }
}

void Sanitizer::text(std::string_view decoded) {
    if (is_blank(decoded)) {
        if (!open_.empty() && !out_.empty() && out_.back() != ' ' && !decoded.empty()) out_ += ' ';
        return;
    }
    picture_.text(decoded);
    need_paragraph();
    append_escaped(out_, decoded, Place::text);
}

// Text and inline elements stand in a paragraph; where the source has only <div>, one is opened for them.
void Sanitizer::need_paragraph() {
    for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].traits & kept_paragraph) return;
        if (open_[i].traits & kept_structure) break;
    }
    if (open_.size() < deepest) open({"p", traits_of("p")}, true);
}

// Ends the <p> that is open around here.
void Sanitizer::end_paragraph() {
    for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].name == "p") return pop_to(i);
        if (!(open_[i].traits & kept_inline)) return;
    }
}

// An item ends the one before it in the list, a cell the one before it in the row.
void Sanitizer::end_implied(std::string_view name) {
    Role role = role_of(name);
    if (role != Role::item && role != Role::definition && role != Role::row && role != Role::cell) return;
    for (std::size_t i = open_.size(); i-- > 0;) {
        Role around = role_of(open_[i].name);
        if (stops_at(around, role)) return;
        if (around == role) return pop_to(i);
    }
}

// An element in which nothing was written leaves no trace.
void Sanitizer::pop() {
    const Open& last = open_.back();
    std::size_t content = out_.find_first_not_of(" \n\t\r", last.inside);
    if (content == std::string::npos && last.name != "td" && last.name != "th") {
        out_.resize(last.begin);
    } else {
        out_ += "</";
        out_ += last.name;
        out_ += '>';
    }
    open_.pop_back();
}

std::string Sanitizer::take() && {
    pop_to(0);
    if (out_.capacity() - out_.size() > out_.size() / 8) out_.shrink_to_fit();
    return std::move(out_);
}

struct TokenAttributes {
    const Token& token;
    bool none() const { return token.attributes.empty(); }
    bool has(std::string_view name) const { return token.has(name); }
    std::string operator()(std::string_view name) const { return token.attribute(name); }
};

struct NodeAttributes {
    pugi::xml_node node;
    bool none() const { return !node.first_attribute(); }
    bool has(std::string_view name) const { return !node.attribute(std::string(name).c_str()).empty(); }
    std::string operator()(std::string_view name) const { return node.attribute(std::string(name).c_str()).value(); }
};

// Tells a sanitizer the tokens of a piece of HTML.
class TokenSanitizer {
public:
    TokenSanitizer(const Url& base, std::size_t expected) : sanitizer_(base, expected) {}

    void read(const Token& token, std::string_view text) {
        if (token.kind == Token::Kind::raw) return;
        if (!dropped_.empty()) return read_dropped(token);
        if (token.kind == Token::Kind::text) return sanitizer_.text(text);
        Element found{token.name, token.traits};
        if (token.kind == Token::Kind::end) {
            if (!(token.traits & line_break)) sanitizer_.end(found);
        } else if (!(token.traits & void_element) &&
                   (found.is_dropped() || token.has("hidden") || hides(token.attribute("style")))) {
            dropped_ = token.name;
            depth_ = 1;
        } else {
            sanitizer_.start(found, TokenAttributes{token});
        }
    }

    std::string take() && { return std::move(sanitizer_).take(); }
    Picture picture() && { return std::move(sanitizer_).picture(); }

private:
    void read_dropped(const Token& token) {
        if (token.kind == Token::Kind::text || token.name != dropped_) return;
        depth_ += token.kind == Token::Kind::start ? 1 : -1;
        if (depth_ == 0) dropped_.clear();
    }

    Sanitizer sanitizer_;
    std::string dropped_;  // name of the element that is being left out
    int depth_ = 0;        // of elements of that name
};

/// Plain text as HTML: a <p> for each of its paragraphs.
std::string paragraphs_of(std::string_view text) {
    std::string out;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = std::min(text.find("\n\n", begin), text.size());
        out += "<p>";
        append_escaped(out, text.substr(begin, end - begin), Place::text);
        out += "</p>";
        begin = end + 2;
    }
    return out;
}

}  // namespace

std::string sanitized(pugi::xml_node node, const Url& base) {
    Sanitizer sanitizer(base);
    auto enter = [&](pugi::xml_node child) {
        if (child.type() == pugi::node_pcdata) {
            sanitizer.text(child.value());
            return Descend::no;
        }
        Element found = element(child);
        if (found.is_dropped() || is_hidden(child)) return Descend::no;
        sanitizer.start(found, NodeAttributes{child});
        return Descend::yes;
    };
    walk(node, enter, [&](pugi::xml_node child) {
        if (Element found = element(child); !(found.traits & void_element)) sanitizer.end(found);
    });
    return std::move(sanitizer).take();
}

std::string sanitized(std::string_view html, const Url& base) {
    if (!has_markup(html)) return paragraphs_of(text_of(html));
    TokenSanitizer sanitizer(base, html.size());
    read_tokens(html, sanitizer);
    return std::move(sanitizer).take();
}

Cleaned cleaned(std::string_view html, const Url& base) {
    if (!has_markup(html)) {
        std::string plain = text_of(html);
        std::string markup = paragraphs_of(plain);
        return {std::move(plain), std::move(markup), {}};
    }
    TokenText text(TextWriter::Shape::paragraphs, html.size());
    TokenSanitizer sanitizer(base, html.size());
    read_tokens(html, text, sanitizer);
    Picture picture = std::move(sanitizer).picture();
    return {std::move(text).take(), std::move(sanitizer).take(), std::move(picture)};
}

Picture first_picture(std::string_view html, const Url& base) {
    if (!has_markup(html)) return {};
    TokenSanitizer sanitizer(base, html.size());
    read_tokens(html, sanitizer);
    return std::move(sanitizer).picture();
}

}  // namespace newsbus::html

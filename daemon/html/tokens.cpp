#include "html/tokens.h"

#include "base/ascii.h"
#include "html/elements.h"
#include "html/entities.h"

#include <algorithm>

namespace newsbus::html {
namespace {

using ascii::is_space;
using ascii::lower;

// What stands behind the name of a tag.
bool ends_name(char c) {
    return is_space(c) || c == '>' || c == '/';
}

bool starts_with(std::string_view text, std::string_view lower_prefix) {
    return text.size() >= lower_prefix.size() &&
           ascii::equals_ignoring_case(text.substr(0, lower_prefix.size()), lower_prefix);
}

// Is `text`, which begins behind "<" or "</", a tag of that name?
bool names_tag(std::string_view text, std::string_view name) {
    return text.size() > name.size() && starts_with(text, name) && ends_name(text[name.size()]);
}

// Where the end tag of a raw element begins, or npos. svg may stand inside svg.
std::size_t find_end_tag(std::string_view text, std::string_view name) {
    int depth = 1;
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        if (at + 1 < text.size() && text[at + 1] == '/') {
            if (names_tag(text.substr(at + 2), name) && --depth == 0) return at;
        } else if (name == "svg" && names_tag(text.substr(at + 1), name)) {
            ++depth;
        }
    }
    return std::string_view::npos;
}

// Where the end tag of a script begins, or npos. Old pages hide their scripts in comments and write scripts from them:
// behind "<!--" each "<script" hides the next "</script", until "-->" comes.
std::size_t find_script_end(std::string_view text) {
    enum class Inside { script, comment, nested_script } inside = Inside::script;
    std::size_t comment_end = 0;
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        if (comment_end < at) inside = Inside::script;
        std::string_view behind = text.substr(at + 1);
        if (behind.starts_with('/') && names_tag(behind.substr(1), "script")) {
            if (inside != Inside::nested_script) return at;
            inside = Inside::comment;
        } else if (inside == Inside::script && behind.starts_with("!--")) {
            inside = Inside::comment;
            comment_end = text.find("-->", at + 2);  // "<!-->" is a whole one
        } else if (inside == Inside::comment && names_tag(behind, "script")) {
            inside = Inside::nested_script;
        }
    }
    return std::string_view::npos;
}

// The length of the comment at the start of `html`, which begins with "<!--". "<!-->" and "<!--->" are whole ones.
std::size_t comment_length(std::string_view html) {
    for (std::size_t at = html.find("--", 2); at != std::string_view::npos; at = html.find("--", at + 1)) {
        std::string_view end = html.substr(at);
        if (end.starts_with("-->")) return at + 3;
        if (end.starts_with("--!>") && at >= 4) return at + 4;
    }
    return html.size();
}

}  // namespace

bool is_blank(std::string_view text) {
    return std::ranges::all_of(text, is_space);
}

std::string Token::attribute(std::string_view lower_name) const {
    std::string value;
    for (const Attribute& attribute : attributes) {
        if (!ascii::equals_ignoring_case(attribute.name, lower_name)) continue;
        append_decoded(value, attribute.value, Place::attribute);
        break;
    }
    return value;
}

bool Token::has(std::string_view lower_name) const {
    for (const Attribute& attribute : attributes)
        if (ascii::equals_ignoring_case(attribute.name, lower_name)) return true;
    return false;
}

bool Tokens::next(Token& token) {
    while (!rest_.empty()) {
        if (rest_[0] == '<') {
            std::size_t before = rest_.size();
            if (markup(token)) return true;
            if (rest_.size() != before) continue;  // a comment or the like; otherwise the '<' is text
        }
        std::size_t end = rest_.find('<', 1);
        token.kind = Token::Kind::text;
        token.text = rest_.substr(0, end);
        rest_.remove_prefix(token.text.size());
        return true;
    }
    return false;
}

// Reads what begins with '<'. False when it gave no token: something was skipped, or nothing was and it is text.
bool Tokens::markup(Token& token) {
    if (rest_.size() < 2) return false;
    char next = rest_[1];
    if (ascii::is_alpha(next)) return tag(token);
    if (next == '/') {
        if (rest_.size() == 2) return false;
        if (ascii::is_alpha(rest_[2])) return tag(token);
        skip_past(">", 2);
    } else if (rest_.starts_with("<!--")) {
        rest_.remove_prefix(comment_length(rest_));
    } else if (rest_.starts_with("<![CDATA[")) {
        std::size_t end = rest_.find("]]>", 9);
        token.kind = Token::Kind::text;
        token.text = rest_.substr(9, end == std::string_view::npos ? end : end - 9);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 3);
        return true;
    } else if (next == '!' || next == '?') {
        skip_past(">", 2);
    }
    return false;
}

bool Tokens::tag(Token& token) {
    bool end = rest_[1] == '/';
    token.kind = end ? Token::Kind::end : Token::Kind::start;
    token.name.clear();
    token.attributes.clear();
    token.text = {};
    std::size_t at = end ? 2 : 1;
    std::size_t begin = at;
    while (at < rest_.size() && !ends_name(rest_[at])) ++at;
    token.name = rest_.substr(begin, at - begin);
    for (char& c : token.name) c = lower(c);
    token.traits = traits_of(token.name);
    rest_.remove_prefix(at);
    attributes(token);
    if (rest_.empty()) return false;  // the document ends inside the tag
    bool closed = rest_[0] == '/';    // attributes() stops at "/>" or ">"
    rest_.remove_prefix(closed ? 2 : 1);
    if (!end && token.traits & raw) raw_inside(token, closed);
    return true;
}

void Tokens::attributes(Token& token) {
    std::size_t at = 0;
    auto more = [&] { return at < rest_.size(); };
    while (true) {
        while (more() && (is_space(rest_[at]) || (rest_[at] == '/' && rest_.substr(at, 2) != "/>"))) ++at;
        if (!more() || rest_[at] == '>' || rest_[at] == '/') break;
        std::size_t begin = at++;  // a name may begin with '='
        while (more() && !is_space(rest_[at]) && rest_[at] != '=' && rest_[at] != '>' && rest_[at] != '/') ++at;
        Attribute attribute{rest_.substr(begin, at - begin), {}};
        while (more() && is_space(rest_[at])) ++at;
        if (more() && rest_[at] == '=') {
            ++at;
            while (more() && is_space(rest_[at])) ++at;
            if (!more()) break;
            char quote = rest_[at];
            if (quote == '"' || quote == '\'') {
                std::size_t end = rest_.find(quote, at + 1);
                if (end == std::string_view::npos) end = rest_.size();
                attribute.value = rest_.substr(at + 1, end - at - 1);
                at = std::min(end + 1, rest_.size());
            } else {
                begin = at;
                while (more() && !is_space(rest_[at]) && rest_[at] != '>') ++at;
                attribute.value = rest_.substr(begin, at - begin);
            }
        }
        if (token.attributes.size() < max_attributes) token.attributes.push_back(attribute);
    }
    rest_.remove_prefix(at);
}

// Script and style without an end tag take the rest of the document, as in browsers. The others, and those that XHTML
// habits close with "/>", lose only themselves.
void Tokens::raw_inside(Token& token, bool closed) {
    token.kind = Token::Kind::raw;
    bool greedy = token.name == "script" || token.name == "style";
    if (!greedy && (closed || end_tag_missing_)) return;
    std::size_t end = token.name == "script" ? find_script_end(rest_) : find_end_tag(rest_, token.name);
    if (end == std::string_view::npos && !greedy) {
        end_tag_missing_ = true;  // looking again each time would be quadratic
        return;
    }
    token.text = rest_.substr(0, end);
    rest_.remove_prefix(token.text.size());
    if (rest_.empty()) return;
    rest_.remove_prefix(2 + token.name.size());
    Token end_tag;
    attributes(end_tag);
    skip_past(">", 0);
}

void Tokens::skip_past(std::string_view mark, std::size_t from) {
    std::size_t end = rest_.find(mark, from);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + mark.size());
}

}  // namespace newsbus::html

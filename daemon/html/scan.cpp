#include "html/scan.h"

#include "base/ascii.h"
#include "html/elements.h"
#include "html/entities.h"
#include "html/nesting.h"
#include "html/tokens.h"

#include <algorithm>
#include <array>

namespace newsbus::html {
namespace {

constexpr std::size_t longest_name = 64;

/// What stands for itself in the markup: all but & < " and control characters.
constexpr std::array<bool, 256> plain = [] {
    std::array<bool, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte)
        table[byte] = (byte >= 0x20 || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f') && byte != 0x7F &&
                      byte != '&' && byte != '<' && byte != '"';
    return table;
}();

void append_byte(std::string& out, char c) {
    if (plain[static_cast<unsigned char>(c)])
        out += c;
    else if (c == '&')
        out += "&amp;";
    else if (c == '<')
        out += "&lt;";
    else if (c == '"')
        out += "&quot;";
    else
        out += ' ';
}

/// References are decoded here, by the whole table of HTML 5; what would be markup again is written as a reference.
void append_text(std::string& out, std::string_view text, Place place) {
    while (true) {
        std::size_t end = 0;
        while (end < text.size() && plain[static_cast<unsigned char>(text[end])]) ++end;
        out.append(text.substr(0, end));
        if (end == text.size()) return;
        text.remove_prefix(end);
        Reference reference = text[0] == '&' ? reference_at(text, place) : Reference{};
        for (char c : reference.length ? reference.text() : text.substr(0, 1)) append_byte(out, c);
        text.remove_prefix(reference.length ? reference.length : 1);
    }
}

/// May stand in a name of XML, as far as ASCII goes.
bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == ':' || c == '.';
}

/// Names of known elements are names in XML; any others of HTML may have nearly all characters.
void make_xml_name(Token& token) {
    if (token.kind == Token::Kind::text || token.traits) return;
    for (char& c : token.name)
        if (!is_name(c)) c = '_';
}

/// ` name="` in lower case, as far as it is filled.
struct Opening {
    std::array<char, longest_name + 3> bytes{};
    std::size_t size = 0;

    std::string_view text() const { return {bytes.data(), size}; }
    std::string_view name() const { return text().substr(1, size - 3); }
};

/// Empty when the name can be none in XML.
Opening opening_of(std::string_view name) {
    Opening opening;
    if (name.empty() || name.size() > longest_name) return opening;
    if (name[0] == '-' || name[0] == '.' || ascii::is_digit(name[0])) return opening;
    char* at = opening.bytes.data();
    *at++ = ' ';
    for (char c : name) {
        if (!is_name(c)) return opening;
        *at++ = ascii::lower(c);
    }
    *at++ = '=', *at++ = '"';
    opening.size = name.size() + 3;
    return opening;
}

// Does a style say more than how something looks: that it is hidden, a bar that stays in place, at the right edge?
bool tells(std::string_view style) {
    return hides(style) || style.find("fixed") != style.npos ||
           (style.find("text-align") != style.npos && style.find("right") != style.npos);
}

bool is_wanted(std::string_view name, std::string_view value) {
    if (name.size() > 2 && name.starts_with("on")) return false;
    return name != "style" || tells(value);
}

void append_attributes(std::string& out, const Token& token, std::size_t most_bytes) {
    std::size_t begin = out.size();
    for (const Attribute& attribute : token.attributes) {
        const Opening opening = opening_of(attribute.name);
        if (opening.size == 0 || !is_wanted(opening.name(), attribute.value)) continue;
        if (out.size() - begin + attribute.value.size() > most_bytes) continue;
        out += opening.text();
        append_text(out, attribute.value, Place::attribute);
        out += '"';
    }
}

class Scanner {
public:
    Scanner(std::string_view html, const Limits& limits)
        : limits_(limits), tokens_(html), nesting_(out_.markup, limits) {
        out_.markup.reserve(html.size() / 2);
    }

    Scanned run() && {
        for (Token token; !nesting_.is_full() && tokens_.next(token);) {
            make_xml_name(token);
            switch (token.kind) {
                case Token::Kind::text:
                    text(token.text);
                    break;
                case Token::Kind::start:
                    start_tag(token);
                    break;
                case Token::Kind::end:
                    if (!is_frame(token.name)) nesting_.end(token.name, token.traits);
                    break;
                case Token::Kind::raw:
                    raw_element(token);
                    break;
            }
        }
        nesting_.finish();
        out_.truncated = nesting_.is_full();
        return std::move(out_);
    }

private:
    void text(std::string_view text) {
        nesting_.text(text);
        append_text(out_.markup, text, Place::text);
    }

    static bool is_frame(std::string_view name) { return name == "html" || name == "head" || name == "body"; }

    void start_tag(const Token& token) {
        if (token.name.size() > longest_name) return;
        if (is_frame(token.name)) {
            std::string attributes;
            append_attributes(attributes, token, limits_.tag_bytes);
            nesting_.frame(token.name, attributes);
            return;
        }
        nesting_.start(token.name, token.traits);
        append_attributes(out_.markup, token, limits_.tag_bytes);
        nesting_.start_done();
    }

    void raw_element(const Token& token) {
        if (token.name == "script") {
            if (token.attribute("type").find("ld+json") != std::string::npos) out_.json_ld.emplace_back(token.text);
        } else if (token.name == "title" || token.name == "xmp") {
            start_tag(token);
            text(token.text);
            nesting_.end(token.name, token.traits);
        } else if (token.name == "iframe") {
            start_tag(token);
            nesting_.end(token.name, token.traits);
        }
    }

    const Limits& limits_;
    Tokens tokens_;
    Scanned out_;
    Nesting nesting_;
};

}  // namespace

Scanned scan(std::string_view utf8, const Limits& limits) {
    return Scanner(utf8, limits).run();
}

}  // namespace newsbus::html

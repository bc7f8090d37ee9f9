#include "html/scan.h"

#include "html/elements.h"
#include "html/entities.h"
#include "html/tokens.h"

namespace newsbus::html {
namespace {

constexpr std::size_t longest_name = 64;

bool is_control(char c) {
    auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r' && c != '\f') || byte == 0x7F;
}

class Scanner {
public:
    Scanner(std::string_view html, const Limits& limits) : limits_(limits), tokens_(html) {
        out_.markup.reserve(html.size() / 2);
    }

    Scanned run() && {
        for (Token token; tokens_.next(token);) {
            switch (token.kind) {
                case Token::Kind::text:
                    text(token.text, Place::text);
                    break;
                case Token::Kind::start:
                    start_tag(token);
                    break;
                case Token::Kind::end:
                    end_tag(token.name);
                    break;
                case Token::Kind::raw:
                    raw_element(token);
                    break;
            }
        }
        return std::move(out_);
    }

private:
    // References are decoded here, by the whole table of HTML 5; what would be markup again is written as a reference.
    void text(std::string_view text, Place place) {
        decoded_.clear();
        append_decoded(decoded_, text, place);
        for (char& c : decoded_)
            if (is_control(c)) c = ' ';
        append_escaped(out_.markup, decoded_, place);
    }

    void start_tag(const Token& token) {
        if (token.name.size() > longest_name) return;
        std::size_t begin = out_.markup.size();
        bool frame = is_frame(token.name);
        out_.markup += '<';
        if (frame) out_.markup += frame_mark;
        out_.markup += token.name;
        for (const Attribute& attribute : token.attributes) {
            if (!wanted(attribute) || out_.markup.size() - begin + attribute.value.size() > limits_.tag_bytes) continue;
            out_.markup += ' ';
            out_.markup += attribute.name;
            out_.markup += "=\"";
            text(attribute.value, Place::attribute);
            out_.markup += '"';
        }
        out_.markup += '>';
        if (frame) end_tag(std::string(frame_mark) + token.name);
    }

    // libxml2 ends the document at </html> and discards or moves these three by rules of its own; the builder gets them
    // as empty marks instead and frames the page itself.
    static bool is_frame(std::string_view name) { return name == "html" || name == "head" || name == "body"; }

    static bool wanted(const Attribute& attribute) {
        if (attribute.name.empty() || attribute.name.size() > longest_name) return false;
        if (attribute.name.size() > 2 && equals_ignoring_case(attribute.name.substr(0, 2), "on")) return false;
        for (char c : attribute.name) {
            bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != ':' && c != '.') return false;
        }
        char first = attribute.name[0];
        if (first == '-' || first == '.' || (first >= '0' && first <= '9')) return false;
        if (equals_ignoring_case(attribute.name, "style")) return hides(attribute.value);
        return true;
    }

    void end_tag(const std::string& name) {
        if (name.size() > longest_name) return;
        out_.markup += "</";
        out_.markup += name;
        out_.markup += '>';
    }

    void raw_element(const Token& token) {
        if (token.name == "script") {
            if (token.attribute("type").find("ld+json") != std::string::npos) out_.json_ld.emplace_back(token.text);
        } else if (token.name == "title" || token.name == "xmp") {
            start_tag(token);
            text(token.text, Place::text);
            end_tag(token.name);
        } else if (token.name == "iframe") {
            start_tag(token);
            end_tag(token.name);
        }
    }

    const Limits& limits_;
    Tokens tokens_;
    Scanned out_;
    std::string decoded_;
};

}  // namespace

Scanned scan(std::string_view utf8, const Limits& limits) {
    return Scanner(utf8, limits).run();
}

}  // namespace newsbus::html

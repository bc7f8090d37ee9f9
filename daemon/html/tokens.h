#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::html {

/// An attribute as written: the value's references are not decoded yet.
struct Attribute {
    std::string_view name;  ///< case as written
    std::string_view value;
};

/// A token: a piece of HTML as it stands in the source, before any tree is built.
struct Token {
    enum class Kind {
        text,   ///< `text` with references as written
        start,  ///< `name`, `attributes`
        end,    ///< `name`
        raw,  ///< an element whose inside is not markup (script, style, title, svg, ...): `name`, `attributes`, `text`
    };
    Kind kind = Kind::text;
    std::string name;     ///< up to white space, '/' or '>'; ASCII letters in lower case
    unsigned traits = 0;  ///< of that element (elements.h)
    std::vector<Attribute> attributes;
    std::string_view text;

    /// Value of an attribute, decoded; "" when absent.
    std::string attribute(std::string_view lower_name) const;
    bool has(std::string_view lower_name) const;
};

/// Cuts HTML into tokens as the HTML standard's tokenizer does, in one linear pass. Comments, doctypes and processing
/// instructions are left out; the inside of CDATA is text.
class Tokens {
public:
    static constexpr std::size_t max_attributes =
        128;  ///< kept of one tag; no real page has more. Repeated names are kept

    explicit Tokens(std::string_view html) : rest_(html) {}

    /// Reads the next token into `token`; false at the end.
    bool next(Token& token);

private:
    bool markup(Token& token);
    bool tag(Token& token);
    void attributes(Token& token);
    void raw_inside(Token& token, bool closed);
    void skip_past(std::string_view mark, std::size_t from);

    std::string_view rest_;
    bool end_tag_missing_ = false;
};

/// Is there nothing but white space (of HTML)?
bool is_blank(std::string_view text);

}  // namespace newsbus::html

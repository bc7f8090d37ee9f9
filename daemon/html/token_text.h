#pragma once

#include <string>
#include <string_view>

#include "html/entities.h"
#include "html/text_writer.h"
#include "html/tokens.h"

namespace newsbus::html {

/// Hands every token of a piece of HTML to each of `readers`, with its text decoded.
template <class... Readers>
void read_tokens(std::string_view html, Readers&... readers) {
    Tokens tokens(html);
    std::string buffer;
    for (Token token; tokens.next(token);) {
        std::string_view text;
        if (token.kind == Token::Kind::text) text = decoded(token.text, Place::text, buffer);
        (readers.read(token, text), ...);
    }
}

/// The visible text of HTML, made from its tokens without a tree, because feeds need it a thousand times a document.
class TokenText {
public:
    /// Memory for `expected` bytes is reserved.
    TokenText(TextWriter::Shape shape, std::size_t expected) : writer_(shape, expected) {}

    void read(const Token& token, std::string_view text);
    std::string take() && { return std::move(writer_).take(); }

private:
    TextWriter writer_;
    std::string hidden_;  // name of the hidden element that is open
    int depth_ = 0;       // of elements of that name
};

}  // namespace newsbus::html

#include "html/token_text.h"

#include "base/ascii.h"
#include "html/elements.h"

namespace newsbus::html {
namespace {

bool is_hidden(const Token& token) {
    if (token.traits & (unseen | raw)) return true;
    for (const Attribute& attribute : token.attributes) {
        if (ascii::equals_ignoring_case(attribute.name, "hidden")) return true;
        if (ascii::equals_ignoring_case(attribute.name, "style") && hides(attribute.value)) return true;
    }
    return false;
}

}  // namespace

void TokenText::read(const Token& token, std::string_view text) {
    bool start = token.kind == Token::Kind::start, end = token.kind == Token::Kind::end;
    if (!hidden_.empty()) {
        if (!(start || end) || token.name != hidden_) return;
        depth_ += start ? 1 : -1;
        if (depth_ == 0) hidden_.clear();
    } else if (token.kind == Token::Kind::text) {
        writer_.text(text);
    } else if (start && !(token.traits & void_element) && is_hidden(token)) {
        hidden_ = token.name;
        depth_ = 1;
    } else if (start || (end && !(token.traits & line_break))) {
        writer_.boundary(token.traits);
    }
}

}  // namespace newsbus::html

// What `lab tokens` asks: HTML comes in as JSON strings, one a line; for each its tokens go out, as html5lib's tests
// write them: ["Character", text], ["StartTag", name, {attributes}], ["EndTag", name].
#include "html/tokens.h"
#include "base/ascii.h"
#include "html/entities.h"

#include <boost/json.hpp>

#include <iostream>
#include <string>

namespace {

namespace json = boost::json;
using namespace newsbus::html;

std::string without_references(std::string_view text, Place place) {
    std::string out;
    append_decoded(out, text, place);
    return out;
}

/// Of attributes with one name the first counts: it stays.
json::object attributes_of(const Token& token) {
    json::object out;
    for (const Attribute& attribute : token.attributes)
        out.emplace(newsbus::ascii::lower(attribute.name), without_references(attribute.value, Place::attribute));
    return out;
}

/// What is not markup inside is one token with its element; of these only title and textarea have references.
void put_inside(json::array& out, const Token& token) {
    bool has_references = token.name == "title" || token.name == "textarea";
    std::string text = has_references ? without_references(token.text, Place::text) : std::string(token.text);
    out.push_back(json::array{"Character", text});
    out.push_back(json::array{"EndTag", token.name});
}

void put(json::array& out, const Token& token) {
    switch (token.kind) {
        case Token::Kind::text:
            out.push_back(json::array{"Character", without_references(token.text, Place::text)});
            break;
        case Token::Kind::end:
            out.push_back(json::array{"EndTag", token.name});
            break;
        case Token::Kind::start:
        case Token::Kind::raw:
            out.push_back(json::array{"StartTag", token.name, attributes_of(token)});
            if (token.kind == Token::Kind::raw) put_inside(out, token);
    }
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        json::string html = json::parse(line).as_string();
        json::array out;
        Tokens tokens(html);
        for (Token token; tokens.next(token);) put(out, token);
        std::cout << json::serialize(out) << '\n';
    }
}

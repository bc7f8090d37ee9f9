#include "html/scripts.h"

#include "html/tokens.h"

namespace newsbus::html {

std::vector<std::string_view> scripts_in(std::string_view utf8, std::size_t shortest) {
    constexpr std::size_t most = 200;
    std::vector<std::string_view> scripts;
    Tokens tokens(utf8);
    for (Token token; scripts.size() < most && tokens.next(token);)
        if (token.kind == Token::Kind::raw && token.name == "script" && token.text.size() >= shortest &&
            token.attribute("type").find("ld+json") == std::string::npos)
            scripts.push_back(token.text);
    return scripts;
}

}  // namespace newsbus::html

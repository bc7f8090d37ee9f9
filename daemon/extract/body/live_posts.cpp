#include "extract/body/live_posts.h"

#include "extract/words/similar.h"
#include "html/sanitize.h"
#include "html/text.h"

#include <pugixml.hpp>

#include <algorithm>
#include <string>

namespace newsbus::extract {
namespace {

constexpr std::size_t told_apart = 40;  // letters of a post's beginning

void append(pugi::xml_node parent, const char* tag, std::string_view text) {
    parent.append_child(tag).append_child(pugi::node_pcdata).set_value(std::string(text).c_str());
}

}  // namespace

bool lacks_posts(std::string_view text, const std::vector<LivePost>& posts) {
    constexpr std::ptrdiff_t looked_at = 20, enough = 2;
    std::string letters = letters_of(text);
    std::ptrdiff_t told = 0, shown = 0;
    for (const LivePost& post : posts) {
        std::string begin = letters_of(post.body.substr(0, 4 * told_apart)).substr(0, told_apart);
        if (begin.size() < told_apart) continue;
        if (++told > looked_at || shown >= enough) break;
        shown += letters.find(begin) != std::string::npos;
    }
    return told > 0 && shown < std::min(enough, told);
}

Body body_of(const std::vector<LivePost>& posts, const Url& base) {
    pugi::xml_document document;
    for (const LivePost& post : posts) {
        if (!post.headline.empty()) append(document, "h2", post.headline);
        for (std::string_view rest = post.body; !rest.empty();) {
            std::size_t end = std::min(rest.find("\n\n"), rest.size());
            append(document, "p", rest.substr(0, end));
            rest.remove_prefix(std::min(end + 2, rest.size()));
        }
    }
    Body body;
    body.text = html::plain_text(document);
    body.html = html::sanitized(document, base);
    body.origin = "json-ld";
    return body;
}

}  // namespace newsbus::extract

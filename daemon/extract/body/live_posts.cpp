#include "extract/body/live_posts.h"

#include "html/sanitize.h"
#include "html/text.h"
#include "text/letters.h"
#include "text/paragraphs.h"

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
    std::string letters = text::letters_of(text);
    std::ptrdiff_t compared = 0, shown = 0;
    for (const LivePost& post : posts) {
        std::string begin = text::letters_of(post.body.substr(0, 4 * told_apart)).substr(0, told_apart);
        if (begin.size() < told_apart) continue;
        if (++compared > looked_at || shown >= enough) break;
        shown += letters.find(begin) != std::string::npos;
    }
    return compared > 0 && shown < std::min(enough, compared);
}

Body body_of(const std::vector<LivePost>& posts, const Url& base) {
    pugi::xml_document document;
    for (const LivePost& post : posts) {
        if (!post.headline.empty()) append(document, "h2", post.headline);
        text::each_paragraph(post.body, [&document](std::string_view paragraph) { append(document, "p", paragraph); });
    }
    Body body;
    body.text = html::plain_text(document);
    body.html = html::sanitized(document, base);
    body.origin = "json-ld";
    return body;
}

}  // namespace newsbus::extract

#include "feed/texts.h"

#include "base/utf8.h"
#include "feed/blank_html.h"
#include "html/pictures.h"
#include "html/sanitize.h"

#include <algorithm>
#include <utility>

namespace newsbus::feed {
namespace {

// A description of this many bytes, or of several paragraphs, is more than a teaser.
constexpr std::size_t long_text = 1000;

// No article is longer. What stands behind is not read.
constexpr std::size_t longest_text = 2 << 20;

std::string_view limited(std::string_view text) {
    return utf8_prefix(text, longest_text);
}

/// The first picture of a text stands for the article when the feed names none.
void add_picture(Article& article, html::Picture picture) {
    if (picture.url.empty() || names_picture(article)) return;
    Image image{std::move(picture.url), std::move(picture.caption), {}, picture.width, picture.height};
    std::erase_if(article.image, [&image](const Image& known) { return known.url == image.url; });
    article.image.insert(article.image.begin(), std::move(image));
}

bool may_show_pictures(std::string_view html) {
    return html.find("<img") != html.npos || html.find("<IMG") != html.npos;
}

/// The body that an entry has of its own. False, and nothing set, when it shows nothing: no text, no picture but one
/// that counts readers.
bool set_body(Article& article, const Text& content, const Url& base, html::Picture& picture) {
    if (content.empty()) return false;
    if (!content.is_html) {
        article.body = as_plain(content);
        return !article.body.empty();
    }
    html::Cleaned cleaned = html::cleaned(limited(content.value()), base);
    if (cleaned.text.empty() && shows_nothing(cleaned.html)) return false;
    article.body = std::move(cleaned.text);
    article.body_html = std::move(cleaned.html);
    picture = std::move(cleaned.picture);
    return true;
}

}  // namespace

bool is_portrait(const Image& image) {
    return html::is_decoration({image.url, "", "", "", ""});
}

bool names_picture(const Article& article) {
    return !std::ranges::all_of(article.image, is_portrait);
}

void set_texts(Article& article, const Text& summary, const Text& content, const Url& base) {
    html::Picture picture;
    const bool has_body = set_body(article, content, base, picture);
    // A long one that stands alone is most likely the body too: one pass for both.
    const bool at_once = !has_body && summary.is_html && summary.value().size() >= long_text;
    html::Cleaned both;
    if (at_once) both = html::cleaned(limited(summary.value()), base);
    article.description = at_once ? std::move(both.text) : as_plain(summary);
    const bool stands_in =
        !has_body && (article.description.size() >= long_text || article.description.find("\n\n") != std::string::npos);
    if (stands_in) {
        article.body = article.description;
        if (summary.is_html)
            article.body_html = at_once ? std::move(both.html) : html::sanitized(limited(summary.value()), base);
    }
    add_picture(article, std::move(at_once ? both.picture : picture));
    if (!at_once && summary.is_html && may_show_pictures(summary.value()) && !names_picture(article))
        add_picture(article, html::first_picture(limited(summary.value()), base));
}

}  // namespace newsbus::feed

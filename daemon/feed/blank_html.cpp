#include "feed/blank_html.h"

#include "base/ascii.h"
#include "base/blank.h"
#include "html/entities.h"
#include "html/markup.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace newsbus::feed {
namespace {

/// Bytes of the tag, the comment or the blank reference at the start of `html`; 0 when something else stands there.
std::size_t unseen_at(std::string_view html) {
    if (html.front() == '&') {
        html::Reference reference = html::reference_at(html, html::Place::text);
        return reference.length > 0 && trimmed_blank(reference.text()).empty() ? reference.length : 0;
    }
    if (html.front() != '<' || html.size() < 3) return 0;
    const bool comment = html.starts_with("<!--");
    if (!comment && html[1] != '/' && !ascii::is_alpha(html[1])) return 0;
    const std::size_t end = comment ? html.find("-->", 4) : html.find('>');
    return end == html.npos ? 0 : end + (comment ? 3 : 1);
}

/// May the tag at the start of `html` show something: a picture, a player, a word that is no tag?
bool may_show(std::string_view html) {
    static constexpr std::string_view seen[] = {"img",    "image", "picture", "video",  "audio",  "iframe", "object",
                                                "embed",  "svg",   "canvas",  "math",   "hr",     "input",  "button",
                                                "select", "meter", "source",  "script", "applet", "frame",  "amp-img"};
    html.remove_prefix(html[1] == '/' ? 2 : 1);
    std::string name = ascii::lower(html.substr(0, html.find_first_of(" \t\r\n/>")));
    return !html::is_element_name(name) || std::ranges::find(seen, name) != std::end(seen);
}

}  // namespace

bool shows_nothing(std::string_view html) {
    std::string_view rest = trimmed_blank(html);
    const std::string_view all = rest;
    while (!rest.empty()) {
        const std::size_t size = unseen_at(rest);
        if (size == 0) return false;
        rest = trimmed_blank(rest.substr(size));
    }
    for (std::size_t at = all.find('<'); at != all.npos; at = all.find('<', at + unseen_at(all.substr(at))))
        if (!all.substr(at).starts_with("<!--") && may_show(all.substr(at))) return false;
    return true;
}

}  // namespace newsbus::feed

#include "html/picture_search.h"

#include "base/utf8.h"

#include <algorithm>
#include <utility>

namespace newsbus::html {
namespace {

constexpr std::size_t longest_caption = 1000;  // bytes

/// One line, trimmed.
std::string caption_line(std::string_view text) {
    std::string out;
    for (char c : text.substr(0, longest_caption)) {
        bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (blank && (out.empty() || out.back() == ' ')) continue;
        out += blank ? ' ' : c;
    }
    while (out.ends_with(' ')) out.pop_back();
    return replace_invalid_utf8(out);
}

/// "IMG_2041.jpg" and "image" say nothing: several words do, or one in a script that does not part them.
bool tells(std::string_view alternative) {
    return alternative.find(' ') != alternative.npos || std::any_of(alternative.begin(), alternative.end(), [](char c) {
               return static_cast<unsigned char>(c) >= 0xE0;
           });
}

}  // namespace

void PictureSearch::end(std::string_view name) {
    if (name == "figure") {
        figures_ = std::max(figures_ - 1, 0);
        caption_ = Caption::none;
    }
    if (name == "figcaption" && caption_ == Caption::open) caption_ = Caption::none;
}

void PictureSearch::text(std::string_view decoded) {
    if (caption_ == Caption::open && picture_.caption.size() < longest_caption)
        (picture_.caption += picture_.caption.empty() ? "" : " ") += decoded;
}

void PictureSearch::image(const PictureTraits& traits, std::string alternative) {
    if (!picture_.url.empty() || is_decoration(traits)) return;
    picture_ = {std::string(traits.address), "", pixels(traits.width), pixels(traits.height)};
    alternative_ = std::move(alternative);
    if (figures_ > 0) caption_ = Caption::wanted;
}

Picture PictureSearch::take() && {
    picture_.caption = caption_line(picture_.caption);
    if (std::string line = caption_line(alternative_); picture_.caption.empty() && tells(line))
        picture_.caption = std::move(line);
    return std::move(picture_);
}

}  // namespace newsbus::html

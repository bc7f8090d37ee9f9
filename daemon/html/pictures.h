#pragma once

#include <string>
#include <string_view>

namespace newsbus::html {

/// A picture that a piece of HTML shows.
struct Picture {
    std::string url;            ///< absolute; "" = there is none
    std::string caption;        ///< of its figure, else its alternative text where that is more than a file name
    int width = 0, height = 0;  ///< pixels, as written; 0 = unknown
    bool operator==(const Picture&) const = default;
};

/// What an <img> says of itself, values decoded; "" = nothing.
struct PictureTraits {
    std::string_view address;  ///< absolute
    std::string_view css_class, style, width, height;
};

/// Is it an image that nobody is meant to see: a tracking pixel or a spacer? Yes when it is one or two pixels (or none)
/// wide or high, is hidden by its style, or has the address of such an image: /pixel.gif,
/// https://stats.example/b.gif?x, /1x1.png, /spacer.gif.
bool is_invisible(const PictureTraits& picture);

/// Does it stand for a character: an emoji, a smiley?
bool is_emoji(const PictureTraits& picture);

/// Is it decoration: too small to show what an article is about, an icon, a button for sharing, or an avatar or
/// portrait of somebody who writes?
bool is_decoration(const PictureTraits& picture);

/// The number of pixels in an attribute: "300", "300px". 0 when there is none, and for percentages.
int pixels(std::string_view written);

/// The address of the largest picture of a srcset (https://html.spec.whatwg.org/#srcset-attributes); "" when it is
/// empty.
std::string_view largest_of(std::string_view srcset);

}  // namespace newsbus::html

#pragma once

#include <string>
#include <string_view>

namespace newsbus::html {

/// A picture as a piece of HTML shows it.
struct Picture {
    std::string url;            ///< absolute; "" = there is none
    std::string caption;        ///< of its figure, else its alternative text where that is more than a file name
    int width = 0, height = 0;  ///< pixels, as written; 0 = not told
    bool operator==(const Picture&) const = default;
};

/// What an <img> says of itself, values decoded; "" = nothing.
struct PictureTraits {
    std::string_view address;  ///< absolute
    std::string_view css_class, style, width, height;
};

/// Is it there to count readers, or to keep a place, and not to be seen? One or two pixels wide or high, or none,
/// hidden by its style, or with the address of such a picture: /pixel.gif, https://stats.example/b.gif?x, /1x1.png,
/// /spacer.gif.
bool is_invisible(const PictureTraits& picture);

/// Does it stand for a character: an emoji, a smiley?
bool is_emoji(const PictureTraits& picture);

/// Too small to show what an article is about, or a portrait of somebody who writes: icons, buttons to share it,
/// avatars?
bool is_decoration(const PictureTraits& picture);

/// The number of pixels that an attribute gives: "300", "300px". 0 when it gives none, and for shares ("50%").
int pixels(std::string_view written);

/// The address of the largest picture of a srcset (https://html.spec.whatwg.org/#srcset-attributes); "" when it is
/// empty.
std::string_view largest_of(std::string_view srcset);

}  // namespace newsbus::html

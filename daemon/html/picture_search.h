#pragma once

#include <string>
#include <string_view>

#include "html/pictures.h"

namespace newsbus::html {

/// Looks for the picture of a text while its elements go by: the first that is more than decoration. The caption is
/// that of its figure, else its alternative text.
class PictureSearch {
public:
    void start(std::string_view name) {
        if (name == "figure") ++figures_;
        if (name == "figcaption" && caption_ == Caption::wanted) caption_ = Caption::open;
    }
    void end(std::string_view name);

    /// A text that is not blank, references decoded.
    void text(std::string_view decoded);

    /// An image that is visible. `traits.address` is where it is loaded from.
    void image(const PictureTraits& traits, std::string alternative);

    /// What was found; without an address when there was none.
    Picture take() &&;

private:
    enum class Caption { none, wanted, open };  // of picture_

    Picture picture_;          // the first one worth showing
    std::string alternative_;  // its alternative text
    Caption caption_ = Caption::none;
    int figures_ = 0;  // open ones
};

}  // namespace newsbus::html

#pragma once

#include <string_view>

namespace newsbus {

/// An encoding of the WHATWG Encoding standard.
struct Encoding {
    std::string_view name;  ///< the standard's name, lower-case: "windows-1252"
    std::string_view icu;   ///< ICU's converter that does what the standard says
};

/// The encoding of a label, any case, white space around it; nullptr when the standard has no such label.
/// Only charset.cpp includes this.
const Encoding* encoding_for_label(std::string_view label);

}  // namespace newsbus

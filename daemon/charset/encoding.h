#pragma once

#include <string_view>

namespace newsbus {

/// An encoding of the WHATWG Encoding standard.
struct Encoding {
    std::string_view name;  ///< the standard's name, lower-case: "windows-1252"
    std::string_view icu;   ///< ICU's converter that does what the standard says
};

/// The encoding of a label, any case, white space around it: one of the standard's, else what publishers mean by
/// "cp-1251", "win-1251", "EUC-CN", "UTF 8". nullptr when nobody knows it.
/// Only charset.cpp includes this.
const Encoding* encoding_for_label(std::string_view label);

}  // namespace newsbus

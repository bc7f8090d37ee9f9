#pragma once

#include <string>
#include <vector>

namespace newsbus::extract {

/// What the rest of the page tells about its main text.
struct BodyHints {
    std::string headline;
    std::string json_ld_body;               ///< articleBody of the JSON-LD, plain text; "" = none
    std::vector<std::string> descriptions;  ///< summaries of the article in the metadata
    bool declared = false;                  ///< the metadata say that the page is an article
    std::string site;                       ///< registrable domain of the page
    bool dated = false;                     ///< it says of which day it is
};

}  // namespace newsbus::extract

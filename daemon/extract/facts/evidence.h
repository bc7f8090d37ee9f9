#pragma once

#include <string>
#include <string_view>

#include "extract/facts/json_ld.h"
#include "extract/facts/marks.h"
#include "extract/facts/metadata.h"
#include "extract/facts/script_facts.h"
#include "url/url.h"

namespace newsbus::extract {

/// All that a page says of itself outside its main text.
struct Evidence {
    JsonLd json_ld;
    Metadata metadata;
    Marks marks;
    ScriptFacts script;  ///< looked for when the text stands in scripts
    Url url;             ///< of the page
    Url base;            ///< that its links resolve against
};

/// `link` resolved against the page, "" when it is not http(s) (url/web_address.h).
std::string resolved(const Evidence& evidence, std::string_view link);

}  // namespace newsbus::extract

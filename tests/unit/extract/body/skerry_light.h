#pragma once

#include <string>

#include "extract/body/body.h"
#include "html/dom.h"

namespace newsbus::extract::test {

// Paragraphs of an article, and what is found in a page that holds them.
inline const std::string first =
    "The keepers of the Skerry light have agreed to leave the tower in autumn, when the new lamp needs nobody any "
    "more.";
inline const std::string second =
    "For a hundred and forty years somebody slept below the lantern, and wound the clockwork every six hours by hand.";
inline const std::string third =
    "The pilots of the bay asked for one more winter, since the new lamp has never been tried in ice and heavy snow.";
inline const std::string fourth =
    "Those who want to see the stairs may come until September; the boat leaves the quay at ten if the sea allows it.";
inline const std::string fifth =
    "The clockwork goes to the museum of the town, where a school class has already offered to wind it every Friday.";

inline std::string p(const std::string& text) {
    return "<p>" + text + "</p>";
}

inline std::string text_of(const std::string& html, const std::string& headline = "Skerry light") {
    html::Document document = html::parse(html);
    BodyHints hints{headline, "", {}};
    hints.site = "courier.example";
    return take_body(document.dom, hints, Url::parse("https://www.courier.example/skerry").value()).text;
}

}  // namespace newsbus::extract::test

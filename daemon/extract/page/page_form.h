#pragma once

#include <string>
#include <string_view>

namespace newsbus::extract {

/// What an HTML page says of itself when it was sent in place of something else.
struct PageForm {
    std::string title;           ///< the text of <title>, as written
    bool asks_password = false;  ///< has a field for one: a login
    bool operator==(const PageForm&) const = default;
};

PageForm page_form(std::string_view body, std::string_view content_type);

}  // namespace newsbus::extract

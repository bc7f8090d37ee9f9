#pragma once

#include <string>
#include <string_view>

namespace newsbus::extract {

/// What an HTML page says of itself when it stands where something else was expected.
struct PageForm {
    std::string title;           ///< the text of <title>, as written
    bool asks_password = false;  ///< has a field for one: a login
    bool operator==(const PageForm&) const = default;
};

PageForm page_form(std::string_view body, std::string_view content_type);

}  // namespace newsbus::extract

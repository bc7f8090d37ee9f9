#pragma once

#include <string>
#include <string_view>

namespace newsbus::extract {

/// "2024-05-03" of a path such as ".../2024/05/03/..." or ".../2024-05-03-..."; "" when it holds no date.
std::string date_in_url(std::string_view path);

}  // namespace newsbus::extract

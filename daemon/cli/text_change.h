#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newsbus::cli {

/// The place where two versions of a text differ, each with a few words around it, on one line.
struct TextChange {
    std::string before, now;
};

/// From the first difference to the last. Each side takes at most `columns`. Nothing when both are the same. Linear.
std::optional<TextChange> change_between(std::string_view before, std::string_view now, std::size_t columns);

}  // namespace newsbus::cli

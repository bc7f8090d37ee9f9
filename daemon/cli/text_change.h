#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newsbus::cli {

/// Where two versions of a text differ: the differing words of each, with a few words around them, on one line.
struct TextChange {
    std::string before, now;
};

/// Compares two versions, from the first difference to the last. Each side takes at most `columns`. Nothing when they
/// are the same. Linear.
std::optional<TextChange> change_between(std::string_view before, std::string_view now, std::size_t columns);

}  // namespace newsbus::cli

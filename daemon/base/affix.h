#pragma once

#include <cstddef>
#include <string_view>

namespace newsbus {

/// Bytes of the first of `words` that `text` begins with; 0 when there is none. It compares the first byte by itself:
/// asked of every line of a page, most words differ there already.
template <class Words>
constexpr std::size_t prefix_size(std::string_view text, const Words& words) {
    if (text.empty()) return 0;
    for (std::string_view word : words)
        if (word.front() == text.front() && text.starts_with(word)) return word.size();
    return 0;
}

/// The same at the end of `text`.
template <class Words>
constexpr std::size_t suffix_size(std::string_view text, const Words& words) {
    if (text.empty()) return 0;
    for (std::string_view word : words)
        if (word.back() == text.back() && text.ends_with(word)) return word.size();
    return 0;
}

}  // namespace newsbus

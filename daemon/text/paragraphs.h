#pragma once

#include <algorithm>
#include <string_view>

namespace newsbus::text {

/// Calls `visit` for every paragraph of `text`, in order. Paragraphs are separated by a blank line ("\n\n").
template <class Visit>
void each_paragraph(std::string_view text, Visit visit) {
    while (!text.empty()) {
        std::size_t end = std::min(text.find("\n\n"), text.size());
        visit(text.substr(0, end));
        text.remove_prefix(std::min(end + 2, text.size()));
    }
}

}  // namespace newsbus::text

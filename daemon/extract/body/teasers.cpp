#include "extract/body/teasers.h"

#include "html/elements.h"

namespace newsbus::extract {

bool is_list_of_teasers(const Outline& outline, std::uint32_t container) {
    constexpr int fewest = 5, most_others = 2, most_lines = 2;
    constexpr std::uint32_t longest_line = 260;
    int teasers = 0, others = 0, lines = most_lines;  // `lines`: below the last heading
    for (std::uint32_t i = container; i < outline.elements[container].end; ++i) {
        const Element& block = outline.elements[i];
        if (!block.block || block.own == 0 || block.dropped || block.own_dropped) continue;
        const bool heading = html::heading_level(block.name()) > 0;
        if (heading && block.own_link * 10 >= block.own * 8)
            ++teasers, lines = 0;
        else if (!heading && (++lines > most_lines || block.own > longest_line))
            ++others;
    }
    return teasers >= fewest && others <= most_others;
}

}  // namespace newsbus::extract

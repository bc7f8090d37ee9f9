#include "feed/tree_limit.h"

#include <algorithm>
#include <string_view>

namespace newsbus::feed {
namespace {

constexpr std::size_t element_bytes = 64, attribute_bytes = 40;
constexpr std::size_t most_times = 32;  // as large as its document a tree can be: "<a>x" makes two nodes

/// Most that a tree could take, seen quickly: with all that stands in comments and CDATA sections.
std::size_t bound(std::string_view xml, bool texts) {
    const auto marks = static_cast<std::size_t>(std::ranges::count(xml, '<'));
    const auto values = static_cast<std::size_t>(std::ranges::count(xml, '='));
    return marks * element_bytes * (texts ? 2 : 1) + values * attribute_bytes;
}

/// Behind the section that begins at `at` with "<!--" or "<![CDATA["; npos when none does.
std::size_t behind_section(std::string_view xml, std::size_t at) {
    const std::string_view rest = xml.substr(at);
    std::string_view end;
    if (rest.starts_with("<!--")) end = "-->";
    if (rest.starts_with("<![CDATA[")) end = "]]>";
    if (end.empty()) return xml.npos;
    const std::size_t found = xml.find(end, at);
    return found == xml.npos ? xml.size() : found + end.size();
}

/// Where the element begins with which the tree is too large; npos when there is none.
std::size_t place_of_limit(std::string_view xml, bool texts) {
    std::size_t bytes = 0;
    for (std::size_t at = xml.find('<'); at < xml.size(); at = xml.find('<', at)) {
        if (const std::size_t behind = behind_section(xml, at); behind != xml.npos) {
            at = behind;
            continue;
        }
        const std::size_t begin = at++;
        const bool starts = at < xml.size() && xml[at] != '/' && xml[at] != '!' && xml[at] != '?';
        if (starts) {
            bytes += element_bytes;
            for (; at < xml.size() && xml[at] != '>' && xml[at] != '<'; ++at)
                if (xml[at] == '=') bytes += attribute_bytes;
        }
        if (texts && begin > 0 && xml[begin - 1] != '>') bytes += element_bytes;
        if (bytes > most_tree_bytes) return begin;
    }
    return xml.npos;
}

}  // namespace

bool cut_to_tree_limit(std::string& xml, bool texts) {
    if (xml.size() <= most_tree_bytes / most_times) return false;  // most documents, which need no look
    if (bound(xml, texts) <= most_tree_bytes) return false;
    const std::size_t end = place_of_limit(xml, texts);
    if (end == xml.npos) return false;
    xml.resize(end);
    return true;
}

}  // namespace newsbus::feed

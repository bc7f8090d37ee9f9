#include "extract/body/brief.h"

#include "html/elements.h"
#include "text/letters.h"
#include "text/page_lines.h"
#include "text/sentence.h"

#include <cstdint>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t least_text = 40;
constexpr int most_lines = 6;  // looked at below the headline

bool is_headline(const Outline& page, std::uint32_t i, const std::string& headline) {
    const Element& element = page.elements[i];
    return element.block && element.own > 0 && html::heading_level(element.name()) > 0 &&
           text::similar(page.own_text(i), headline);
}

std::string sentences_in(const Outline& page, std::uint32_t from, std::uint32_t end) {
    std::string brief;
    std::uint32_t weight = 0;
    int lines = 0;
    for (std::uint32_t i = from; i < end && lines < most_lines; ++i) {
        const Element& element = page.elements[i];
        if (!element.block || element.own == 0) continue;
        if (html::heading_level(element.name()) > 0 || element.own_link > 0) break;
        ++lines;
        const std::string text = page.own_text(i);
        const bool sentence = text::ends_like_a_sentence(text) && !text::is_page_line(text);
        if (!sentence && !brief.empty()) break;
        if (!sentence) continue;  // a date, a name
        brief += (brief.empty() ? "" : "\n\n") + text;
        weight += element.own;
    }
    return weight >= least_text ? brief : std::string();
}

}  // namespace

std::string brief_below(const Outline& page, const std::string& headline) {
    constexpr int highest = 3;
    for (std::uint32_t i = 1; i < page.elements.size(); ++i) {
        if (!is_headline(page, i, headline)) continue;
        std::uint32_t around = i;
        for (int steps = 0; steps < highest && around != 0; ++steps) {
            around = page.elements[around].parent;
            if (std::string brief = sentences_in(page, page.elements[i].end, page.elements[around].end); !brief.empty())
                return brief;
        }
    }
    return {};
}

}  // namespace newsbus::extract

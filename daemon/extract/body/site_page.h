#pragma once

#include <cstdint>
#include <vector>

#include "extract/body/hints.h"
#include "extract/body/site_memory.h"
#include "extract/tree/outline.h"
#include "url/url.h"

namespace newsbus::extract {

/// A page and the memory of its site: finds the paragraphs of its main text that are the site's and not the article's,
/// and teaches the memory.
class SitePage {
public:
    /// `memory` must outlive it.
    SitePage(SiteMemory& memory, const Url& url);

    /// Takes the prints of the page's paragraphs. Call it before anything is dropped from the outline.
    void take_prints(const Outline& outline);

    /// Drops paragraphs of the container that stood on other pages too, and returns how many. Drops none when little
    /// would be left: the page is then another copy of an article.
    int drop_recurring(Outline& outline, std::uint32_t container, const BodyHints& hints);

    /// Takes what the page teaches; call it once its main text is found and cleaned. A copy of an article teaches
    /// nothing.
    void take_lesson(const Outline& outline, std::uint32_t container);

    /// Teaches it to the memory.
    void teach() const { memory_.learn(lesson_); }

private:
    struct Block {
        std::uint32_t element;
        std::uint64_t print;
    };

    int pages_with(std::uint64_t print) const;
    std::vector<Block> main_text(const Outline& outline, std::uint32_t container) const;

    SiteMemory& memory_;
    std::uint64_t page_;
    bool known_;  // the page itself is among those learnt
    std::vector<Block> blocks_;
    SiteMemory::Page lesson_;
};

}  // namespace newsbus::extract

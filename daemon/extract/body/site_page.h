#pragma once

#include <cstdint>
#include <vector>

#include "extract/body/hints.h"
#include "extract/body/site_memory.h"
#include "extract/tree/outline.h"
#include "url/url.h"

namespace newsbus::extract {

/// A page held against the memory of its site: which paragraphs of its main text are the site's, not the article's,
/// and what the page teaches the memory.
class SitePage {
public:
    /// `memory` outlives it.
    SitePage(SiteMemory& memory, const Url& url);

    /// Takes the prints of the page's paragraphs; of an outline in which nothing is dropped yet.
    void take_prints(const Outline& outline);

    /// Drops inside the container what stood on other pages too, unless that would leave little: the page is then
    /// another copy of an article. Says how many.
    int drop_recurring(Outline& outline, std::uint32_t container, const BodyHints& hints);

    /// Takes what the page teaches, once its main text is found and cleaned; a copy of an article teaches nothing.
    void take_lesson(const Outline& outline, std::uint32_t container);

    /// Gives it to the memory.
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

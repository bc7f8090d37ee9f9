#include "extract/tree/naming_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace newsbus::extract {
namespace {

struct Word {
    std::string_view text;  // a word of a class or id, or two that stand side by side, joined by '-'
    unsigned meaning;
};

constexpr Word words[] = {
    // sorted
    {"actions", junk},
    {"ad", strong},
    {"addthis", strong},
    {"addtoany", strong},
    {"ads", strong},
    {"adsbygoogle", strong},
    {"adslot", strong},
    {"advert", strong},
    {"advertisement", strong},
    {"advertising", strong},
    {"advertorial", junk},
    {"affiliate", junk},
    {"also-like", junk},
    {"also-read", junk},
    {"anzeige", strong},
    {"app-banner", strong},
    {"app-hint", junk},
    {"article-body", body},
    {"article-content", body},
    {"article-footer", junk},
    {"article-nav", junk},
    {"article-tags", junk},
    {"article-text", body},
    {"articlebody", body},
    {"articlecontent", body},
    {"articletext", body},
    {"aside", junk},
    {"author-bio", strong},
    {"author-box", strong},
    {"author-info", junk},
    {"authorbio", strong},
    {"authorbox", strong},
    {"banner", junk},
    {"bildunterschrift", caption},
    {"bio", junk},
    {"body-text", body},
    {"breadcrumb", strong},
    {"breadcrumbs", strong},
    {"btn", junk},
    {"button", junk},
    {"buttons", junk},
    {"byline", junk},
    {"caption", caption},
    {"captions", caption},
    {"carousel", junk},
    {"citation", junk},
    {"comment", strong},
    {"comment-list", strong | readers},
    {"commentlist", strong | readers},
    {"comments", strong | readers},
    {"comments-area", strong | readers},
    {"consent", strong},
    {"content-body", body},
    {"cookie", strong},
    {"cookies", strong},
    {"copyright", junk},
    {"credit", caption},
    {"credits", caption},
    {"cta", junk},
    {"disqus", strong | readers},
    {"donate", junk},
    {"donation", junk},
    {"dropdown", junk},
    {"entry-content", body},
    {"entry-meta", junk},
    {"expandable-box", strong},
    {"facebook", junk},
    {"fact-box", strong},
    {"factbox", strong},
    {"faktenbox", strong},
    {"feedback", junk},
    {"figcaption", caption},
    {"flyout", junk},
    {"follow", junk},
    {"footer", junk},
    {"footnav", strong},
    {"foto-caption", caption},
    {"fotocredit", caption},
    {"gallery", junk},
    {"gdpr", strong},
    {"hashtags", junk},
    {"image-caption", caption},
    {"image-credit", caption},
    {"image-legend", caption},
    {"info-box", strong},
    {"infobox", strong},
    {"infokasten", strong},
    {"jobs", junk},
    {"keywords", junk},
    {"layer", junk},
    {"legal", junk},
    {"legende", caption},
    {"lightbox", junk},
    {"linklist", junk},
    {"links", junk},
    {"login", junk},
    {"mashsb", strong},
    {"masthead", junk},
    {"menu", junk},
    {"meta", junk},
    {"metadata", junk},
    {"modal", junk},
    {"more-articles", junk},
    {"more-from", junk},
    {"more-news", junk},
    {"more-on", junk},
    {"more-stories", junk},
    {"most-popular", junk},
    {"most-read", junk},
    {"mostread", junk},
    {"nav", junk},
    {"navbar", strong},
    {"navigation", junk},
    {"newsletter", strong},
    {"newsletter-box", strong},
    {"newsletters", strong},
    {"no-print", junk},
    {"not-prose", junk},
    {"outbrain", strong},
    {"overlay", junk},
    {"pager", junk},
    {"pagination", junk},
    {"paywall", weak},
    {"photo-credit", caption},
    {"pic-box", caption},
    {"picbox", caption},
    {"pinterest", junk},
    {"player", junk},
    {"poll", junk},
    {"popular", junk},
    {"popup", junk},
    {"post-body", body},
    {"post-content", body},
    {"post-meta", junk},
    {"print-no", junk},
    {"print-only", junk},
    {"promo", junk},
    {"promobox", junk},
    {"promotion", junk},
    {"pub", junk},
    {"quiz", junk},
    {"rating", junk},
    {"read-also", junk},
    {"read-more", junk},
    {"read-next", junk},
    {"readmore", junk},
    {"recirc", junk},
    {"recirculation", junk},
    {"recommend", junk},
    {"recommendation", junk},
    {"recommendations", junk},
    {"recommended", junk},
    {"register", junk},
    {"relacionadas", junk},
    {"relacionados", junk},
    {"related", junk},
    {"related-articles", strong},
    {"related-content", strong},
    {"related-news", strong},
    {"related-posts", strong},
    {"relatedposts", strong},
    {"relateds", junk},
    {"reply", junk},
    {"respond", strong | readers},
    {"rodape", junk},
    {"rollover", junk},
    {"screen-reader", strong},
    {"search", junk},
    {"share", junk},
    {"sharebar", strong},
    {"sharedaddy", strong},
    {"sharing", junk},
    {"sidebar", junk},
    {"sign-in", junk},
    {"signup", junk},
    {"skip-link", strong},
    {"slideshow", junk},
    {"social", junk},
    {"socials", junk},
    {"speechkit", junk},
    {"sponsor", junk},
    {"sponsored", junk},
    {"sr-only", strong},
    {"story-body", body},
    {"story-content", body},
    {"storybody", body},
    {"subscribe", junk},
    {"subscription", junk},
    {"taboola", strong},
    {"tag-list", junk},
    {"taglist", junk},
    {"tags", junk},
    {"telegram", junk},
    {"ticker", junk},
    {"timestamp", junk},
    {"toc", junk},
    {"toolbar", junk},
    {"tools", junk},
    {"tooltip", junk},
    {"topics", junk},
    {"trending", junk},
    {"tts", strong},
    {"visually-hidden", strong},
    {"visuallyhidden", strong},
    {"vjs", junk},
    {"whatsapp", junk},
    {"widget", weak},
    {"wp-caption", caption},
    {"yarpp", strong},
};

constexpr bool before(const Word& a, const Word& b) {
    return a.text < b.text;
}
static_assert(std::is_sorted(std::begin(words), std::end(words), before));

/// The words that begin with a letter: where they stand, and which lengths they have. Few words of a page have one.
struct Initial {
    const Word* begin = nullptr;
    const Word* end = nullptr;
    std::uint32_t lengths = 0;
};

constexpr std::array<Initial, 26> initials = [] {
    std::array<Initial, 26> table{};
    for (const Word& word : words) {
        Initial& initial = table[static_cast<std::size_t>(word.text[0] - 'a')];
        if (!initial.begin) initial.begin = &word;
        initial.end = &word + 1;
        initial.lengths |= 1u << word.text.size();
    }
    return table;
}();

}  // namespace

unsigned meaning_of(std::string_view word) {
    const Initial& initial = initials[static_cast<std::size_t>(word[0] - 'a')];
    if (word.size() >= 32 || !(initial.lengths >> word.size() & 1)) return none;
    for (const Word* known = initial.begin; known != initial.end; ++known)
        if (known->text == word) return known->meaning;
    return none;
}

}  // namespace newsbus::extract

#include "extract/body/attempt.h"

#include "extract/body/cards.h"
#include "extract/body/clean_blocks.h"
#include "extract/body/container.h"
#include "extract/body/furniture.h"
#include "extract/body/prune.h"
#include "extract/body/quotes.h"
#include "extract/body/unveil.h"

#include <utility>
#include <vector>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t little_prose = 600;  // so little that the page is looked at again
constexpr std::uint32_t longest_plea = 400;  // to turn scripts on

Attempt attempt(const Outline& whole, const BodyHints& hints, SitePage* site, Pruning pruning) {
    Attempt result{whole};
    if (site) site->take_prints(result.outline);
    drop_furniture(result.outline, hints);
    drop_cards(result.outline, hints.site);
    drop_market_quotes(result.outline);
    result.weak_prose = prune_page(result.outline, pruning);
    result.container = find_container(result.outline, hints.headline);
    if (site) result.recurring = site->drop_recurring(result.outline, result.container, hints);
    clean_blocks(result.outline, result.container, hints);
    return result;
}

}  // namespace

// Names mislead on some pages: then the page is read again in another way, which must find clearly more.
Attempt best_attempt(pugi::xml_node page, const BodyHints& hints, SitePage* site) {
    const std::vector<pugi::xml_node> noscript = show_late_pieces(page);
    Outline whole = outline_of(page);
    if (hide_dialogs(whole)) whole = outline_of(page);
    Attempt best = attempt(whole, hints, site, Pruning::usual);
    if (best.weak_prose * 4 > best.mass()) {
        Attempt with_weak = attempt(whole, hints, site, Pruning::keep_weak);
        if (with_weak.mass() * 8 > best.mass() * 9) best = std::move(with_weak);
    }
    if (best.mass() < little_prose) {
        Attempt careful = attempt(whole, hints, site, Pruning::careful);
        if (careful.mass() > 2 * best.mass()) best = std::move(careful);
    }
    if (!noscript.empty() && (best.mass() < least_prose || prose_in(noscript) > best.mass())) {
        const std::vector<pugi::xml_node> shown = show_noscript(page);
        Outline with_noscript = outline_of(page);
        Attempt without_scripts = attempt(with_noscript, hints, site, Pruning::usual);
        if (without_scripts.mass() > longest_plea && without_scripts.mass() * 2 > best.mass() * 3)
            best = std::move(without_scripts), whole = std::move(with_noscript);
        else
            hide_noscript(shown);
    }
    if (best.mass() < least_prose && show_hidden_page(page)) {
        whole = outline_of(page);
        best = attempt(whole, hints, site, Pruning::usual);
    }
    best.whole = std::move(whole);
    return best;
}

}  // namespace newsbus::extract

#include "extract/body/attempt.h"

#include "extract/body/clean_blocks.h"
#include "extract/body/container.h"
#include "extract/body/prune.h"
#include "html/walk.h"

#include <string_view>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t little_prose = 600;  // so little that the page is looked at again
constexpr std::uint32_t longest_plea = 400;  // to turn scripts on

// What a page shows to readers without scripts. True when there is any.
bool show_noscript(pugi::xml_node page) {
    bool any = false;
    html::walk(
        page,
        [&any](pugi::xml_node node) {
            if (std::string_view(node.name()) == "noscript") any = node.set_name("div");
            return html::Descend::yes;
        },
        [](pugi::xml_node) {});
    return any;
}

Attempt attempt(pugi::xml_node page, const BodyHints& hints, SitePage* site, Pruning pruning) {
    Attempt result{outline_of(page)};
    if (site) site->take_prints(result.outline);
    result.weak_prose = prune_page(result.outline, pruning);
    result.container = find_container(result.outline, hints.headline);
    if (site) result.recurring = site->drop_recurring(result.outline, result.container, hints);
    clean_blocks(result.outline, result.container, hints);
    return result;
}

}  // namespace

// Names mislead on some pages: then the page is read again in another way, which must find clearly more.
Attempt best_attempt(pugi::xml_node page, const BodyHints& hints, SitePage* site) {
    Attempt best = attempt(page, hints, site, Pruning::usual);
    if (best.weak_prose * 4 > best.mass()) {
        Attempt with_weak = attempt(page, hints, site, Pruning::keep_weak);
        if (with_weak.mass() * 5 > best.mass() * 6) best = std::move(with_weak);
    }
    if (best.mass() < little_prose) {
        Attempt careful = attempt(page, hints, site, Pruning::careful);
        if (careful.mass() > 2 * best.mass()) best = std::move(careful);
    }
    if (best.mass() < least_prose && show_noscript(page)) {
        Attempt without_scripts = attempt(page, hints, site, Pruning::usual);
        if (without_scripts.mass() > longest_plea) best = std::move(without_scripts);
    }
    return best;
}

}  // namespace newsbus::extract

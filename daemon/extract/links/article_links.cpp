#include "extract/links/article_links.h"

#include "extract/tree/outline.h"
#include "text/page_lines.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace newsbus::extract {
namespace {

// Evidence is counted as in judged_address(): above 0 for an article, below against.
constexpr double menu_penalty = -2.5, heading_bonus = 1.5;
constexpr double pattern_weight = 0.8, place_weight = 0.6;
constexpr double kind_weight = 2.5;
constexpr double threshold = 1.0;
constexpr int rounds = 3;

/// How many words the text has; of scripts without spaces, about as many as a translation would have.
std::size_t words_in(const std::string& text) {
    std::size_t words = text.empty() ? 0 : 1 + static_cast<std::size_t>(std::ranges::count(text, ' '));
    return std::max<std::size_t>(words, weight_of(text.c_str()) / 8);
}

double evidence_of(const Anchor& anchor) {
    constexpr double by_words[] = {-0.6, -1.5, -1.0, 0, 0.6, 1.2, 1.5};
    std::size_t words = text::is_furniture(anchor.text) ? 0 : words_in(anchor.text);
    double evidence = by_words[std::min<std::size_t>(words, 6)];
    if (anchor.heading && words > 1) evidence += heading_bonus;
    if (anchor.menu) evidence += menu_penalty;
    return evidence;
}

/// The mean evidence of a group of links. It is drawn towards 0 when the group is small, since few links prove little.
struct Mean {
    double sum = 0;
    std::size_t count = 0;

    void add(double value) {
        sum += value;
        ++count;
    }
    /// The mean of the other members: without what the link itself (`own`) has added.
    double without(double own) const { return count < 2 ? 0 : (sum - own) / static_cast<double>(count); }
};

class Scorer {
public:
    explicit Scorer(const std::vector<PageLink>& links) : links_(links) {
        for (const PageLink& link : links) own_.push_back(link.address.evidence + evidence_of(best_anchor(link)));
        scores_ = own_;
        for (int round = 0; round < rounds; ++round) {
            weigh_kinds();
            spread();
        }
    }

    bool is_article(std::size_t i) const { return scores_[i] >= threshold; }

private:
    // What most of the surest links share (a date, a number in the address) the others of the site should have too.
    void weigh_kinds() {
        double sure = 0, dated = 0, numbered = 0;
        for (std::size_t i = 0; i < links_.size(); ++i) {
            if (scores_[i] < 2 * threshold) continue;
            ++sure;
            dated += links_[i].address.dated;
            numbered += links_[i].address.numbered;
        }
        dated_ = share(dated, sure);
        numbered_ = share(numbered, sure);
    }

    // -1 to 1, away from 0 only when nearly all or none agree on it.
    static double share(double with, double all) { return all < 5 ? 0 : std::max(0.0, with / all * 5 - 4); }

    double fit(const LinkAddress& address) const {
        double fit = 0;
        fit += dated_ * (address.dated ? 1 : -1);
        fit += numbered_ * (address.numbered ? 1 : -1);
        return fit * kind_weight;
    }

    void spread() {
        std::unordered_map<std::string, Mean> patterns;
        std::unordered_map<std::size_t, Mean> places;
        for (std::size_t i = 0; i < links_.size(); ++i) {
            patterns[links_[i].address.pattern].add(scores_[i]);
            places[best_anchor(links_[i]).place].add(scores_[i]);
        }
        std::vector<double> next(links_.size());
        for (std::size_t i = 0; i < links_.size(); ++i) {
            double from_pattern = patterns[links_[i].address.pattern].without(scores_[i]);
            double from_place = places[best_anchor(links_[i]).place].without(scores_[i]);
            next[i] = own_[i] + bounded(pattern_weight * from_pattern) + bounded(place_weight * from_place) +
                      fit(links_[i].address);
        }
        scores_ = std::move(next);
    }

    static double bounded(double value) { return std::clamp(value, -2.5, 2.5); }

    const std::vector<PageLink>& links_;
    std::vector<double> own_, scores_;
    double dated_ = 0, numbered_ = 0;
};

}  // namespace

const Anchor& best_anchor(const PageLink& link) {
    auto rank = [](const Anchor& anchor) { return evidence_of(anchor); };
    return *std::ranges::max_element(link.anchors, {}, rank);
}

std::vector<PageLink> article_links(std::vector<PageLink> links) {
    Scorer scorer(links);
    std::vector<PageLink> kept;
    for (std::size_t i = 0; i < links.size(); ++i)
        if (scorer.is_article(i)) kept.push_back(std::move(links[i]));
    return kept;
}

}  // namespace newsbus::extract

#include "extract/links/article_links.h"

#include "extract/links/word_count.h"
#include "text/page_lines.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace newsbus::extract {
namespace {

// Evidence is counted as in judged_address(): above 0 for an article, below against.
constexpr double menu_penalty = -2.5, heading_bonus = 1.5;
constexpr double pattern_weight = 0.8, place_weight = 0.6;
constexpr double kind_weight = 2.5;
constexpr double threshold = 1.0;
constexpr int rounds = 3;
constexpr std::size_t least_series = 4;  // links; fewer numbers may be anything
constexpr double words_in_series = 3.5;  // in the mean: sections and authors have fewer
constexpr double series_bonus = 3.5;

double evidence_of(const Anchor& anchor) {
    constexpr double by_words[] = {-0.6, -1.5, -1.0, 0, 0.6, 1.2, 1.5};
    std::size_t words = text::is_furniture(anchor.text) ? 0 : about_words(anchor.text);
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
        for (const PageLink& link : links) {
            best_.push_back(&best_anchor(link));
            own_.push_back(link.address.evidence + evidence_of(*best_.back()));
            numbered_links_.push_back(link.address.numbered);
        }
        find_series();
        scores_ = own_;
        for (int round = 0; round < rounds; ++round) {
            weigh_kinds();
            spread();
        }
    }

    bool is_article(std::size_t i) const { return scores_[i] >= threshold; }

private:
    /// A row of links that differ by a number, each with a text like a headline and of its own, is one of articles: the
    /// number is their id, however short it is.
    void find_series() {
        std::unordered_map<std::string_view, std::vector<std::size_t>> series;
        for (std::size_t i = 0; i < links_.size(); ++i)
            if (!links_[i].address.series.empty()) series[links_[i].address.series].push_back(i);
        for (const auto& [address, members] : series) {
            if (!reads_like_headlines(members)) continue;
            for (std::size_t i : members) {
                if (numbered_links_[i]) continue;
                own_[i] += series_bonus;
                numbered_links_[i] = true;
            }
        }
    }

    bool reads_like_headlines(const std::vector<std::size_t>& members) const {
        if (members.size() < least_series) return false;
        std::unordered_set<std::string_view> texts;
        std::size_t words = 0, in_menus = 0;
        for (std::size_t i : members) {
            texts.insert(best_[i]->text);
            words += about_words(best_[i]->text);
            in_menus += best_[i]->menu;
        }
        auto count = static_cast<double>(members.size());
        return static_cast<double>(words) >= words_in_series * count && in_menus * 2 < members.size() &&
               texts.size() * 4 >= members.size() * 3;
    }

    // What most of the surest links share (a date, a number in the address) the others of the site should have too.
    void weigh_kinds() {
        double sure = 0, dated = 0, numbered = 0;
        for (std::size_t i = 0; i < links_.size(); ++i) {
            if (scores_[i] < 2 * threshold) continue;
            ++sure;
            dated += links_[i].address.dated;
            numbered += numbered_links_[i];
        }
        dated_ = share(dated, sure);
        numbered_ = share(numbered, sure);
    }

    // -1 to 1, away from 0 only when nearly all or none agree on it.
    static double share(double with, double all) { return all < 5 ? 0 : std::max(0.0, with / all * 5 - 4); }

    double fit(std::size_t i) const {
        double fit = 0;
        fit += dated_ * (links_[i].address.dated ? 1 : -1);
        fit += numbered_ * (numbered_links_[i] ? 1 : -1);
        return fit * kind_weight;
    }

    void spread() {
        std::unordered_map<std::string, Mean> patterns;
        std::unordered_map<std::size_t, Mean> places;
        for (std::size_t i = 0; i < links_.size(); ++i) {
            patterns[links_[i].address.pattern].add(scores_[i]);
            places[best_[i]->place].add(scores_[i]);
        }
        std::vector<double> next(links_.size());
        for (std::size_t i = 0; i < links_.size(); ++i) {
            double from_pattern = patterns[links_[i].address.pattern].without(scores_[i]);
            double from_place = places[best_[i]->place].without(scores_[i]);
            next[i] = own_[i] + bounded(pattern_weight * from_pattern) + bounded(place_weight * from_place) + fit(i);
        }
        scores_ = std::move(next);
    }

    static double bounded(double value) { return std::clamp(value, -2.5, 2.5); }

    const std::vector<PageLink>& links_;
    std::vector<const Anchor*> best_;
    std::vector<bool> numbered_links_;
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

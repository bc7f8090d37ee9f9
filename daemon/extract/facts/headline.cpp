#include "extract/facts/headline.h"

#include "extract/facts/titles.h"
#include "text/letters.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_headline = 500;

struct Candidate {
    std::string text;
    const char* origin;
};

// Does a heading of the page say what the metadata say, perhaps with a few words more?
bool agree(const std::string& heading, const std::string& other) {
    std::string a = text::letters_of(heading), b = text::letters_of(other);
    if (a.size() < 8 || b.size() < 8) return a == b && !a.empty();
    return a.find(b) != std::string::npos || b.find(a) != std::string::npos;
}

// Many a heading holds the label above the headline too; then some metadata have the headline alone.
const Candidate* without_kicker(const std::string& heading, const std::vector<Candidate>& candidates) {
    std::string all = text::letters_of(heading);
    const Candidate* longest = nullptr;
    for (const Candidate& candidate : candidates) {
        std::string letters = text::letters_of(candidate.text);
        bool tail = letters.size() < all.size() && letters.size() * 2 > all.size() && all.ends_with(letters);
        if (tail && (!longest || candidate.text.size() > longest->text.size())) longest = &candidate;
    }
    return longest;
}

bool is_cut(std::string_view title) {
    return title.ends_with("...") || title.ends_with("\xE2\x80\xA6");
}

const Candidate* named(const std::vector<Candidate>& candidates, std::string_view origin) {
    for (const Candidate& candidate : candidates)
        if (candidate.origin == origin) return &candidate;
    return nullptr;
}

// Was the title for sharing written for itself? The title of the document repeats the heading, and this one repeats
// neither of the page's titles, nor one of them behind a label: "Opinion | ".
bool is_written_apart(const Candidate& shared, const std::string& heading, const std::string& alternative,
                      const Candidate* title) {
    return title && text::similar(title->text, heading) &&
           !text::letters_of(shared.text).ends_with(text::letters_of(heading)) && !is_cut(shared.text) &&
           !text::similar(shared.text, alternative);
}

// The candidate that the page's own statements put above what its heading says. Headings are written for readers of
// the page, often by an optimizer of titles; the editors' headline is the one that several statements share, or the
// one that was written apart from all others.
const Candidate* preferred(const std::string& heading, const Evidence& evidence,
                           const std::vector<Candidate>& candidates) {
    const Candidate *json_ld = named(candidates, "json-ld"), *shared = named(candidates, "og:title");
    const Candidate* title = named(candidates, "title");
    if (!json_ld) return nullptr;
    const std::string& alternative = evidence.json_ld.alternative_headline;
    if (text::similar(json_ld->text, heading))
        return shared && is_written_apart(*shared, heading, alternative, title) ? shared : nullptr;
    if (shared && text::similar(json_ld->text, shared->text)) return json_ld;
    if (is_cut(json_ld->text) || text::letters_of(heading).starts_with(text::letters_of(json_ld->text))) return nullptr;
    bool meant =
        alternative.empty() ? title && text::similar(title->text, json_ld->text) : !agree(alternative, heading);
    return meant ? json_ld : nullptr;
}

std::vector<Candidate> claimed(const Evidence& evidence, std::string_view name) {
    Site site{name, evidence.url.host()};
    std::vector<Candidate> candidates;
    auto add = [&](std::string text, const char* origin) {
        if (!text.empty() && text.size() <= longest_headline) candidates.push_back({std::move(text), origin});
    };
    const auto& headings = evidence.marks.h1;
    add(without_site(evidence.json_ld.headline, site, headings), "json-ld");
    add(without_site(evidence.metadata.first({"og:title"}), site, headings), "og:title");
    add(std::string(
            evidence.metadata.first({"headline", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"})),
        "meta");
    if (evidence.marks.headlines.size() == 1) add(evidence.marks.headlines[0], "itemprop=headline");
    add(without_site(evidence.metadata.first({"twitter:title"}), site, headings), "twitter:title");
    add(without_site(evidence.metadata.title, site, headings), "title");
    return candidates;
}

// The site's name, as the metadata or a heading that leads home have it.
std::string_view site_name(const Evidence& evidence) {
    std::string_view site = evidence.metadata.first({"og:site_name", "application-name"});
    for (const Heading& h1 : evidence.marks.h1)
        if (site.empty() && h1.leads_home) site = h1.text;
    return site.empty() ? std::string_view(evidence.marks.site) : site;
}

// The heading over the article: one that agrees with what the metadata say, else the only one.
const Heading* heading_of(const Evidence& evidence, std::string_view site, const std::vector<Candidate>& candidates) {
    const Heading *agreed = nullptr, *only = nullptr;
    int count = 0;
    for (const Heading& h1 : evidence.marks.h1) {
        if (h1.leads_home || h1.text.size() > longest_headline || text::similar(h1.text, site)) continue;
        only = &h1;
        ++count;
        bool agrees = std::any_of(candidates.begin(), candidates.end(),
                                  [&](const Candidate& candidate) { return agree(h1.text, candidate.text); });
        if (agrees && (!agreed || h1.text.size() > agreed->text.size())) agreed = &h1;
    }
    if (agreed) return agreed;
    return count == 1 && only->text.size() > 20 ? only : nullptr;
}

// Where <h1> is the site's own, or missing: the lesser heading that the title of the document begins or ends with, "" =
// none. What the site calls itself stands there too.
std::string lesser_heading(const Evidence& evidence, std::string_view site, const Heading* h1) {
    constexpr std::size_t shortest = 12;  // letters
    std::string title = text::letters_of(evidence.metadata.title), best;
    std::size_t most = h1 ? text::letters_of(h1->text).size() : 0;
    for (const std::string& text : evidence.marks.lesser) {
        std::string letters = text::letters_of(text);
        bool fits = letters.size() < title.size() && (title.starts_with(letters) || title.ends_with(letters));
        if (letters.size() < shortest || letters.size() <= most || !fits || text::similar(text, site)) continue;
        most = letters.size();
        best = text;
    }
    return best;
}

// Does nothing but the title of the document hold what the heading says? Then it may be the site's name.
bool is_in_title_only(const Heading& h1, const std::vector<Candidate>& candidates) {
    return std::none_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
        return std::string_view(candidate.origin) != "title" && agree(h1.text, candidate.text);
    });
}

// With the label above the headline only when others write it so too.
Candidate visible(const Heading& heading, const std::vector<Candidate>& candidates) {
    bool whole = heading.bare.empty() ||
                 std::any_of(candidates.begin(), candidates.end(),
                             [&](const Candidate& candidate) { return text::similar(candidate.text, heading.text); });
    return {whole ? heading.text : heading.bare, "h1"};
}

void put_alternative(const Evidence& evidence, const std::vector<Candidate>& candidates, Article& article) {
    auto put = [&](const std::string& text, const char* origin) {
        article.alternative_headline = text;
        article.provenance["alternativeHeadline"] = origin;
    };
    if (!evidence.json_ld.alternative_headline.empty()) return put(evidence.json_ld.alternative_headline, "json-ld");
    for (const Candidate& candidate : candidates)
        if (!agree(article.headline, candidate.text) && std::string_view(candidate.origin) != "title")
            return put(candidate.text, candidate.origin);
}

}  // namespace

void put_headline(const Evidence& evidence, Article& article) {
    std::string_view site = site_name(evidence);
    std::vector<Candidate> candidates = claimed(evidence, site);
    const Heading* heading = heading_of(evidence, site, candidates);
    if (!heading || is_in_title_only(*heading, candidates)) {
        std::string lesser = lesser_heading(evidence, site, heading);
        bool whole = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
            return std::string_view(candidate.origin) != "title" && !agree(candidate.text, lesser);
        });
        if (!lesser.empty() && !whole) {
            candidates.insert(candidates.begin(), {std::move(lesser), "heading"});
            heading = nullptr;
        }
    }
    if (!heading && candidates.empty()) return;
    Candidate chosen = heading ? visible(*heading, candidates) : candidates[0];
    if (heading) {
        const Candidate* better = preferred(chosen.text, evidence, candidates);
        if (!better) better = without_kicker(chosen.text, candidates);
        if (better) chosen = *better;
        candidates.push_back(visible(*heading, candidates));
    }
    article.headline = chosen.text;
    article.provenance["headline"] = chosen.origin;
    put_alternative(evidence, candidates, article);
}

}  // namespace newsbus::extract

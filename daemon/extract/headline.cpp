#include "extract/evidence.h"
#include "extract/similar.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_headline = 500;

// "Headline | Site" -> "Headline": cut at the last separator when what follows is the site's name or a short label.
std::string without_site(const std::string& title, std::string_view site) {
    constexpr std::string_view separators[] = {" | ",        " - ",  " \xE2\x80\x93 ", " \xE2\x80\x94 ",
                                               " \xC2\xBB ", " :: ", " \xC2\xB7 ",     " \xE2\x80\xA2 "};
    std::string out = title;
    for (int cuts = 0; cuts < 2; ++cuts) {
        std::size_t at = std::string::npos, size = 0;
        for (std::string_view separator : separators) {
            std::size_t found = out.rfind(separator);
            if (found != std::string::npos && (at == std::string::npos || found > at))
                at = found, size = separator.size();
        }
        if (at == std::string::npos || at < 10) break;
        std::string_view tail = std::string_view(out).substr(at + size);
        bool named = !site.empty() && letters_of(tail).find(letters_of(site)) != std::string::npos;
        bool bar = out.compare(at, size, " | ") == 0;  // nobody writes one inside a headline
        bool label = tail.size() <= 40 && tail.size() * (bar ? 1 : 2) < at;
        if (!named && !label) break;
        out.resize(at);
    }
    return out;
}

struct Candidate {
    std::string text;
    const char* origin;
};

// Does a heading of the page say what the metadata say, perhaps with a few words more?
bool agree(const std::string& heading, const std::string& other) {
    std::string a = letters_of(heading), b = letters_of(other);
    if (a.size() < 8 || b.size() < 8) return a == b && !a.empty();
    return a.find(b) != std::string::npos || b.find(a) != std::string::npos;
}

// Many a heading holds the label above the headline too; then some metadata have the headline alone.
const Candidate* without_kicker(const std::string& heading, const std::vector<Candidate>& candidates) {
    std::string all = letters_of(heading);
    const Candidate* longest = nullptr;
    for (const Candidate& candidate : candidates) {
        std::string letters = letters_of(candidate.text);
        bool tail = letters.size() < all.size() && letters.size() * 2 > all.size() && all.ends_with(letters);
        if (tail && (!longest || candidate.text.size() > longest->text.size())) longest = &candidate;
    }
    return longest;
}

std::vector<Candidate> claimed(const Evidence& evidence) {
    std::string_view site = evidence.metadata.first({"og:site_name", "application-name"});
    std::vector<Candidate> candidates;
    auto add = [&](std::string text, const char* origin) {
        if (!text.empty() && text.size() <= longest_headline) candidates.push_back({std::move(text), origin});
    };
    add(evidence.json_ld.headline, "json-ld");
    add(without_site(std::string(evidence.metadata.first({"og:title"})), site), "og:title");
    add(std::string(
            evidence.metadata.first({"headline", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"})),
        "meta");
    add(without_site(std::string(evidence.metadata.first({"twitter:title"})), site), "twitter:title");
    add(without_site(evidence.metadata.title, site), "title");
    return candidates;
}

}  // namespace

void put_headline(const Evidence& evidence, Article& article) {
    std::vector<Candidate> candidates = claimed(evidence);
    std::string_view site = evidence.metadata.first({"og:site_name"});
    const std::string* heading = nullptr;
    for (const std::string& h1 : evidence.markup.h1) {
        if (h1.size() > longest_headline || similar(h1, site)) continue;
        bool agreed = std::any_of(candidates.begin(), candidates.end(),
                                  [&](const Candidate& candidate) { return agree(h1, candidate.text); });
        if (agreed && (!heading || h1.size() > heading->size())) heading = &h1;
    }
    if (!heading && evidence.markup.h1.size() == 1 && evidence.markup.h1[0].size() > 20 &&
        evidence.markup.h1[0].size() <= longest_headline && !similar(evidence.markup.h1[0], site))
        heading = &evidence.markup.h1[0];
    if (heading) {
        const Candidate* bare = without_kicker(*heading, candidates);
        article.headline = bare ? bare->text : *heading;
        article.provenance["headline"] = bare ? bare->origin : "h1";
    } else if (!candidates.empty()) {
        article.headline = candidates[0].text;
        article.provenance["headline"] = candidates[0].origin;
    }
    for (const Candidate& candidate : candidates) {
        if (agree(article.headline, candidate.text) || std::string_view(candidate.origin) == "title") continue;
        article.alternative_headline = candidate.text;
        article.provenance["alternativeHeadline"] = candidate.origin;
        break;
    }
    if (!evidence.json_ld.alternative_headline.empty()) {
        article.alternative_headline = evidence.json_ld.alternative_headline;
        article.provenance["alternativeHeadline"] = "json-ld";
    }
}

}  // namespace newsbus::extract

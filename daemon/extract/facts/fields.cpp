#include "extract/facts/fields.h"

#include "article/robots_words.h"
#include "base/ascii.h"
#include "extract/facts/metadata.h"
#include "extract/facts/put_first.h"
#include "text/letters.h"

#include <algorithm>
#include <string_view>

namespace newsbus::extract {
namespace {

constexpr std::size_t most_keywords = 50;

void add_keywords(Article& article, std::string_view list) {
    while (!list.empty()) {
        std::size_t comma = list.find_first_of(",;");
        std::string_view word = ascii::trimmed(list.substr(0, comma));
        bool known = std::any_of(article.keywords.begin(), article.keywords.end(),
                                 [word](const std::string& k) { return text::similar(k, word); });
        if (!word.empty() && word.size() <= 100 && !known && article.keywords.size() < most_keywords)
            article.keywords.emplace_back(word);
        if (comma == std::string_view::npos) break;
        list.remove_prefix(comma + 1);
    }
}

void put_keywords(const Evidence& evidence, Article& article) {
    for (const std::string& text : evidence.json_ld.keywords) add_keywords(article, text);
    if (!article.keywords.empty()) {
        article.provenance["keywords"] = "json-ld";
        return;
    }
    for (std::string_view tag : evidence.metadata.all("article:tag")) add_keywords(article, tag);
    for (const char* name : {"news_keywords", "keywords", "parsely-tags", "sailthru.tags"})
        if (article.keywords.empty()) add_keywords(article, evidence.metadata.first({name}));
    if (!article.keywords.empty()) article.provenance["keywords"] = "meta";
}

void put_canonical(const Evidence& evidence, Article& article) {
    const std::pair<std::string_view, const char*> candidates[] = {
        {evidence.metadata.canonical, "link rel=canonical"},
        {evidence.metadata.first({"og:url"}), "og:url"},
        {evidence.json_ld.url, "json-ld"},
    };
    for (const auto& [value, origin] : candidates) {
        std::string url = resolved(evidence, value);
        if (url.empty()) continue;
        auto parsed = Url::parse(url);
        // A canonical link to the front page is a template's mistake.
        if (!parsed || (parsed->path().size() <= 1 && evidence.url.path().size() > 1)) continue;
        article.canonical_url = std::move(url);
        article.provenance["canonicalUrl"] = origin;
        return;
    }
}

// For everybody, for newsbus, and the reservation of text and data mining (TDMRep).
void put_robots(const Metadata& metadata, Article& article) {
    for (const char* name : {"robots", "newsbus"})
        for (std::string_view directives : metadata.all(name)) add_robots_words(article.robots, directives);
    if (!article.robots.empty()) article.provenance["robots"] = "meta robots";
    if (ascii::trimmed(metadata.first({"tdm-reservation"})) != "1") return;
    add_robots_words(article.robots, "tdm-reservation");
    article.provenance["robots"] = article.robots == "tdm-reservation" ? "TDMRep" : "meta robots+TDMRep";
}

}  // namespace

void put_fields(const Evidence& evidence, Article& article) {
    const Metadata& metadata = evidence.metadata;
    const JsonLd& json_ld = evidence.json_ld;
    put_canonical(evidence, article);
    article.identifier = article.canonical_url.empty() ? article.url : article.canonical_url;
    put_first(article, article.description, "description",
              {{metadata.first({"og:description"}), "og:description"},
               {metadata.first({"description"}), "meta description"},
               {json_ld.description, "json-ld"},
               {metadata.first({"twitter:description", "dc.description"}), "meta"}});
    put_first(article, article.publisher.name, "publisher",
              {{json_ld.publisher.name, "json-ld"},
               {metadata.first({"og:site_name"}), "og:site_name"},
               {metadata.first({"application-name", "dc.publisher"}), "meta"}});
    if (article.publisher.name == json_ld.publisher.name)
        article.publisher.url = resolved(evidence, json_ld.publisher.url);
    put_first(article, article.section, "articleSection",
              {{json_ld.section, "json-ld"},
               {metadata.first({"article:section", "og:article:section"}), "article:section"},
               {metadata.first({"section", "parsely-section", "cxenseparse:taxonomy"}), "meta"}});
    put_first(article, article.license, "license",
              {{resolved(evidence, json_ld.license), "json-ld"},
               {resolved(evidence, metadata.license), "link rel=license"},
               {resolved(evidence, metadata.first({"tdm-policy"})), "tdm-policy"}});
    put_first(article, article.copyright_notice, "copyrightNotice",
              {{json_ld.copyright_notice, "json-ld"},
               {metadata.first({"copyright", "dc.rights", "dcterms.rights"}), "meta"}});
    put_first(article, article.credit_text, "creditText", {{json_ld.credit_text, "json-ld"}});
    put_robots(metadata, article);
    article.is_accessible_for_free = json_ld.is_accessible_for_free;
    if (article.is_accessible_for_free) article.provenance["isAccessibleForFree"] = "json-ld";
    put_keywords(evidence, article);
}

}  // namespace newsbus::extract

#include "extract/facts/fields.h"

#include "extract/page/page_kind.h"
#include "extract/words/similar.h"
#include "text/language.h"

#include <algorithm>
#include <string_view>

namespace newsbus::extract {
namespace {

constexpr std::size_t most_keywords = 50;

// The first that is not empty, with its provenance.
void put(Article& article, std::string& field, const char* name,
         std::initializer_list<std::pair<std::string_view, const char*>> candidates) {
    for (const auto& [value, origin] : candidates) {
        if (value.empty()) continue;
        field = value;
        article.provenance[name] = origin;
        return;
    }
}

std::string_view trimmed(std::string_view text) {
    std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

void add_keywords(Article& article, std::string_view list) {
    while (!list.empty()) {
        std::size_t comma = list.find_first_of(",;");
        std::string_view word = trimmed(list.substr(0, comma));
        bool known = std::any_of(article.keywords.begin(), article.keywords.end(),
                                 [word](const std::string& k) { return similar(k, word); });
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

// The first paragraphs, as many as tell the language.
std::string beginning(const std::string& body) {
    constexpr std::size_t enough = 4000;  // bytes
    return body.substr(0, body.find('\n', std::min(enough, body.size())));
}

// What is no report, in a word; the publisher's own word wins.
void put_genre(const Evidence& evidence, PageKind kind, Article& article) {
    bool live = evidence.json_ld.type.find("LiveBlog") != std::string::npos;
    put(article, article.genre, "genre",
        {{evidence.json_ld.genre, "json-ld"},
         {live ? "live blog" : "", "page kind"},
         {kind == PageKind::video ? "video" : "", "page kind"},
         {kind == PageKind::gallery ? "gallery" : "", "page kind"}});
}

}  // namespace

void put_fields(const Evidence& evidence, Article& article) {
    const Metadata& metadata = evidence.metadata;
    const JsonLd& json_ld = evidence.json_ld;
    put_canonical(evidence, article);
    article.identifier = article.canonical_url.empty() ? article.url : article.canonical_url;
    put(article, article.description, "description",
        {{metadata.first({"og:description"}), "og:description"},
         {metadata.first({"description"}), "meta description"},
         {json_ld.description, "json-ld"},
         {metadata.first({"twitter:description", "dc.description"}), "meta"}});
    put(article, article.publisher.name, "publisher",
        {{json_ld.publisher.name, "json-ld"},
         {metadata.first({"og:site_name"}), "og:site_name"},
         {metadata.first({"application-name", "dc.publisher"}), "meta"}});
    if (article.publisher.name == json_ld.publisher.name)
        article.publisher.url = resolved(evidence, json_ld.publisher.url);
    put(article, article.section, "articleSection",
        {{json_ld.section, "json-ld"},
         {metadata.first({"article:section", "og:article:section"}), "article:section"},
         {metadata.first({"section", "parsely-section", "cxenseparse:taxonomy"}), "meta"}});
    put(article, article.license, "license",
        {{resolved(evidence, json_ld.license), "json-ld"}, {resolved(evidence, metadata.license), "link rel=license"}});
    put(article, article.copyright_notice, "copyrightNotice",
        {{json_ld.copyright_notice, "json-ld"},
         {metadata.first({"copyright", "dc.rights", "dcterms.rights"}), "meta"}});
    put(article, article.credit_text, "creditText", {{json_ld.credit_text, "json-ld"}});
    put(article, article.robots, "robots", {{metadata.first({"robots"}), "meta robots"}});
    article.is_accessible_for_free = json_ld.is_accessible_for_free;
    if (article.is_accessible_for_free) article.provenance["isAccessibleForFree"] = "json-ld";
    put_keywords(evidence, article);
}

void put_language(const Evidence& evidence, Article& article) {
    std::string declared;
    put(article, declared, "inLanguage",
        {{text::canonical_tag(evidence.metadata.language), "html lang"},
         {text::canonical_tag(evidence.json_ld.language), "json-ld"},
         {text::canonical_tag(
              evidence.metadata.first({"og:locale", "content-language", "language", "dc.language", "inlanguage"})),
          "meta"}});
    auto detected = text::detect_language(
        article.body.empty() ? article.headline + ". " + article.description : beginning(article.body), declared);
    if (detected && detected->confidence >= 0.6 &&
        text::primary_language(detected->tag) != text::primary_language(declared)) {
        article.language = detected->tag;  // templates declare the language of the system, texts have their own
        article.language_confidence = detected->confidence;
        article.provenance["inLanguage"] = "text";
    } else {
        article.language = declared;
        if (detected) article.language_confidence = detected->confidence;
    }
}

// Then it is a part of the text, whatever became of the rest.
bool is_shorter_than_summary(const Article& article) {
    return article.description.size() * 5 > article.body.size() * 6;
}

// Never the text of a wall as news: what is no beginning of the article goes.
void put_body_status(const Evidence& evidence, Article& article) {
    PageKind kind = kind_of(evidence, article);
    if (kind == PageKind::error || kind == PageKind::consent || kind == PageKind::index) {
        article.body.clear();
        article.body_html.clear();
        article.provenance.erase("articleBody");
        article.body_status = kind == PageKind::consent ? BodyStatus::wall : BodyStatus::blocked;
        return;
    }
    put_genre(evidence, kind, article);
    if (article.body.empty()) return;
    constexpr std::size_t short_body = 1200;  // bytes; walls show a paragraph or two
    bool beside = kind == PageKind::video || kind == PageKind::gallery;
    bool ends_open = article.body.ends_with("...") || article.body.ends_with("\xE2\x80\xA6");
    bool closed = evidence.json_ld.is_accessible_for_free == false || kind == PageKind::login;
    closed = closed || evidence.metadata.first({"article:content_tier"}) == "locked";
    if (closed && article.body.size() < short_body)
        article.body_status = BodyStatus::wall;
    else if (beside || is_shorter_than_summary(article) || (ends_open && article.body.size() < short_body / 3))
        article.body_status = BodyStatus::teaser;
    else
        article.body_status = BodyStatus::full;
}

}  // namespace newsbus::extract

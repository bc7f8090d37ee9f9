#include "extract/page/merged.h"

#include <string>

namespace newsbus::extract {
namespace {

// Takes `field` and its provenance from the page.
class Merge {
public:
    Merge(Article& into, const Article& page) : into_(into), page_(page) {}

    template <class T>
    void take(T Article::*field, const char* name) {
        into_.*field = page_.*field;
        into_.provenance.erase(name);
        if (auto origin = page_.provenance.find(name); origin != page_.provenance.end())
            into_.provenance.insert(*origin);
    }

    // Where an operator's rule found it.
    template <class T>
    bool take_ruled(T Article::*field, const char* name) {
        auto origin = page_.provenance.find(name);
        if (origin == page_.provenance.end() || origin->second != "rule") return false;
        take(field, name);
        return true;
    }

    // Only when the feed left it open.
    template <class T>
    void fill(T Article::*field, const char* name) {
        if (into_.*field == T{} && page_.*field != T{}) take(field, name);
    }

private:
    Article& into_;
    const Article& page_;
};

// Walls show less than the feed already had.
bool page_has_body(const Article& feed, const Article& page) {
    if (page.body.empty()) return false;
    bool cut = page.body_status == BodyStatus::wall || page.body_status == BodyStatus::teaser;
    return !cut || page.body.size() >= feed.body.size();
}

}  // namespace

bool shows_article(const Article& page) {
    bool walled_off = page.body_status == BodyStatus::wall && page.body.empty();
    return page.body_status != BodyStatus::blocked && !walled_off;
}

Article merged(Article feed, const Article& page) {
    if (!shows_article(page)) {
        feed.body_status = page.body_status;
        return feed;
    }
    Merge merge(feed, page);
    if (page_has_body(feed, page)) {
        merge.take(&Article::body, "articleBody");
        merge.take(&Article::body_html, "articleBodyHtml");
        feed.body_status = page.body_status;
    } else {
        feed.body_status = page.body_status == BodyStatus::wall ? BodyStatus::wall : BodyStatus::feed;
    }
    if (!page.image.empty()) merge.take(&Article::image, "image");
    merge.take_ruled(&Article::headline, "headline");
    merge.take_ruled(&Article::author, "author");
    if (merge.take_ruled(&Article::date_published, "datePublished") || !feed.date_published) {
        merge.take(&Article::date_published, "datePublished");
        feed.date_published_raw = page.date_published_raw;
        feed.date_published_precision = page.date_published_precision;
    }
    merge.fill(&Article::date_modified, "dateModified");
    merge.fill(&Article::url, "url");
    merge.fill(&Article::identifier, "identifier");
    merge.fill(&Article::canonical_url, "canonicalUrl");
    merge.fill(&Article::headline, "headline");
    merge.fill(&Article::alternative_headline, "alternativeHeadline");
    merge.fill(&Article::description, "description");
    merge.fill(&Article::author, "author");
    merge.fill(&Article::publisher, "publisher");
    merge.fill(&Article::source_organization, "sourceOrganization");
    merge.fill(&Article::credit_text, "creditText");
    merge.fill(&Article::dateline, "dateline");
    merge.fill(&Article::keywords, "keywords");
    merge.fill(&Article::section, "articleSection");
    merge.fill(&Article::genre, "genre");
    merge.fill(&Article::encoding, "encoding");
    merge.fill(&Article::license, "license");
    merge.fill(&Article::copyright_notice, "copyrightNotice");
    merge.fill(&Article::correction, "correction");
    merge.fill(&Article::robots, "robots");
    merge.fill(&Article::is_accessible_for_free, "isAccessibleForFree");
    if (feed.language.empty() || page.language_confidence > feed.language_confidence) {
        merge.take(&Article::language, "inLanguage");
        feed.language_confidence = page.language_confidence;
    }
    return feed;
}

}  // namespace newsbus::extract

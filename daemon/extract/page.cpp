#include "extract/page.h"

#include "base/charset.h"
#include "extract/body.h"
#include "extract/evidence.h"
#include "extract/fields.h"
#include "html/dom.h"
#include "text/language.h"

#include <utility>

namespace newsbus::extract {
namespace {

// A PDF, an image, an archive: what begins with a signature and is no text.
bool is_binary(std::string_view body) {
    for (std::string_view signature :
         {"%PDF-", "\x89PNG", "GIF8", "\xFF\xD8\xFF", "PK\x03\x04", "\x1F\x8B", "RIFF", "ID3"})
        if (body.starts_with(signature)) return true;
    return false;
}

Evidence gather(const html::Document& page, const Url& url) {
    Evidence evidence;
    evidence.json_ld = read_json_ld(page.json_ld);
    evidence.metadata = read_metadata(page.dom);
    evidence.markup = read_markup(page.dom);
    evidence.url = evidence.base = url;
    if (!evidence.metadata.base.empty())
        if (auto base = Url::parse(evidence.metadata.base, url); base && base->is_http()) evidence.base = *base;
    return evidence;
}

BodyHints body_hints(const Evidence& evidence, const Article& article) {
    BodyHints hints{article.headline, evidence.json_ld.body, {}};
    for (std::string_view text :
         {evidence.metadata.first({"og:description"}), evidence.metadata.first({"description"}),
          evidence.metadata.first({"twitter:description"}), std::string_view(evidence.json_ld.description)})
        if (!text.empty()) hints.descriptions.emplace_back(text);
    return hints;
}

void put_body(Body body, Article& article) {
    if (body.text.empty()) return;
    article.body = std::move(body.text);
    article.body_html = std::move(body.html);
    article.provenance["articleBody"] = body.origin;
}

}  // namespace

Result<Article> read_page(std::string_view body, std::string_view content_type, const Url& url) {
    if (is_binary(body)) return Error{Errc::syntax, url.str() + ": not a page but binary data"};
    Decoded decoded = to_utf8(body, charset_parameter(content_type), newsbus::Markup::html);
    html::Document page = html::parse(decoded.text);
    Evidence evidence = gather(page, url);
    Article article;
    article.url = url.str();
    put_headline(evidence, article);
    put_dates(evidence, article);
    put_authors(evidence, article);
    put_fields(evidence, article);
    Body main_text = take_body(page.dom, body_hints(evidence, article), evidence.base);
    put_images(evidence, main_text.images, article);
    put_body(std::move(main_text), article);
    put_language(evidence, article);
    put_body_status(evidence, article);
    return article;
}

}  // namespace newsbus::extract

#include "extract/page/page.h"

#include "charset/charset.h"
#include "extract/body/body.h"
#include "extract/body/live_posts.h"
#include "extract/body/script_text.h"
#include "extract/body/site_page.h"
#include "extract/facts/evidence.h"
#include "extract/facts/fields.h"
#include "extract/page/page_kind.h"
#include "extract/tree/open_page.h"
#include "html/dom.h"
#include "html/scripts.h"
#include "text/language.h"

#include <optional>
#include <utility>

namespace newsbus::extract {
namespace {

Evidence gather(const html::Document& page, const Url& url) {
    Evidence evidence;
    evidence.json_ld = read_json_ld(page.json_ld);
    evidence.metadata = read_metadata(page.dom);
    evidence.markup = read_markup(page.dom);
    evidence.url = url;
    evidence.base = base_of(evidence.metadata, url);
    return evidence;
}

BodyHints body_hints(const Evidence& evidence, const Article& article) {
    BodyHints hints{article.headline, evidence.json_ld.body, {}, declares_article(evidence)};
    for (std::string_view text :
         {evidence.metadata.first({"og:description"}), evidence.metadata.first({"description"}),
          evidence.metadata.first({"twitter:description"}), std::string_view(evidence.json_ld.description)})
        if (!text.empty()) hints.descriptions.emplace_back(text);
    return hints;
}

// Of a page whose text is built by code. Few are: their scripts are looked for only now.
Body body_in_scripts(std::string_view page, std::string_view content_type, const BodyHints& hints, const Url& base) {
    constexpr std::size_t shortest_script = 1000;  // less holds no article
    Decoded decoded = to_utf8(page, charset_parameter(content_type), newsbus::Markup::html);
    std::string html = text_in_scripts(html::scripts_in(decoded.text, shortest_script));
    if (html.empty()) return {};
    html::Document document = html::parse("<article>" + html + "</article>");
    Body body = take_body(document.dom, hints, base);
    body.origin = "script";
    return body;
}

void put_body(Body body, Article& article) {
    if (body.text.empty()) return;
    article.body = std::move(body.text);
    article.body_html = std::move(body.html);
    article.provenance["articleBody"] = body.origin;
}

}  // namespace

Result<Article> read_page(std::string_view body, std::string_view content_type, const Url& url, const Rules* rules,
                          SiteMemory* site, Links links) {
    auto opened = open_page(body, content_type, url);
    if (!opened) return opened.error();
    html::Document& page = *opened;
    if (rules) rules->clear(page.dom);
    Evidence evidence = gather(page, url);
    Body main_text = rules ? rules->body(page.dom, evidence.base) : Body{};
    if (main_text.text.empty() && links == Links::may_be_index && may_be_index(evidence))
        evidence.index = index_signs(page.dom, url, evidence.base);
    Article article;
    article.url = url.str();
    put_headline(evidence, article);
    put_dates(evidence, article);
    put_authors(evidence, article);
    put_fields(evidence, article);
    if (rules) rules->put_fields(page.dom, evidence, article);
    std::optional<SitePage> site_page;
    if (site) site_page.emplace(*site, url);
    if (main_text.text.empty())
        main_text =
            take_body(page.dom, body_hints(evidence, article), evidence.base, site_page ? &*site_page : nullptr);
    if (main_text.text.empty())
        main_text = body_in_scripts(body, content_type, body_hints(evidence, article), evidence.base);
    put_images(evidence, main_text.images, article);
    if (lacks_posts(main_text.text, evidence.json_ld.posts)) main_text = body_of(evidence.json_ld.posts, evidence.base);
    put_body(std::move(main_text), article);
    put_language(evidence, article);
    put_body_status(evidence, article);
    if (site_page && !article.body.empty()) site_page->teach();  // not what turned out to be a wall or an index
    return article;
}

}  // namespace newsbus::extract

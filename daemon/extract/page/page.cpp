#include "extract/page/page.h"

#include "base/gunzip.h"
#include "charset/charset.h"
#include "extract/body/body.h"
#include "extract/body/hints.h"
#include "extract/body/live_posts.h"
#include "extract/body/script_text.h"
#include "extract/body/site_page.h"
#include "extract/facts/authors.h"
#include "extract/facts/correction.h"
#include "extract/facts/dates.h"
#include "extract/facts/evidence.h"
#include "extract/facts/fields.h"
#include "extract/facts/headline.h"
#include "extract/facts/images.h"
#include "extract/facts/language.h"
#include "extract/facts/marks.h"
#include "extract/facts/metadata.h"
#include "extract/facts/script_facts.h"
#include "extract/links/index_page.h"
#include "extract/page/body_status.h"
#include "extract/page/page_kind.h"
#include "extract/plain/bare_page.h"
#include "extract/plain/text_page.h"
#include "extract/tree/open_page.h"
#include "html/dom.h"
#include "html/scripts.h"
#include "url/host.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsbus::extract {
namespace {

/// A page as it was fetched, and what is known of it beforehand.
struct Fetched {
    std::string_view body, content_type;
    const Url& url;
    const Rules* rules;
    SiteMemory* site;
    Links links;
};

/// One page on its way to an article. run() is the list of its steps; each takes from the members what the steps before
/// have left there.
class Reading {
public:
    Reading(const Fetched& fetched, html::Document page) : fetched_(fetched), page_(std::move(page)) {
        article_.url = fetched.url.str();
        if (fetched.site) site_page_.emplace(*fetched.site, fetched.url);
    }

    Article run() && {
        clear_by_rules();
        gather_evidence();
        find_ruled_body();
        look_for_index();
        put_facts();
        put_ruled_facts();
        find_body_in_lines();
        find_body();
        find_body_in_scripts();
        put_images(evidence_, main_text_.images, article_);
        take_live_posts();
        put_body();
        put_language(evidence_, article_);
        put_body_status(evidence_, index_, article_);
        teach_site();
        return std::move(article_);
    }

private:
    /// What an operator wants out of the page goes before anything is read.
    void clear_by_rules() {
        if (fetched_.rules) fetched_.rules->clear(page_.dom);
    }

    void gather_evidence() {
        evidence_.json_ld = read_json_ld(page_.json_ld);
        evidence_.metadata = read_metadata(page_.dom);
        evidence_.marks = read_marks(page_.dom, evidence_.metadata.title);
        evidence_.url = fetched_.url;
        evidence_.base = base_of(evidence_.metadata, fetched_.url);
    }

    void find_ruled_body() {
        if (fetched_.rules) main_text_ = fetched_.rules->body(page_.dom, evidence_.base);
    }

    /// While the tree is whole: finding the body cuts it up.
    void look_for_index() {
        if (has_body() || fetched_.links != Links::may_be_index || !may_be_index(evidence_)) return;
        index_ = index_signs(page_.dom, fetched_.url, evidence_.base);
    }

    void put_facts() {
        put_headline(evidence_, article_);
        put_dates(evidence_, article_);
        put_authors(evidence_, article_);
        put_fields(evidence_, article_);
    }

    void put_ruled_facts() {
        if (fetched_.rules) fetched_.rules->put_fields(page_.dom, evidence_, article_);
    }

    /// Of a page without markup, and without a text in its JSON-LD: its lines are all there is to go by.
    void find_body_in_lines() {
        if (has_body() || !evidence_.json_ld.body.empty() || !is_bare(page_.dom)) return;
        Result<Article> read = read_text(lines_of_bare(page_.dom), "text/plain;charset=utf-8", fetched_.url);
        if (read) main_text_ = plain_body(std::move(read->body), "text", evidence_.base);
    }

    void find_body() {
        if (has_body()) return;
        main_text_ = take_body(page_.dom, hints(), evidence_.base, site_page_ ? &*site_page_ : nullptr);
        index_.teasers = main_text_.teasers && fetched_.links == Links::may_be_index && !declares_article(evidence_);
    }

    /// Of a page whose text is built by code. Few are: their scripts are looked for only now.
    void find_body_in_scripts() {
        constexpr std::size_t shortest_script = 1000;  // less holds no article
        if (has_body()) return;
        main_text_ = {};
        Decoded decoded = to_utf8(fetched_.body, charset_parameter(fetched_.content_type), Markup::html);
        const std::vector<std::string_view> scripts = html::scripts_in(decoded.text, shortest_script);
        std::string html = text_in_scripts(scripts);
        if (html.empty()) return;
        evidence_.script = facts_in_scripts(scripts, article_.headline);
        put_missing_facts();
        html::Document document = html::parse("<article>" + html + "</article>");
        main_text_ = take_body(document.dom, hints(), evidence_.base);
        main_text_.origin = "script";
    }

    /// The address knows the day at most.
    void put_missing_facts() {
        if (!article_.date_published || article_.provenance["datePublished"] == "url") put_dates(evidence_, article_);
        if (article_.author.empty()) put_authors(evidence_, article_);
    }

    /// A live blog shows its first posts only, or none; its JSON-LD has them all.
    void take_live_posts() {
        if (lacks_posts(main_text_.text, evidence_.json_ld.posts))
            main_text_ = body_of(evidence_.json_ld.posts, evidence_.base);
    }

    void put_body() {
        if (!has_body()) return;
        article_.body = std::move(main_text_.text);
        article_.body_html = std::move(main_text_.html);
        article_.provenance["articleBody"] = main_text_.origin;
        put_correction(evidence_, article_);
    }

    /// The site learns articles, not what turned out to be a wall or an index.
    void teach_site() {
        if (site_page_ && !article_.body.empty()) site_page_->teach();
    }

    bool has_body() const { return !main_text_.text.empty(); }

    BodyHints hints() const {
        const Metadata& metadata = evidence_.metadata;
        BodyHints hints{
            article_.headline,           evidence_.json_ld.body,          {},
            declares_article(evidence_), politeness_host(evidence_.base), article_.date_published.has_value()};
        for (std::string_view text :
             {metadata.first({"og:description"}), metadata.first({"description"}),
              metadata.first({"twitter:description"}), std::string_view(evidence_.json_ld.description)})
            if (!text.empty()) hints.descriptions.emplace_back(text);
        return hints;
    }

    const Fetched& fetched_;
    html::Document page_;
    std::optional<SitePage> site_page_;
    Evidence evidence_;
    IndexSigns index_;  // no links when nothing before the text lets the page be an index
    Body main_text_;
    Article article_;
};

}  // namespace

Result<Article> read_page(std::string_view body, std::string_view content_type, const Url& url, const Rules* rules,
                          SiteMemory* site, Links links) {
    Plain plain(body);
    auto page = open_page(plain.bytes(), content_type, url);
    if (!page) return page.error();
    Fetched fetched{plain.bytes(), content_type, url, rules, site, links};
    return Reading(fetched, std::move(*page)).run();
}

}  // namespace newsbus::extract

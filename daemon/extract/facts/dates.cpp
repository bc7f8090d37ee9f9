#include "extract/facts/dates.h"

#include "date/date.h"
#include "extract/facts/language.h"
#include "extract/facts/metadata.h"
#include "extract/words/address_date.h"
#include "extract/words/date_text.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace newsbus::extract {
namespace {

struct Found {
    ParsedDate date;
    std::string raw;
    std::string origin;
};

// Is it a date that a page may have: not older than the web, not in the future? This also refuses phone numbers,
// versions and epochs read as dates. Clocks differ, and zones; one that is years behind refuses no date of the past.
bool is_plausible(const ParsedDate& date) {
    using namespace std::chrono;
    constexpr sys_days written = 2026y / November / 28;
    auto year = year_month_day(floor<days>(date.time)).year();
    return year >= 1990y && date.time <= std::max(system_clock::now(), system_clock::time_point(written)) + days(2);
}

class Search {
public:
    explicit Search(const DateContext& context) : context_(context) {}

    void look(std::string_view raw, std::string_view origin) { look(raw, origin, context_); }

    void look(std::string_view raw, std::string_view origin, const DateContext& context) {
        if (found_ || raw.empty()) return;
        auto date = parse_date(raw, context);
        if (date && is_plausible(*date)) found_ = Found{*date, std::string(raw), std::string(origin)};
    }

    // "Published: 3 May 2024 by": what stands before the first digit may keep the date from being read.
    void look_inside(std::string_view text, std::string_view origin) {
        if (found_) return;
        const std::size_t short_date = has_year(text) ? 0 : shortly_ ? short_date_in(text) : text.npos;
        if (short_date == text.npos) return;  // "2 hours ago", "Monday"
        DateContext context = context_;
        context.for_readers = true;
        if (!has_year(text))
            return look(text.substr(short_date, text.find_first_of(" ,", short_date) - short_date), origin, context);
        look(text, origin, context);
        std::size_t colon = text.find(": ");
        if (colon != std::string_view::npos) look(text.substr(colon + 2), origin, context);
        std::size_t digit = text.find_first_of("0123456789");
        if (digit != std::string_view::npos && digit > 0) look(text.substr(digit), origin, context);
    }

    // From now on a year may have two digits, inside of texts.
    void take_short_years() { shortly_ = true; }

    const std::optional<Found>& found() const { return found_; }

private:
    DateContext context_;
    std::optional<Found> found_;
    bool shortly_ = false;
};

using MarkTest = bool (*)(const Mark&);

void look_at(const std::vector<Mark>& marks, MarkTest fits, Search& search) {
    for (const Mark& mark : marks)
        if (fits(mark)) search.look_inside(mark.value, mark.origin);
}

// By and by, what is less likely the article's own. In boxes of their own stand the dates of other articles, in the
// head of the page often that of the visit.
void look_at_marks(const Evidence& evidence, Search& search) {
    const Marks& marks = evidence.marks;
    look_at(
        marks.published, [](const Mark& mark) { return !mark.aside; }, search);
    look_at(
        marks.published, [](const Mark& mark) { return mark.aside; }, search);
    search.look(evidence.json_ld.page_published, "json-ld");
    for (bool aside : {false, true})
        for (bool after_h1 : {true, false})
            for (const char* origin : {"time", "class"})
                for (const Mark& mark : marks.times)
                    if (mark.aside == aside && mark.after_h1 == after_h1 && mark.origin == origin)
                        search.look_inside(mark.value, mark.origin);
    search.look(evidence.script.date_published, "script");
    search.look(date_in_url(evidence.url.path()), "url");
    look_at(
        marks.dated, [](const Mark& mark) { return mark.after_h1 && !mark.aside; }, search);
    look_at(
        marks.dated, [](const Mark& mark) { return mark.after_h1; }, search);
    look_at(
        marks.dated, [](const Mark&) { return true; }, search);
}

std::optional<Found> published(const Evidence& evidence, const DateContext& context) {
    const Metadata& metadata = evidence.metadata;
    Search search(context);
    search.look(evidence.json_ld.date_published, "json-ld");
    constexpr const char* names[] = {"article:published_time",
                                     "og:article:published_time",
                                     "og:published_time",
                                     "article:published",
                                     "datepublished",
                                     "rnews:datepublished",
                                     "parsely-pub-date",
                                     "sailthru.date",
                                     "dc.date.issued",
                                     "dcterms.issued",
                                     "dcterms.created",
                                     "dc.date.created",
                                     "dc.date",
                                     "dcterms.date",
                                     "cxenseparse:recs:publishtime",
                                     "cxenseparse:publishtime",
                                     "cxenseparse:article-publishedtime",
                                     "bt:pubdate",
                                     "pubdate",
                                     "publishdate",
                                     "publish-date",
                                     "publish_date",
                                     "publication_date",
                                     "published",
                                     "published-date",
                                     "article_date_original",
                                     "originalpublicationdate",
                                     "article.published",
                                     "article:post_date",
                                     "vr:published_time",
                                     "iso-8601-publish-date",
                                     "citation_date",
                                     "citation_publication_date",
                                     "prism.publicationdate",
                                     "displaydate",
                                     "created",
                                     "article.created",
                                     "ptime",
                                     "date",
                                     "dateposted"};
    for (const char* name : names) search.look(metadata.first({name}), std::string("meta ") + name);
    look_at_marks(evidence, search);
    search.take_short_years();
    look_at_marks(evidence, search);
    search.look(date_in_url(evidence.metadata.first({"og:image"})), "og:image");  // folders by the day of the upload
    return search.found();
}

std::optional<Found> modified(const Evidence& evidence, const DateContext& context) {
    Search search(context);
    search.look(evidence.json_ld.date_modified, "json-ld");
    for (const char* name :
         {"article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
          "dc.date.modified", "lastmod", "last-modified", "revised", "article.updated"})
        search.look(evidence.metadata.first({name}), std::string("meta ") + name);
    for (const Mark& mark : evidence.marks.modified) search.look_inside(mark.value, mark.origin);
    search.look(evidence.script.date_modified, "script");
    return search.found();
}

}  // namespace

void put_dates(const Evidence& evidence, Article& article) {
    const std::string language = declared_language(evidence);
    DateContext context{language, evidence.url.host()};
    if (auto found = published(evidence, context)) {
        article.date_published = found->date.time;
        article.date_published_precision = found->date.precision;
        article.date_published_raw = found->raw;
        article.provenance["datePublished"] = found->origin;
    }
    if (auto found = modified(evidence, context);
        found && (!article.date_published || found->date.time >= *article.date_published)) {
        article.date_modified = found->date.time;
        article.provenance["dateModified"] = found->origin;
    }
}

}  // namespace newsbus::extract

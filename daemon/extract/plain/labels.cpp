#include "extract/plain/labels.h"

#include "date/date.h"
#include "extract/words/address_date.h"
#include "extract/words/byline.h"
#include "extract/words/byline_words.h"
#include "extract/words/date_text.h"
#include "extract/words/names.h"
#include "text/agencies.h"
#include "text/letters.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace newsbus::extract {
namespace {

using Lines = std::vector<Line>;
using Kind = Line::Kind;

constexpr std::size_t above = 4, below = 12, behind = 3;  // lines around the headline, and behind the text
constexpr std::size_t longest_label = 150;

// Does the line tell when the text was changed, not when it came out?
bool tells_change(std::string_view line) {
    std::string fold = text::lower_case(line.substr(0, 60));
    for (std::string_view word : {"updated", "modified", "aktualisiert", "geändert", "stand:", "mis à jour", "modifié",
                                  "actualizad", "atualizad", "aggiornat", "bijgewerkt", "обновлено", "aktualizováno"})
        if (fold.starts_with(word) || fold.starts_with("last " + std::string(word)) ||
            fold.starts_with("zuletzt " + std::string(word)))
            return true;
    return false;
}

void put_date(const std::string& raw, const char* origin, Article& article) {
    auto date = parse_date(raw);
    if (article.date_published || !date) return;
    article.date_published = date->time;
    article.date_published_precision = date->precision;
    article.date_published_raw = raw;
    article.provenance["datePublished"] = origin;
}

void put_change(const std::string& raw, Article& article) {
    auto date = parse_date(raw);
    if (!date || (article.date_published && date->time < *article.date_published)) return;
    article.date_modified = date->time;
    article.provenance["dateModified"] = "text";
}

void put_authors(std::string_view text, Article& article) {
    if (!article.author.empty()) return;
    for (std::string& name : signers(text)) article.author.push_back({std::move(name), ""});
    if (!article.author.empty()) article.provenance["author"] = "text";
}

void put_agency(const std::optional<text::Agency>& agency, Article& article) {
    if (!agency || agency->name.empty() || !article.source_organization.name.empty()) return;
    article.source_organization = {agency->name, "", agency->code};
    article.provenance["sourceOrganization"] = "text";
}

void put_credit(std::string_view text, Article& article) {
    if (!article.credit_text.empty() || text.empty()) return;
    article.credit_text = text;
    article.provenance["creditText"] = "text";
}

// Labels around the headline and right behind the text, each line by itself.
class LabelReader {
public:
    LabelReader(const Lines& lines, const Layout& layout, Article& article)
        : lines_(lines), layout_(layout), article_(article) {}

    void read(const Url& url) {
        std::size_t headline = layout_.headline.value_or(layout_.begin);
        std::size_t last = std::min({lines_.size(), std::max(layout_.begin, headline) + below, layout_.end + behind});
        for (std::size_t i = headline + (layout_.headline ? 1 : 0); i < last; ++i) line(i);
        for (std::size_t i = headline; i-- > 0 && i + above >= headline;) line(i);
        for (std::size_t i = layout_.end; i < std::min(layout_.end + behind, lines_.size()); ++i)
            if (i >= last) line(i);
        far_date(headline);
        put_date(date_in_url(url.path()), "url", article_);
        // As on pages with markup: the only date there is will do.
        put_date(changed_, "text", article_);
        put_change(changed_, article_);
    }

private:
    void line(std::size_t i) {
        const Line& line = lines_[i];
        if (line.kind == Kind::prose || line.kind == Kind::caption || line.kind == Kind::signature ||
            line.text.size() > longest_label)
            return;
        if (line.kind == Kind::agency || line.kind == Kind::credit || line.kind == Kind::byline)
            if (auto agency = text::agency_line(line.text)) {
                put_credit(line.text.substr(after_colon(line.text)), article_);
                return put_agency(agency, article_);
            }
        if (line.kind == Kind::credit) return put_credit(line.text.substr(after_colon(line.text)), article_);
        WrittenDate date = date_within(line.text);
        if (!tells_change(line.text))
            put_date(date.text, "text", article_);
        else if (changed_.empty())
            changed_ = date.text;
        author(i, date);
    }

    void author(std::size_t i, const WrittenDate& date) {
        std::string_view text = lines_[i].text;
        if (lines_[i].indented && date.text.empty()) return;
        if (!date.text.empty() && date.at > 0) text = text.substr(0, date.at);
        std::size_t by = behind_by(text);
        if (by != std::string_view::npos && (by <= 16 || !date.text.empty()))
            return put_authors(text.substr(by), article_);
        bool label = i > 0 && lines_[i - 1].text.size() < 20 && is_by_label(lines_[i - 1].text);
        bool dated = date.at > 3 || has_date(i + 1) || (i > 0 && has_date(i - 1));
        bool bare = lines_[i].kind == Kind::title && dated && is_written_like_a_name(trimmed_name(text)) &&
                    layout_.headline && i > *layout_.headline && i <= *layout_.headline + 4;
        if (label || bare) put_authors(trimmed_name(text), article_);
    }

    bool has_date(std::size_t i) const {
        return i < lines_.size() && lines_[i].kind != Kind::prose && !date_within(lines_[i].text).text.empty();
    }

    static std::size_t after_colon(std::string_view text) {
        std::size_t colon = text.find(':');
        return colon == std::string_view::npos ? 0 : std::min(text.find_first_not_of(' ', colon + 1), text.size());
    }

    // The head of the page may have the only date.
    void far_date(std::size_t headline) {
        for (std::size_t i = headline; i-- > 0 && !article_.date_published;)
            if (lines_[i].kind == Kind::date && !tells_change(lines_[i].text))
                put_date(date_in(lines_[i].text), "text", article_);
    }

    const Lines& lines_;
    const Layout& layout_;
    Article& article_;
    std::string changed_;
};

}  // namespace

void put_labels(const Lines& lines, const Layout& layout, const Url& url, Article& article) {
    LabelReader(lines, layout, article).read(url);
    std::string_view body = article.body;
    put_agency(text::agency_beside(body), article);
}

}  // namespace newsbus::extract

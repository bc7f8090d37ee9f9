#include "extract/plain/text_page.h"

#include "base/gunzip.h"
#include "charset/charset.h"
#include "extract/plain/labels.h"
#include "extract/plain/layout.h"
#include "extract/plain/lines.h"
#include "text/language.h"

#include <string>
#include <vector>

namespace newsbus::extract {
namespace {

using Lines = std::vector<Line>;
using Kind = Line::Kind;

constexpr std::size_t longest_subheading = 80;
constexpr std::size_t most_bytes = 4 << 20;  // no news is longer

// A short line between two paragraphs is a sub-heading unless it looks inserted.
bool is_subheading(const Lines& lines, std::size_t i, std::size_t begin, std::size_t end) {
    if (lines[i].indented || lines[i].times > 2 || lines[i].text.size() > longest_subheading) return false;
    if (i == begin || i + 1 >= end) return false;
    return lines[i + 1].kind == Kind::prose &&
           (lines[i - 1].kind == Kind::prose || lines[i - 1].kind == Kind::sentence);
}

void put_body(const Lines& lines, std::size_t begin, std::size_t end, Article& article) {
    bool started = false;
    for (std::size_t i = begin; i < end; ++i) {
        Kind kind = lines[i].kind;
        bool text = kind == Kind::prose || (kind == Kind::signature && started && i + 1 == end) ||
                    (started && kind == Kind::sentence) ||
                    (started && kind == Kind::title && is_subheading(lines, i, begin, end));
        if (!text) continue;
        started = true;
        if (!article.body.empty()) article.body += "\n\n";
        article.body += lines[i].text;
    }
    if (article.body.empty()) return;
    article.body_status = BodyStatus::full;
    article.provenance["articleBody"] = "text";
}

void put_head(const Lines& lines, std::size_t first, std::size_t begin, Article& article) {
    for (std::size_t i = first; i < begin; ++i) {
        const Line& line = lines[i];
        if (line.kind != Kind::prose || !article.description.empty()) continue;
        article.description = line.text;
        article.provenance["description"] = "text";
    }
}

}  // namespace

Result<Article> read_text(std::string_view body, std::string_view content_type, const Url& url) {
    Plain plain(body);
    Decoded decoded = to_utf8(plain.bytes().substr(0, most_bytes), charset_parameter(content_type), Markup::text);
    for (std::size_t at = 0; (at = decoded.text.find("\xC2\xA0", at)) != std::string::npos; at += 2)
        decoded.text.replace(at, 2, "  ");  // no-break spaces are layout
    Lines lines = lines_of(decoded.text);
    Layout layout = layout_of(lines, url);
    take_in_unpunctuated_ends(lines, layout);
    Article article;
    article.url = article.identifier = url.str();
    if (layout.headline) {
        article.headline = lines[*layout.headline].text;
        article.provenance["headline"] = "text";
        put_head(lines, *layout.headline, layout.begin, article);
    }
    put_body(lines, layout.begin, layout.end, article);
    put_labels(lines, layout, url, article);
    if (auto language = text::detect_language(article.body.empty() ? article.headline : article.body)) {
        article.language = language->tag;
        article.language_confidence = language->confidence;
        article.provenance["inLanguage"] = "text";
    }
    return article;
}

}  // namespace newsbus::extract

#include "extract/page/body_status.h"

#include "extract/facts/put_first.h"
#include "extract/page/page_kind.h"
#include "text/letters.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace newsbus::extract {
namespace {

// In the address and in the headline, in the words of many languages.
bool says_live(const Evidence& evidence, const Article& article) {
    constexpr std::string_view in_address[] = {"/live/",     "/live-",    "liveblog", "liveticker", "/directo/",
                                               "/direct/",   "en-direct", "en-vivo",  "ao-vivo",    "/diretta/",
                                               "in-diretta", "live-news", "/canli",   "/na-zywo/",  "/relacja"};
    constexpr std::string_view in_headline[] = {
        "live",    "liveblog", "liveticker", "en direct", "en directo",     "en vivo", "ao vivo", "in diretta",
        "diretta", "na żywo",  "canlı",      "онлайн",    "в прямом эфире", "속보",    "중계",    "생중계",
        "실시간",  "ライブ",   "生中継",     "直播",      "实时",           "即時"};
    const std::string headline = " " + text::lower_case(article.headline) + " ";
    const auto stands = [&headline](std::string_view words) {
        const std::size_t at = headline.find(words);
        if (at == headline.npos) return false;
        if (static_cast<unsigned char>(words[0]) >= 0xE3) return true;  // East Asia writes no blanks
        return std::string_view(" [(").find(headline[at - 1]) != std::string_view::npos &&
               std::string_view(" .:,|-!])").find(headline[at + words.size()]) != std::string_view::npos;
    };
    return std::ranges::any_of(in_address,
                               [path = evidence.url.path()](std::string_view word) {
                                   return path.find(word) != std::string_view::npos;
                               }) &&
           std::ranges::any_of(in_headline, stands);
}

// Says what the page is when it is no report. The publisher's own word wins.
void put_genre(const Evidence& evidence, PageKind kind, Article& article) {
    bool live = evidence.json_ld.type.find("LiveBlog") != std::string::npos || evidence.marks.live_posts ||
                says_live(evidence, article);
    put_first(article, article.genre, "genre",
              {{evidence.json_ld.genre, "json-ld"},
               {live ? "live blog" : "", "page kind"},
               {kind == PageKind::video ? "video" : "", "page kind"},
               {kind == PageKind::gallery ? "gallery" : "", "page kind"}});
}

// A body shorter than the page's own summary is at most the beginning of the text.
bool is_shorter_than_summary(const Article& article) {
    return article.description.size() * 5 > article.body.size() * 6;
}

}  // namespace

// The text of a wall must never go out as news, so a body that is no beginning of the article is removed.
void put_body_status(const Evidence& evidence, const IndexSigns& index, Article& article) {
    PageKind kind = kind_of(evidence, index, article);
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

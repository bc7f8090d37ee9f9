#include "extract/links/address.h"

#include "base/ascii.h"
#include "extract/links/word_count.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

namespace newsbus::extract {
namespace {

using ascii::is_digit;
using ascii::lower;

constexpr std::size_t most_segments = 16;
constexpr std::size_t longest_kind = 16;  // bytes of a word in a query that tells kinds of pages apart

#include "extract/links/list_words.inc"
static_assert(std::is_sorted(std::begin(list_words), std::end(list_words)));

// Segments that stand before articles.
constexpr std::string_view article_words[] = {
    "a",       "article", "articles", "articolo", "artigo", "artikel", "artykul", "beitrag", "berita",  "blog",
    "haber",   "item",    "makale",   "meldung",  "news",   "nieuws",  "nota",    "notas",   "noticia", "noticias",
    "novosti", "post",    "posts",    "read",     "review", "reviews", "stories", "story",   "video"};

constexpr std::string_view file_ends[] = {".jpg",  ".jpeg", ".png",  ".gif", ".webp", ".svg", ".pdf", ".mp3",
                                          ".mp4",  ".m4a",  ".webm", ".zip", ".exe",  ".dmg", ".gz",  ".xml",
                                          ".rss",  ".atom", ".css",  ".js",  ".json", ".ics", ".csv", ".xls",
                                          ".xlsx", ".doc",  ".docx", ".ppt", ".apk",  ".epub"};

template <std::size_t N>
bool among(const std::string_view (&words)[N], std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::vector<std::string> segments_of(std::string_view path) {
    std::vector<std::string> segments;
    for (std::size_t begin = 0; begin < path.size() && segments.size() < most_segments;) {
        std::size_t end = std::min(path.find('/', begin), path.size());
        if (end > begin) segments.push_back(lower(path.substr(begin, end - begin)));
        begin = end + 1;
    }
    return segments;
}

/// A piece of a segment, between hyphens, dots and the like.
struct Pieces {
    int words = 0;    ///< with two letters, or anything that is not ASCII
    int numbers = 0;  ///< digits only
    bool id = false;  ///< a long number, a hash
};

// "c4gq9z8d7e0o", "95028e736d1dc93b": letters and digits mixed as in no word.
bool is_hash(std::string_view piece) {
    auto digits = std::ranges::count_if(piece, is_digit);
    return piece.size() >= 8 && digits >= 2 && digits < static_cast<long>(piece.size());
}

int hex_value(char c) {
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// About how many words stand in a percent-encoded piece; scripts without spaces write several in one.
int words_in_encoded(std::string_view piece) {
    std::string text;
    for (std::size_t i = 0; i < piece.size(); ++i) {
        bool code =
            piece[i] == '%' && i + 2 < piece.size() && hex_value(piece[i + 1]) >= 0 && hex_value(piece[i + 2]) >= 0;
        text += code ? static_cast<char>(hex_value(piece[i + 1]) * 16 + hex_value(piece[i + 2])) : piece[i];
        if (code) i += 2;
    }
    return static_cast<int>(std::min<std::size_t>(about_words(text), 6));
}

Pieces pieces_of(std::string_view segment) {
    constexpr std::string_view separators = "-_.,+~;:!()";
    Pieces pieces;
    for (std::size_t begin = 0; begin < segment.size();) {
        std::size_t end = std::min(segment.find_first_of(separators, begin), segment.size());
        std::string_view piece = segment.substr(begin, end - begin);
        begin = end + 1;
        if (piece.empty()) continue;
        bool encoded = piece.find('%') != piece.npos;
        if (all_digits(piece)) {
            ++pieces.numbers;
            pieces.id = pieces.id || piece.size() >= 5;
        } else if (!encoded && is_hash(piece)) {
            pieces.id = true;
        } else if (encoded || std::ranges::count_if(piece, ascii::is_alpha) >= 2) {
            pieces.words += encoded ? words_in_encoded(piece) : 1;
        }
        // "a123456", "123456.html": an id behind a letter or two
        auto digits = std::ranges::count_if(piece, is_digit);
        if (!encoded && digits >= 5 && piece.size() - static_cast<std::size_t>(digits) <= 3) pieces.id = true;
    }
    return pieces;
}

std::string_view without_extension(std::string_view segment) {
    for (std::string_view end : {".html", ".htm", ".shtml", ".php", ".aspx", ".asp", ".jsp", ".ece", ".phtml", ".amp"})
        if (segment.ends_with(end)) return segment.substr(0, segment.size() - end.size());
    return segment;
}

bool is_year(std::string_view text) {
    return text.size() == 4 && all_digits(text) && (text.starts_with("19") || text.starts_with("20"));
}

bool is_month(std::string_view text) {
    constexpr std::string_view names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                          "jul", "aug", "sep", "oct", "nov", "dec"};
    if (all_digits(text) && text.size() <= 2) return text != "0" && text != "00" && (text.size() == 1 || text <= "12");
    return text.size() >= 3 && among(names, text.substr(0, 3)) && std::ranges::all_of(text, ascii::is_alpha) &&
           text.size() <= 9;
}

/// "2026-11-24...", "20261124...", "2026_11_24".
bool begins_with_date(std::string_view text) {
    if (text.size() < 8 || !is_year(text.substr(0, 4))) return false;
    if (all_digits(text.substr(0, 8))) return is_month(text.substr(4, 2)) && (text.size() == 8 || !is_digit(text[8]));
    bool separated = text.size() >= 10 && (text[4] == '-' || text[4] == '_') && text[7] == text[4];
    return separated && is_month(text.substr(5, 2)) && all_digits(text.substr(8, 2));
}

/// The date among the segments [at, at + length); length 0 when there is none.
struct DateRun {
    std::size_t at = 0, length = 0;
    bool year_only = false;
};

DateRun date_of(const std::vector<std::string>& segments) {
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (begins_with_date(segments[i])) return {i, 1, false};
        if (!is_year(segments[i])) continue;
        if (i + 1 >= segments.size() || !is_month(segments[i + 1])) {
            // "/2026/1124/"
            bool joined = i + 1 < segments.size() && segments[i + 1].size() == 4 && all_digits(segments[i + 1]);
            return {i, joined ? 2u : 1u, !joined};
        }
        bool day = i + 2 < segments.size() && segments[i + 2].size() <= 2 && all_digits(segments[i + 2]);
        return {i, day ? 3u : 2u, false};
    }
    return {};
}

bool is_locale(std::string_view segment) {
    if (segment.size() == 2) return ascii::is_alpha(segment[0]) && ascii::is_alpha(segment[1]);
    return segment.size() == 5 && (segment[2] == '-' || segment[2] == '_');
}

class Judge {
public:
    explicit Judge(const Url& url) : url_(url), segments_(segments_of(url.path())) {
        if (segments_.size() > 1 && is_locale(segments_.front())) segments_.erase(segments_.begin());
    }

    LinkAddress run() {
        if (refuses()) {
            address_.refused = true;
            return address_;
        }
        if (segments_.empty()) segments_.emplace_back();  // "/?p=123"
        look_at_last();
        look_at_date();
        look_at_words();
        look_at_query();
        make_series();
        make_pattern();
        return address_;
    }

private:
    bool refuses() const {
        bool front = segments_.empty() ||
                     (segments_.size() == 1 && (segments_[0].starts_with("index.") || is_locale(segments_[0])));
        if (front) return !has_id_in_query() && number_in_query().empty();
        const std::string& last = segments_.back();
        for (std::string_view end : file_ends)
            if (last.ends_with(end)) return true;
        bool numbered_page = segments_.size() > 1 && all_digits(last) && last.size() < 5 &&
                             (segments_[segments_.size() - 2] == "page" || segments_[segments_.size() - 2] == "seite");
        return numbered_page || segments_[0] == "wp-admin" || segments_[0] == "cdn-cgi";
    }

    bool has_id_in_query() const {
        std::string query = "&" + lower(url_.query());
        for (std::string_view key :
             {"&id=", "&p=", "&newsid=", "&article=", "&articleid=", "&nid=", "&storyid=", "&story=", "&aid=", "&sid=",
              "&artid=", "&art_id=", "&news_id=", "&article_id=", "&idxno="}) {
            std::size_t at = query.find(key);
            if (at != query.npos && at + key.size() < query.size() && is_digit(query[at + key.size()])) return true;
        }
        return false;
    }

    template <class Each>
    void each_parameter(Each each) const {
        std::string query = lower(url_.query());
        std::string_view text = query;
        for (std::size_t begin = 0; begin < text.size();) {
            std::size_t end = std::min(text.find_first_of("&;", begin), text.size());
            std::string_view part = text.substr(begin, end - begin);
            begin = end + 1;
            std::size_t equals = part.find('=');
            if (equals != part.npos) each(part.substr(0, equals), part.substr(equals + 1));
        }
    }

    /// The name of a parameter that may number articles: its value is a number, and it is none of those that turn pages
    /// or choose lists. "" when there is none.
    std::string number_in_query() const {
        constexpr std::string_view others[] = {"page",  "paged", "pg",     "start",   "offset", "from",  "to",
                                               "limit", "size",  "count",  "cat",     "catid",  "cid",   "category",
                                               "tag",   "tagid", "sort",   "order",   "year",   "month", "day",
                                               "date",  "lang",  "itemid", "section", "rubric", "menu",  "width"};
        std::string name;
        each_parameter([&](std::string_view key, std::string_view value) {
            if (name.empty() && all_digits(value) && !among(others, key)) name = key;
        });
        return name;
    }

    void look_at_last() {
        std::string_view last = segments_.back();
        std::string_view stem = without_extension(last);
        // Some end with a fixed file name or with the id alone, the slug stands before it.
        bool file_name = stem == "index" || stem == "story" || stem == "default";
        if (file_name && segments_.size() > 1) stem = segments_[segments_.size() - 2];
        slug_ = pieces_of(stem);
        if (segments_.size() > 1 && slug_.words < 2) {
            Pieces before = pieces_of(segments_[segments_.size() - 2]);
            if (slug_.id && before.words >= 3) slug_.words = before.words;
            if (slug_.words >= 1 && before.id) slug_.id = true;
        } else if (segments_.size() > 1 && pieces_of(segments_[segments_.size() - 2]).id) {
            slug_.id = true;
        }
        slug_.id = slug_.id || has_id_in_query();
        address_.numbered = slug_.id;
        constexpr double by_words[] = {-1.5, -1.5, -0.6, 1.0, 2.0, 2.6, 3.0};
        address_.evidence += slug_.id && slug_.words < 2 ? 0 : by_words[std::min(slug_.words, 6)];
        if (slug_.id) address_.evidence += 2.0;
        if (last.size() != without_extension(last).size() && !file_name) address_.evidence += 0.4;
        if (segments_.size() == 1 && slug_.words < 3 && !slug_.id) address_.evidence -= 1.0;
    }

    void look_at_date() {
        DateRun date = date_of(segments_);
        if (date.length == 0) return;
        bool at_end = date.at + date.length == segments_.size();
        bool only_date = !begins_with_date(segments_.back()) || slug_.words == 0;
        if (at_end && only_date && slug_.words < 2) {
            address_.evidence -= 3;  // an archive of that day
            return;
        }
        address_.dated = true;
        date_ = date;
        address_.evidence += date.year_only ? 1.5 : 3.5;
    }

    void look_at_words() {
        for (std::size_t i = 0; i < segments_.size(); ++i) {
            bool last = i + 1 == segments_.size();
            std::string_view word = without_extension(segments_[i]);
            if (last && word == "index" && has_id_in_query()) continue;  // the script of a whole site
            if (std::ranges::binary_search(list_words, word))
                address_.evidence -= last || i > 0 ? 3 : 4;
            else if (!last && among(article_words, word))
                address_.evidence += word == "article" || word == "articles" || word == "story" ? 1.5 : 0.8;
        }
    }

    void look_at_query() {
        if (url_.query().empty()) return;
        each_parameter([this](std::string_view, std::string_view value) {
            if (std::ranges::binary_search(list_words, value)) address_.evidence -= 3;  // view=category
        });
        if (has_id_in_query()) return;
        std::string query = "&" + lower(url_.query());
        for (std::string_view key : {"&page=", "&q=", "&s=", "&search=", "&sort=", "&filter=", "&cat=", "&tag=",
                                     "&author=", "&category=", "&replytocom=", "&share=", "&redirect", "&return"})
            if (query.find(key) != query.npos) address_.evidence -= 3;
    }

    /// Addresses of one series differ by a number and nothing else: that of the last segment, else one in the query.
    void make_series() {
        std::string_view last = segments_.back(), stem = without_extension(last);
        DateRun date = date_of(segments_);  // an archive's too
        bool in_date = date.length > 0 && date.at + date.length == segments_.size();
        auto digit = std::ranges::find_if(stem, is_digit);
        bool short_name =
            slug_.words < 2 && digit != stem.end() && std::all_of(digit, stem.end(), is_digit) && !in_date;
        std::string key = number_in_query();
        if (!short_name && key.empty()) return;
        std::string& series = address_.series;
        series = url_.host();
        for (std::size_t i = 0; i + 1 < segments_.size(); ++i) series += "/" + segments_[i];
        series += "/";
        if (key.empty()) {
            series.append(stem.begin(), digit);
            series += "#";
            series += last.substr(stem.size());
            return;
        }
        series += last;
        each_parameter([&](std::string_view name, std::string_view value) {
            series += "&";
            series += name;
            series += name == key ? "=#" : all_digits(value) ? "=" : "=" + std::string(value.substr(0, 20));
        });
    }

    void make_pattern() {
        std::string& pattern = address_.pattern;
        pattern = url_.host();
        for (std::size_t i = 0; i + 1 < segments_.size(); ++i) {
            bool in_date = date_.length && i >= date_.at && i < date_.at + date_.length;
            pattern += in_date ? "/D" : all_digits(segments_[i]) ? "/9" : i == 0 ? "/" + segments_[0] : "/w";
        }
        pattern += slug_.words >= 3 ? "/slug" : slug_.words ? "/w" : "/";
        if (slug_.id) pattern += "9";
        std::string_view last = segments_.back();
        pattern += last.substr(without_extension(last).size());
        if (!has_id_in_query()) return;
        each_parameter([&pattern](std::string_view name, std::string_view value) {
            pattern += "&" + std::string(name);
            bool word = value.size() <= longest_kind && std::ranges::all_of(value, ascii::is_alpha);
            if (word) pattern += "=" + std::string(value);  // view=article
        });
    }

    const Url& url_;
    std::vector<std::string> segments_;
    Pieces slug_;
    DateRun date_;
    LinkAddress address_;
};

}  // namespace

LinkAddress judged_address(const Url& url) {
    return Judge(url).run();
}

}  // namespace newsbus::extract

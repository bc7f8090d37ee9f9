#include "article/counting_lines.h"

#include "base/ascii.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

namespace newsbus {
namespace {

constexpr std::size_t longest_line = 100, longest_bracket = 60, most_words = 10;

// What is counted, and words that say how long ago something was.
constexpr std::string_view counters[] = {
    "comment",
    "comments",
    "view",
    "views",
    "like",
    "likes",
    "share",
    "shares",
    "point",
    "points",
    "vote",
    "votes",
    "upvotes",
    "reply",
    "replies",
    "reaction",
    "reactions",
    "retweets",
    "reposts",
    "downloads",
    "plays",
    "listens",
    "impressions",
    "claps",
    "bookmarks",
    "followers",
    "readers",
    "reads",
    "ago",
    "kommentar",
    "kommentare",
    "aufrufe",
    "vor",
    "commentaire",
    "commentaires",
    "vues",
    "partages",
    "comentario",
    "comentarios",
    "visitas",
    "vistas",
    "hace",
    "comentários",
    "visualizações",
    "commento",
    "commenti",
    "visualizzazioni",
    "fa",
    "reacties",
    "reactie",
    "weergaven",
    "geleden",
    "kommentarer",
    "visningar",
    "visninger",
    "kommenttia",
    "komentarz",
    "komentarze",
    "komentarzy",
    "komentářů",
    "komentáře",
    "yorum",
    "görüntüleme",
    "önce",
    "комментарий",
    "комментария",
    "комментариев",
    "Комментарии",
    "комментарии",
    "Комментариев",
    "просмотр",
    "просмотра",
    "просмотров",
    "Просмотров",
    "Просмотры",
    "назад",
    "коментар",
    "коментарі",
    "коментарів",
    "переглядів",
    "Переглядів",
    "σχόλια",
    "σχόλιο",
    "תגובות",
    "تعليق",
    "تعليقات",
    "مشاهدة",
    "مشاهدات",
    "评论",
    "条评论",
    "阅读",
    "浏览",
    "次浏览",
    "点赞",
    "分钟前",
    "小时前",
    "天前",
    "評論",
    "則留言",
    "コメント",
    "件のコメント",
    "件",
    "分前",
    "時間前",
    "日前",
    "댓글",
    "조회",
    "조회수",
    "분",
    "시간",
    "전",
    "bình",
    "luận",
};

// What stands beside them.
constexpr std::string_view fillers[] = {
    "and",      "by",      "k",      "m",       "total",   "in",     "no",      "new",    "updated", "posted",
    "minute",   "minutes", "min",    "mins",    "hour",    "hours",  "hrs",     "hr",     "h",       "d",
    "day",      "days",    "second", "seconds", "sec",     "week",   "weeks",   "so",     "far",     "und",
    "et",       "y",       "e",      "и",       "minuten", "minute", "stunden", "stunde", "tagen",   "tag",
    "sekunden", "il",      "a",      "heures",  "heure",   "jours",  "horas",   "hora",   "minutos", "minuto",
    "días",     "dias",    "ore",    "ora",     "minuti",  "giorni", "uur",     "dagen",  "minut",   "минут",
    "минуты",   "часа",    "часов",  "дня",     "дней",    "dakika", "saat",    "tsd",    "mio",     "mil",
};

// How a line begins that stamps the last change; ASCII letters are small.
constexpr std::string_view stamps[] = {
    "updated",
    "last updated",
    "last update",
    "last modified",
    "last edited",
    "modified",
    "aktualisiert",
    "zuletzt aktualisiert",
    "letzte aktualisierung",
    "stand",
    "mis à jour",
    "mise à jour",
    "dernière mise à jour",
    "modifié le",
    "actualizado",
    "última actualización",
    "atualizado",
    "última atualização",
    "aggiornato",
    "ultimo aggiornamento",
    "bijgewerkt",
    "laatst bijgewerkt",
    "uppdaterad",
    "opdateret",
    "oppdatert",
    "sist oppdatert",
    "päivitetty",
    "zaktualizowano",
    "aktualizacja",
    "aktualizováno",
    "güncelleme",
    "son güncelleme",
    "обновлено",
    "Обновлено",
    "оновлено",
    "Оновлено",
    "更新",
    "最終更新",
    "更新时间",
    "更新時間",
    "업데이트",
};

using ascii::is_digit;

bool is_letter(char c) {
    return ascii::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
}

using Words = std::unordered_set<std::string_view>;

bool is_counter(std::string_view word) {
    static const Words words(std::begin(counters), std::end(counters));
    return words.contains(word);
}

bool is_filler(std::string_view word) {
    static const Words words(std::begin(fillers), std::end(fillers));
    return words.contains(word);
}

/// Does the line say nothing but numbers and what they count?
bool only_counts(std::string_view line) {
    bool number = false, counter = false;
    std::size_t words = 0;
    for (std::size_t at = 0; at < line.size();) {
        number = number || is_digit(line[at]);
        std::size_t begin = at;
        while (at < line.size() && is_letter(line[at])) ++at;
        if (at == begin) {
            ++at;
            continue;
        }
        const std::string word = ascii::lower(line.substr(begin, at - begin));
        const bool counts = is_counter(word);
        if (!counts && !is_filler(word)) {
            // Punctuation beyond ASCII: dots between, arrows.
            if (word.size() > 3 || static_cast<unsigned char>(word[0]) < 0x80) return false;
            continue;
        }
        counter = counter || counts;
        if (++words > most_words) return false;
    }
    return number && counter;
}

/// Two digits with what stands between the parts of dates and clock times: "10:32", "6.5.", "2024-05-06".
bool has_date(std::string_view line) {
    for (std::size_t at = 1; at + 1 < line.size(); ++at)
        if (std::string_view(":./-").find(line[at]) != std::string_view::npos && is_digit(line[at - 1]) &&
            is_digit(line[at + 1]))
            return true;
    for (std::string_view century : {"19", "20"})
        for (std::size_t at = 0; (at = line.find(century, at)) != line.npos; ++at)
            if (at + 3 < line.size() && is_digit(line[at + 2]) && is_digit(line[at + 3])) return true;
    return false;
}

bool is_stamp(std::string_view line) {
    if (!has_date(line) || std::ranges::count(line, ' ') >= static_cast<std::ptrdiff_t>(most_words)) return false;
    const std::string lower = ascii::lower(line);
    return std::ranges::any_of(stamps, [&lower](std::string_view stamp) {
        if (!lower.starts_with(stamp)) return false;
        const char next = lower.size() > stamp.size() ? lower[stamp.size()] : ' ';
        return !is_letter(next) || static_cast<unsigned char>(stamp.back()) >= 0x80;
    });
}

std::string_view without_bracket(std::string_view line) {
    if (line.empty() || (line.back() != ')' && line.back() != ']')) return line;
    const std::size_t open = line.rfind(line.back() == ')' ? '(' : '[');
    if (open == line.npos || line.size() - open > longest_bracket) return line;
    return only_counts(line.substr(open + 1, line.size() - open - 2)) ? ascii::trimmed(line.substr(0, open)) : line;
}

}  // namespace

std::string_view without_counts(std::string_view line) {
    line = ascii::trimmed(line);
    line = without_bracket(line);
    if (line.size() > longest_line || std::ranges::none_of(line, is_digit)) return line;
    return only_counts(line) || is_stamp(line) ? std::string_view() : line;
}

}  // namespace newsbus

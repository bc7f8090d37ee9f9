#include "extract/facts/class_signs.h"

#include "extract/tree/class_names.h"
#include "extract/tree/naming_words.h"

namespace newsbus::extract {
namespace {

// "author", "Autor", "auteur": hardly any other name of a class has these letters, and most have none of the words.
bool speaks_of_authors(std::string_view names) {
    for (std::size_t at = names.find("ut"); at != names.npos; at = names.find("ut", at + 1))
        if (at > 0 && (names[at - 1] | 0x20) == 'a' && at + 2 < names.size() &&
            std::string_view("hoe").find(names[at + 2]) != std::string_view::npos)
            return true;
    return false;
}

bool names_byline(std::string_view names) {
    if (!speaks_of_authors(names) && names.find("byline") == std::string_view::npos) return false;
    return contains_any_word(
               names, {"byline", "author", "author-name", "byline-name", "authors", "article-author", "post-author",
                       "authorName", "autor", "autora", "autore", "auteur", "autores", "auteurs", "autoren"}) &&
           !names_a_title(names);
}

bool names_live_posts(std::string_view names) {
    return names.find("live") != std::string_view::npos &&
           contains_any_word(names, {"liveblog-post", "liveblog-posts", "live-blog-posts", "live-blog-post",
                                     "liveblog-entry", "liveblog-entries", "live-blog-entry", "liveblog__post",
                                     "live-updates-list", "liveticker-entry", "liveticker-entries"});
}

bool names_title(std::string_view names) {
    if (names.find("it") == std::string_view::npos && names.find("ead") == std::string_view::npos) return false;
    return contains_any_word(names,
                             {"title", "headline", "heading", "titulo", "titre", "titolo", "titel", "tit", "header"});
}

bool names_date(std::string_view names) {
    if (names.find("date") == std::string_view::npos && names.find("publish") == std::string_view::npos &&
        names.find("time") == std::string_view::npos)
        return false;
    return contains_any_word(names, {"published", "pubdate", "publish-date", "post-date", "article-date", "entry-date",
                                     "date", "datetime", "timestamp"});
}

}  // namespace

bool names_comments(std::string_view name) {
    return name == "disqus_thread" || (!name.empty() && name[0] >= 'a' && name[0] <= 'z' && meaning_of(name) & readers);
}

bool names_a_title(std::string_view names) {
    return contains_any_word(names, {"author-title", "byline-title", "author-role", "byline-role", "author-job",
                                     "job-title", "author-bio", "author-position"});
}

const ClassSigns& ClassSignsMemo::of(std::string_view classes) {
    constexpr std::size_t most_known = 1000;  // a page may be made to let all of them fall into one bucket
    if (const auto known = known_.find(classes); known != known_.end()) return known->second;
    ClassSigns& signs = known_.size() < most_known ? known_[classes] : unkept_;
    return signs = {names_comments(classes), names_live_posts(classes), names_title(classes), names_byline(classes),
                    names_date(classes)};
}

}  // namespace newsbus::extract

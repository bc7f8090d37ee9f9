#include "extract/evidence.h"
#include "extract/similar.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_name = 60;
constexpr std::size_t most_authors = 20;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n,;:|-/*@";
    std::size_t begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

bool is_prefix_ignoring_case(std::string_view text, std::string_view lower) {
    if (text.size() < lower.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
        if (c != lower[i]) return false;
    }
    return true;
}

std::string_view without_by(std::string_view name) {
    constexpr std::string_view openings[] = {"more stories by ",
                                             "more from ",
                                             "about the author - ",
                                             "author(s): ",
                                             "von: ",
                                             "by: ",
                                             "written by ",
                                             "posted by ",
                                             "published by ",
                                             "story by ",
                                             "reported by ",
                                             "by ",
                                             "von ",
                                             "par ",
                                             "por ",
                                             "door ",
                                             "av ",
                                             "af ",
                                             "di ",
                                             "a cura di ",
                                             "autor: ",
                                             "author: ",
                                             "text: ",
                                             "redakce ",
                                             "автор: ",
                                             "veröffentlicht von",
                                             "erstellt von ",
                                             "artikel von: ",
                                             "auteur: ",
                                             "auteur : ",
                                             "autore: ",
                                             "zeige alle beiträge von ",
                                             "alle beiträge von ",
                                             "beiträge von "};
    for (std::string_view opening : openings)
        if (is_prefix_ignoring_case(name, opening)) return trimmed(name.substr(opening.size()));
    return name;
}

// The word for "reporter" follows a Korean name.
std::string_view without_role(std::string_view name) {
    constexpr std::string_view reporter = " \xEA\xB8\xB0\xEC\x9E\x90";
    if (name.ends_with(reporter)) name = trimmed(name.substr(0, name.size() - reporter.size()));
    return name;
}

// "A and B", "A, B", "A & B".
std::vector<std::string_view> names_in(std::string_view text) {
    constexpr std::string_view joints[] = {
        " and ", " & ", " und ", " et ", " y ", " och ",          " og ",       " en ",        " i ",
        " e ",   ", ",  ";",     " | ",  " / ", " \xE2\x80\xA2 ", " \xC2\xB7 ", "\xE3\x80\x81"};
    std::vector<std::string_view> names;
    while (!text.empty()) {
        std::size_t cut = std::string_view::npos, size = 0;
        for (std::string_view joint : joints) {
            std::size_t at = text.find(joint);
            if (at < cut) cut = at, size = joint.size();
        }
        names.push_back(trimmed(text.substr(0, cut)));
        if (cut == std::string_view::npos) break;
        text.remove_prefix(cut + size);
    }
    return names;
}

bool is_publication(std::string_view name, const Evidence& evidence) {
    std::string_view host = evidence.url.host();
    if (host.starts_with("www.")) host.remove_prefix(4);
    return similar(name, evidence.metadata.first({"og:site_name"})) || similar(name, evidence.json_ld.publisher.name) ||
           similar(name, host.substr(0, host.find('.')));
}

// "courier.example": a site signs with its address.
bool is_domain(std::string_view name) {
    std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || name.size() - dot < 3) return false;
    std::string_view top = name.substr(dot + 1);
    return name.find(' ') == std::string_view::npos &&
           std::all_of(top.begin(), top.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// "capital", "red": labels of sections and signs of desks stand where names do.
bool is_lower_case_word(std::string_view name) {
    return std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// "Anna Lind", "Olga van der Meer": two words or more, all but particles with a capital.
bool is_written_like_a_name(std::string_view name) {
    int words = 0;
    bool capital = false;
    for (std::size_t at = 0; at < name.size(); ++words) {
        std::size_t end = std::min(name.find(' ', at), name.size());
        auto first = static_cast<unsigned char>(name[at]);
        bool lower = first >= 'a' && first <= 'z';
        if (lower && end - at > 3) return false;
        capital = capital || !lower;
        at = end + 1;
    }
    return capital && words >= 2 && words <= 4;
}

// The label of Twitter's card, as plug-ins translate it.
bool is_written_by(std::string_view label) {
    for (std::string_view known : {"Written by", "Geschrieben von", "Verfasst von", "Écrit par", "Escrito por",
                                   "Scritto da", "Geschreven door", "Napisane przez", "Skrevet av", "Skriven av"})
        if (label.starts_with(known)) return true;
    return false;
}

bool is_name(std::string_view name, const Evidence& evidence) {
    if (name.size() < 2 || name.size() > longest_name) return false;
    if (name.find("://") != std::string_view::npos || name.find("www.") != std::string_view::npos ||
        name.find('@') != std::string_view::npos)
        return false;
    if (name.find_first_of("0123456789<>{}()") != std::string_view::npos) return false;
    if (std::count(name.begin(), name.end(), ' ') > 5 || is_domain(name)) return false;
    std::string letters = letters_of(name);
    constexpr std::string_view nobody[] = {"admin",
                                           "administrator",
                                           "editor",
                                           "redaktion",
                                           "redaction",
                                           "redaccion",
                                           "staff",
                                           "author",
                                           "authors",
                                           "guest",
                                           "webmaster",
                                           "unknown",
                                           "none",
                                           "null",
                                           "undefined",
                                           "anonymous",
                                           "by",
                                           "byline",
                                           "share",
                                           "follow",
                                           "subscribe",
                                           "newsdesk",
                                           "comments",
                                           "facebook",
                                           "twitter",
                                           "email",
                                           "twitterfacebook",
                                           "facebooktwitter",
                                           "name",
                                           "von",
                                           "por",
                                           "par",
                                           "posted",
                                           "phd",
                                           "md",
                                           "noauthor",
                                           "no author"};
    if (letters.empty() || std::find(std::begin(nobody), std::end(nobody), letters) != std::end(nobody)) return false;
    return !is_publication(name, evidence);
}

class Collector {
public:
    Collector(const Evidence& evidence, Article& article) : evidence_(evidence), article_(article) {}

    void add(std::string_view text, const std::string& url, const std::string& origin) {
        if (!origin_.empty() && origin_ != origin) return;  // the first kind of evidence that names somebody wins
        for (std::string_view name : names_in(without_by(trimmed(text)))) {
            name = without_role(without_by(name));
            if (!is_name(name, evidence_) || article_.author.size() >= most_authors) continue;
            bool known = std::any_of(article_.author.begin(), article_.author.end(),
                                     [&](const Author& a) { return similar(a.name, name); });
            if (known) continue;
            article_.author.push_back({std::string(name), resolved(evidence_, url)});
            article_.provenance["author"] = origin_ = origin;
        }
    }

private:
    const Evidence& evidence_;
    Article& article_;
    std::string origin_;
};

// What nobody signed is by the publication, when that is said of the article itself and not of the site only.
void put_publication(const Evidence& evidence, Article& article) {
    auto put = [&](std::string_view name, const std::string& url, const char* origin) {
        name = trimmed(name);
        if (name.size() < 2 || name.size() > longest_name || !article.author.empty()) return;
        if (name.find("://") != std::string_view::npos || !is_publication(name, evidence)) return;
        article.author.push_back({std::string(name), resolved(evidence, url)});
        article.provenance["author"] = origin;
    };
    for (const Author& author : evidence.json_ld.author) put(author.name, author.url, "json-ld");
    put(evidence.metadata.first({"author"}), "", "meta author");
}

}  // namespace

void put_authors(const Evidence& evidence, Article& article) {
    Collector collector(evidence, article);
    for (const Author& author : evidence.json_ld.author) collector.add(author.name, author.url, "json-ld");
    for (const char* name :
         {"author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "dc.contributor",
          "parsely-author", "sailthru.author", "byl", "cxenseparse:author", "citation_author", "article:author_name",
          "og:author", "twitter:misc:written by", "twitter:data1"}) {
        if (std::string_view(name) == "twitter:data1" && !is_written_by(evidence.metadata.first({"twitter:label1"})))
            continue;
        for (std::string_view value : evidence.metadata.all(name))
            collector.add(value, "", std::string("meta ") + name);
    }
    for (const char* origin : {"itemprop=author", "rel=author", "class", "link", "label"}) {
        for (const Markup::Mark& mark : evidence.markup.authors) {
            // Below the first come the authors of comments and of other articles.
            if (mark.origin != origin || (!article.author.empty() && mark.origin != "itemprop=author")) continue;
            if (mark.origin == "class" && is_lower_case_word(mark.value)) continue;
            if (mark.origin == "label" && !is_written_like_a_name(mark.value)) continue;
            collector.add(mark.value, mark.url, origin);
        }
    }
    if (article.author.empty()) put_publication(evidence, article);
}

}  // namespace newsbus::extract

#include "extract/facts/authors.h"

#include "extract/words/byline_words.h"
#include "extract/words/names.h"
#include "text/agencies.h"
#include "text/letters.h"
#include "text/page_lines.h"
#include "url/host.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_publication = 60;
constexpr std::size_t most_authors = 20;

bool is_publication(std::string_view name, const Evidence& evidence) {
    std::string_view host = evidence.url.host();
    if (host.starts_with("www.")) host.remove_prefix(4);
    return text::similar(name, evidence.metadata.first({"og:site_name"})) ||
           text::similar(name, evidence.json_ld.publisher.name) || text::similar(name, host.substr(0, host.find('.')));
}

// "capital", "red": labels of sections and signs of desks stand where names do.
bool is_lower_case_word(std::string_view name) {
    return std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_author(std::string_view name, const Evidence& evidence) {
    return is_name(name) && !is_publication(name, evidence);
}

// "MS", "RD": what somebody may write behind the name.
bool is_degree(std::string_view name) {
    return name.size() <= 5 && std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Is it evidence that readers see, or data for programs?
bool is_visible(const std::string& origin) {
    return origin == "class" || origin == "link" || origin == "label" || origin == "rel=author" ||
           origin == "reporter" || origin == "beside" || origin == "signed";
}

bool is_cjk(std::string_view name) {
    return !name.empty() && static_cast<unsigned char>(name[0]) >= 0xE3;
}

// "Anna Lind (AFP)", "Anna Lind (she/her)", "Anna Lind avec AFP", "anna for Night Ferries", "Anna Lind/TTN News".
std::string_view without_rest(std::string_view text) {
    constexpr std::size_t longest = 20;
    for (std::string_view bracket : {" (", "\xEF\xBC\x88"}) {
        const std::size_t at = text.rfind(bracket);
        if (at == text.npos || at == 0 || text.size() - at > longest || text.find('.', at) != text.npos) continue;
        if (text.ends_with(")") || text.ends_with("\xEF\xBC\x89")) text = text.substr(0, at);
    }
    for (std::string_view joint : {" with ", " avec ", " mit ", " con ", " com ", " met ", " med ", " and ", " for "}) {
        const std::size_t at = text.find(joint);
        if (at == text.npos) continue;
        const std::string_view rest = text.substr(at + joint.size());
        const bool blog =
            joint == " for " && is_account(text.substr(0, at)) && !rest.empty() && rest[0] >= 'A' && rest[0] <= 'Z';
        if (blog || text::agency_line(rest)) text = text.substr(0, at);
    }
    const std::size_t slash = text.find_first_of("0123456789") == text.npos ? text.find('/') : text.npos;
    return slash != text.npos && is_written_like_a_name(text.substr(0, slash)) ? text.substr(0, slash) : text;
}

// Did a bar or a slash stand between the two pieces of a text?
bool is_barred(std::string_view before, std::string_view piece) {
    const char* const end = before.data() + before.size();
    if (piece.data() < end) return false;
    return std::string_view(end, static_cast<std::size_t>(piece.data() - end)).find_first_of("|/") !=
           std::string_view::npos;
}

// Of a line that readers see: does a piece behind a name say who she is, or for whom she writes, and name nobody else?
bool describes(std::string_view piece, std::string_view before, bool visible) {
    if (names_a_role(piece)) return true;
    if (is_written_like_a_name(before) && is_degree(piece)) return true;
    if ((visible || is_barred(before, piece)) && text::agency_line(piece)) return true;
    return visible && !is_written_like_a_name(name_alone(piece)) && !is_name_of_east_asia(name_alone(piece));
}

// A picture's text and the name beside it: "Ada Quill Ada Quill".
std::string_view said_once(std::string_view name) {
    const std::size_t half = name.size() / 2;
    const std::string_view once = name.substr(0, half);
    const bool is_twice = name.size() % 2 == 1 && name[half] == ' ' && once == name.substr(half + 1);
    return is_twice && once.find(' ') != once.npos ? once : name;
}

// The names in a text, without roles and without what else the line says.
std::vector<std::string_view> authors_in(std::string_view text, bool visible) {
    std::vector<std::string_view> names;
    for (std::string_view name : names_in(without_by(trimmed_name(text)))) {
        name = trimmed_name(without_rest(without_by(name)));
        if (!names.empty() && describes(name, names.back(), visible)) continue;
        if (names_nobody(name) || (visible && text::is_furniture(name))) continue;
        std::string_view alone = name_alone(name);
        const bool is_whole = !is_cjk(alone) && !(visible && (is_written_like_a_name(alone) || is_account(alone)));
        names.push_back(said_once(is_whole ? name : alone));
    }
    return names;
}

class Collector {
public:
    Collector(const Evidence& evidence, Article& article) : evidence_(evidence), article_(article) {}

    void add(std::string_view text, const std::string& url, const std::string& origin) {
        if (!origin_.empty() && origin_ != origin) return;  // the first kind of evidence that names somebody wins
        for (std::string_view name : authors_in(text, is_visible(origin))) {
            if (!is_author(name, evidence_) || article_.author.size() >= most_authors) continue;
            if (is_account(name) && !text::agency_line(name)) {
                if (account_.name.empty())
                    account_ = {std::string(name), resolved(evidence_, url)}, account_origin_ = origin;
                continue;
            }
            bool known = std::any_of(article_.author.begin(), article_.author.end(),
                                     [&](const Author& a) { return text::similar(a.name, name); });
            if (known) continue;
            article_.author.push_back({std::string(name), resolved(evidence_, url)});
            article_.provenance["author"] = origin_ = origin;
        }
    }

    // Many a site signs with what its system calls the author. That is better than nobody, or than somebody else of one
    // word: readers sign so.
    void settle() {
        const bool slug = account_.name.find_first_of("-_.") != std::string::npos;
        if (account_.name.empty() || slug) return;
        if (!article_.author.empty() && article_.author[0].name.find(' ') != std::string::npos) return;
        if (!article_.author.empty() && !is_visible(origin_)) return;
        article_.author = {account_};
        article_.provenance["author"] = account_origin_;
    }

private:
    const Evidence& evidence_;
    Article& article_;
    Author account_;
    std::string origin_, account_origin_;
};

// What nobody signed is by the publication, when that is said of the article itself and not of the site only.
void put_publication(const Evidence& evidence, Article& article) {
    auto put = [&](std::string_view name, const std::string& url, const char* origin) {
        name = trimmed_name(name);
        if (name.size() < 2 || name.size() > longest_publication || !article.author.empty()) return;
        if (name.find("://") != std::string_view::npos || !is_publication(name, evidence)) return;
        article.author.push_back({std::string(name), resolved(evidence, url)});
        article.provenance["author"] = origin;
    };
    for (const std::vector<Author>* said : {&evidence.json_ld.author, &evidence.json_ld.organizations})
        for (const Author& author : *said) put(author.name, author.url, "json-ld");
    put(evidence.metadata.first({"author"}), "", "meta author");
    for (const Mark& mark : evidence.marks.authors)
        if (mark.origin != "link" && mark.origin != "label") put(without_by(mark.value), mark.url, mark.origin.c_str());
}

// Does a text behind a label begin with a name?
bool begins_with_name(std::string_view text) {
    const std::vector<std::string_view> names = names_in(text);
    if (names.empty()) return false;
    const std::string_view first = name_alone(names[0]);
    return is_written_like_a_name(first) || is_name_of_east_asia(first);
}

// To another site: a text that quotes somebody may link to her page there.
bool leads_away(const std::string& url, const Evidence& evidence) {
    const auto parsed = Url::parse(url, evidence.url);
    return parsed && politeness_host(*parsed) != politeness_host(evidence.url);
}

bool is_in_title(std::string_view name, const Evidence& evidence) {
    return text::letters_of(evidence.metadata.title).find(text::letters_of(name)) != std::string::npos;
}

// Those of the first mark, and of the list that it begins: below come the authors of comments and of other articles.
void add_marks(const Evidence& evidence, std::string_view origin, const Article& article, Collector& collector) {
    const bool all = origin == "itemprop=author" || origin == "reporter";
    bool list = false;
    for (const Mark& mark : evidence.marks.authors) {
        if (mark.origin != origin || (mark.quoted && leads_away(mark.url, evidence))) continue;
        list = list && mark.joined;
        if (!article.author.empty() && !all && !list) continue;
        if (origin == "class" && is_lower_case_word(mark.value)) continue;
        if (origin == "signed" && is_in_title(mark.value, evidence)) continue;
        if (list && names_a_role(mark.value)) continue;
        if (origin == "label" && !begins_with_name(mark.value)) continue;
        collector.add(mark.value, mark.url, mark.origin);
        list = !article.author.empty();
    }
}

// What names an author may not link to her page, and what links to it come later.
void add_links(const Evidence& evidence, Article& article) {
    for (Author& author : article.author)
        for (const Mark& mark : evidence.marks.authors)
            if (author.url.empty() && !mark.url.empty() &&
                text::letters_of(mark.value) == text::letters_of(author.name))
                author.url = resolved(evidence, mark.url);
}

}  // namespace

void put_authors(const Evidence& evidence, Article& article) {
    Collector collector(evidence, article);
    for (const Author& author : evidence.json_ld.author) collector.add(author.name, author.url, "json-ld");
    for (const char* name :
         {"author", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "dc.contributor",
          "parsely-author", "sailthru.author", "byl", "cxenseparse:author", "citation_author", "article:author_name",
          "og:author", "twitter:misc:written by", "twitter:data1"}) {
        if (std::string_view(name) == "twitter:data1" && !is_by_label(evidence.metadata.first({"twitter:label1"})))
            continue;
        for (std::string_view value : evidence.metadata.all(name))
            collector.add(value, "", std::string("meta ") + name);
    }
    for (const char* origin :
         {"itemprop=author", "rel=author", "class", "link", "label", "reporter", "beside", "signed"})
        add_marks(evidence, origin, article, collector);
    for (const std::string& name : evidence.script.authors) collector.add(name, "", "script");
    collector.settle();
    add_links(evidence, article);
    for (const Author& author : evidence.json_ld.organizations) collector.add(author.name, author.url, "json-ld");
    if (article.author.empty()) put_publication(evidence, article);
}

}  // namespace newsbus::extract

#include "extract/facts/authors.h"

#include "extract/words/byline_words.h"
#include "extract/words/names.h"
#include "text/letters.h"
#include "text/page_lines.h"

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
    return origin == "class" || origin == "link" || origin == "label" || origin == "rel=author";
}

bool is_cjk(std::string_view name) {
    return !name.empty() && static_cast<unsigned char>(name[0]) >= 0xE3;
}

// The names in a text, without roles and without what else the line says.
std::vector<std::string_view> authors_in(std::string_view text, bool visible) {
    std::vector<std::string_view> names;
    for (std::string_view name : names_in(without_by(trimmed_name(text)))) {
        name = without_by(name);
        bool behind_a_name = !names.empty() && is_written_like_a_name(names.back());
        if (!names.empty() && (names_a_role(name) || (behind_a_name && is_degree(name)))) continue;
        if (names_nobody(name) || (visible && text::is_furniture(name))) continue;
        std::string_view alone = name_alone(name);
        names.push_back((visible && is_written_like_a_name(alone)) || is_cjk(alone) ? alone : name);
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
            bool known = std::any_of(article_.author.begin(), article_.author.end(),
                                     [&](const Author& a) { return text::similar(a.name, name); });
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
    for (const char* origin : {"itemprop=author", "rel=author", "class", "link", "label"}) {
        for (const Mark& mark : evidence.marks.authors) {
            // Below the first come the authors of comments and of other articles.
            if (mark.origin != origin || (!article.author.empty() && mark.origin != "itemprop=author")) continue;
            if (mark.origin == "class" && is_lower_case_word(mark.value)) continue;
            if (mark.origin == "label" && !is_written_like_a_name(mark.value)) continue;
            collector.add(mark.value, mark.url, origin);
        }
    }
    for (const Author& author : evidence.json_ld.organizations) collector.add(author.name, author.url, "json-ld");
    if (article.author.empty()) put_publication(evidence, article);
}

}  // namespace newsbus::extract

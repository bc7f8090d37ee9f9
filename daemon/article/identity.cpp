#include "article/identity.h"

#include "article/sameness.h"
#include "base/ascii.h"
#include "base/sha256.h"
#include "url/url.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace newsbus {
namespace {

/// Lower-cased ASCII without white space, typography and counts: titles that differ in nothing else are the same.
std::string normal_title(std::string_view title) {
    std::string out;
    append_lasting_text(out, title);
    if (out.empty()) out = title;  // it may be nothing but a count
    std::ranges::transform(out, out.begin(), [](char c) { return ascii::lower(c); });
    return out;
}

/// The comparable form of the article's URL, "" when it is none or only a site's front page.
std::string url_rung(const Article& article) {
    auto url = Url::parse(article.canonical_url.empty() ? article.url : article.canonical_url);
    if (!url || !url->is_http()) return {};
    bool front_page = (url->path().empty() || url->path() == "/") && url->query().empty();
    return front_page ? std::string() : comparable_url(*url);
}

std::string title_rung(const Article& article) {
    std::string title = normal_title(article.headline);
    if (title.empty()) title = normal_title(std::string_view(article.description).substr(0, 200));
    if (title.empty()) return {};
    return title + '\n' + (article.date_published ? format_rfc3339(*article.date_published) : "");
}

/// One number for what the article says; 0 when it says nothing.
std::uint64_t text_print(const Article& article) {
    std::string text;
    append_lasting_text(text, article.description);
    append_lasting_text(text, article.body);
    return text.empty() ? 0 : fingerprint(text);
}

}  // namespace

/// The keys of one entry before they are hashed; "" = the entry has none of that kind.
struct Identifier::Rungs {
    std::string guid, url, title;
    std::uint64_t text = 0;  ///< text_print(); no rung, but it tells copies
    bool operator==(const Rungs&) const = default;
};

namespace {

using Rungs = Identifier::Rungs;
using EntryAt = std::function<const Article&(std::size_t)>;

/// One entry that its feed lists twice, under two guids ("...#0", "...#3"): link, title, date and text are the same. A
/// link and a title alone are too little to go by.
bool is_copy(const Rungs& a, const Rungs& b) {
    const bool dated = !a.title.empty() && a.title.back() != '\n';
    return !a.url.empty() && a.url == b.url && a.title == b.title && a.text == b.text && (dated || a.text != 0);
}

bool differ(const std::string& a, const std::string& b) {
    return !a.empty() && !b.empty() && a != b;
}

// Two entries of one document share a guid, URL or title: does another key show that they are different entries?
bool guid_lies(const Rungs& a, const Rungs& b) {
    return a.url.empty() || b.url.empty() ? differ(a.title, b.title) : a.url != b.url;
}
bool url_lies(const Rungs& a, const Rungs& b) {
    if (is_copy(a, b)) return false;
    return a.guid.empty() || b.guid.empty() ? differ(a.title, b.title) : a.guid != b.guid;
}
bool title_lies(const Rungs& a, const Rungs& b) {
    if (is_copy(a, b)) return false;
    return differ(a.guid, b.guid) || differ(a.url, b.url);
}

/// The guids, URLs or titles that several different entries have.
std::unordered_set<std::string_view> misleading(const std::vector<Rungs>& entries, std::string Rungs::*rung,
                                                bool (*lies)(const Rungs&, const Rungs&)) {
    std::unordered_map<std::string_view, const Rungs*> first;
    std::unordered_set<std::string_view> found;
    for (const Rungs& entry : entries) {
        if ((entry.*rung).empty()) continue;
        auto [known, fresh] = first.emplace(entry.*rung, &entry);
        if (!fresh && lies(*known->second, entry)) found.insert(entry.*rung);
    }
    return found;
}

/// Sets `text` of the entries that share a URL: only these can be copies.
void print_texts_of_one_url(const EntryAt& entry_at, std::vector<Rungs>& rungs) {
    std::unordered_map<std::string_view, std::size_t> first;
    for (std::size_t i = 0; i < rungs.size(); ++i) {
        if (rungs[i].url.empty()) continue;
        const auto [known, fresh] = first.emplace(rungs[i].url, i);
        if (fresh) continue;
        if (rungs[known->second].text == 0) rungs[known->second].text = text_print(entry_at(known->second));
        rungs[i].text = text_print(entry_at(i));
    }
}

std::string key(char rung, const std::string& value) {
    return std::string{rung, ':'} + sha256_hex(value).substr(0, 24);
}

Identity identity(const Rungs& entry, std::string_view host) {
    Identity result;
    if (!entry.guid.empty()) result.keys.push_back(key('g', entry.guid));
    if (!entry.url.empty()) result.keys.push_back(key('u', entry.url));
    if (!entry.title.empty()) result.keys.push_back(key('t', entry.title));

    std::string within_host = !entry.guid.empty() ? entry.guid : entry.title;
    result.id = sha256_hex(!entry.url.empty() ? entry.url : std::string(host) + '\n' + within_host).substr(0, 32);
    return result;
}

}  // namespace

Identity identity_of(std::string_view text) {
    Article article;
    article.url = std::string(text);
    Rungs known{std::string(text), url_rung(article), "", 0};
    Identity result = identity(known, "");
    if (known.url.empty()) result.id.clear();
    return result;
}

std::vector<Identity> identify(std::span<const Article> entries, std::string_view host) {
    Identifier identifier;
    identifier.reserve(entries.size());
    for (const Article& entry : entries) identifier.add(entry);
    return identifier.identities([entries](std::size_t at) -> const Article& { return entries[at]; }, host);
}

Identifier::Identifier() = default;
Identifier::~Identifier() = default;

void Identifier::reserve(std::size_t entries) {
    rungs_.reserve(entries);
}

void Identifier::add(const Article& entry) {
    Rungs rungs{entry.identifier, url_rung(entry), title_rung(entry), 0};
    if (!rungs.url.empty() && rungs.guid == entry.url) rungs.guid.clear();  // the link once more
    rungs_.push_back(std::move(rungs));
}

std::vector<Identity> Identifier::identities(const EntryAt& entry_at, std::string_view host) {
    print_texts_of_one_url(entry_at, rungs_);
    auto bad_guids = misleading(rungs_, &Rungs::guid, guid_lies);
    auto bad_urls = misleading(rungs_, &Rungs::url, url_lies);
    auto bad_titles = misleading(rungs_, &Rungs::title, title_lies);

    std::vector<Identity> identities;
    identities.reserve(rungs_.size());
    for (const Rungs& entry : rungs_) {
        Rungs kept{bad_guids.contains(entry.guid) ? "" : entry.guid, bad_urls.contains(entry.url) ? "" : entry.url,
                   bad_titles.contains(entry.title) ? "" : entry.title, 0};
        // No single key tells the entry apart: all of them together do.
        if (kept == Rungs{}) kept.guid = entry.guid + '\n' + entry.url + '\n' + entry.title;
        identities.push_back(identity(kept, host));
    }
    return identities;
}

}  // namespace newsbus

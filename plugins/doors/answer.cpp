#include "plugins/doors/answer.h"

#include "article/json.h"
#include "base/utf8.h"
#include "html/sanitize.h"
#include "url/web_address.h"

#include <optional>
#include <set>
#include <string>

namespace newsbus::plugins {
namespace {

/// Calls `look` with the wire name and the text of each address.
template <class A, class Look>
void each_address(A& article, Look look) {
    look("url", article.url);
    look("canonicalUrl", article.canonical_url);
    look("publisher.url", article.publisher.url);
    look("sourceOrganization.url", article.source_organization.url);
    for (auto& author : article.author) look("author.url", author.url);
    for (auto& image : article.image) look("image.url", image.url);
    for (auto& media : article.encoding) look("encoding.contentUrl", media.url);
}

/// The form of RFC 5646: subtags of one to eight letters and digits, the first of letters.
bool is_language_tag(std::string_view tag) {
    constexpr std::size_t longest_tag = 35, longest_subtag = 8;
    auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    std::size_t length = 0;
    for (std::size_t i = 0; i < tag.size(); ++i) {
        if (tag[i] == '-' ? length == 0 : !is_letter(tag[i]) && (i == length || tag[i] < '0' || tag[i] > '9'))
            return false;
        length = tag[i] == '-' ? 0 : length + 1;
        if (length > longest_subtag) return false;
    }
    return length > 0 && tag.size() >= 2 && tag.size() <= longest_tag;
}

Error refused(std::string_view field, std::string_view value, const char* what) {
    return {Errc::plugin, "patch: " + std::string(field) + ": \"" + shortened(value, 100) + "\" is " + what};
}

/// Writes new addresses as they stand in messages; those that were there already have come in by the same door.
std::optional<Error> take_addresses(const Article& before, Article& after) {
    std::set<std::string_view> known;
    each_address(before, [&known](const char*, const std::string& address) { known.insert(address); });
    std::optional<Error> wrong;
    each_address(after, [&](const char* field, std::string& address) {
        if (wrong || address.empty() || known.contains(address)) return;
        std::string taken = web_address_text(address, Url());
        if (taken.empty()) wrong = refused(field, address, "no absolute address of http or https");
        address = std::move(taken);
    });
    return wrong;
}

bool says_nothing(const Article& article) {
    return article.url.empty() && article.headline.empty() && article.description.empty() && article.body.empty();
}

}  // namespace

Result<Article> answered(const Article& article, std::string_view patch) {
    auto edited = patched(article, patch);
    if (!edited) return edited;
    if (auto wrong = take_addresses(article, *edited)) return *wrong;
    if (edited->language != article.language && !edited->language.empty() && !is_language_tag(edited->language))
        return refused("inLanguage", edited->language, "no language tag (BCP 47)");
    if (says_nothing(*edited) && !says_nothing(article))
        return Error{Errc::plugin,
                     "patch: leaves no url, headline, description and articleBody; null drops an article"};
    if (edited->body_html != article.body_html) {
        auto base = Url::parse(edited->url);
        edited->body_html = html::sanitized(edited->body_html, base ? *base : Url());
    }
    return edited;
}

}  // namespace newsbus::plugins

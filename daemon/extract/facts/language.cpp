#include "extract/facts/language.h"

#include "text/language.h"

#include <algorithm>
#include <string>
#include <utility>

namespace newsbus::extract {
namespace {

// The first paragraphs, as many as tell the language.
std::string beginning(const std::string& body) {
    constexpr std::size_t enough = 2000;  // bytes
    return body.substr(0, body.find('\n', std::min(enough, body.size())));
}

struct Declaration {
    std::string tag;
    const char* where;
};

/// The first one that is a language.
Declaration declaration(const Evidence& evidence) {
    const auto meta =
        evidence.metadata.first({"og:locale", "content-language", "language", "dc.language", "inlanguage"});
    Declaration declarations[] = {{text::canonical_tag(evidence.metadata.language), "html lang"},
                                  {text::canonical_tag(evidence.json_ld.language), "json-ld"},
                                  {text::canonical_tag(meta), "meta"}};
    for (Declaration& one : declarations)
        if (!one.tag.empty()) return std::move(one);
    return {"", ""};
}

}  // namespace

std::string declared_language(const Evidence& evidence) {
    return declaration(evidence).tag;
}

void put_language(const Evidence& evidence, Article& article) {
    const Declaration said = declaration(evidence);
    const std::string& declared = said.tag;
    if (!declared.empty()) article.provenance["inLanguage"] = said.where;
    auto detected = text::detect_language(
        article.body.empty() ? article.headline + ". " + article.description : beginning(article.body), declared);
    if (detected && detected->confidence >= 0.6 &&
        text::primary_language(detected->tag) != text::primary_language(declared)) {
        article.language = detected->tag;  // templates declare the language of the system, texts have their own
        article.language_confidence = detected->confidence;
        article.provenance["inLanguage"] = "text";
    } else {
        article.language = declared;
        if (detected) article.language_confidence = detected->confidence;
    }
}

}  // namespace newsbus::extract

// tag_language: the language that the text is written in, with what the publisher declares as a hint.
#include "plugins/builtin/kinds.h"
#include "text/language.h"

#include <algorithm>
#include <array>

namespace newsbus::plugins {
namespace {

/// Languages that a detector of letters confuses: within a group the publisher knows better.
constexpr std::array<std::string_view, 5> close_relatives[] = {
    {"no", "nb", "nn"},
    {"hr", "bs", "sr", "sh", "cnr"},
    {"id", "ms"},
    {"fil", "tl"},
};

bool are_close(std::string_view one, std::string_view other) {
    return std::ranges::any_of(close_relatives, [&](const auto& group) {
        return std::ranges::count(group, one) && std::ranges::count(group, other);
    });
}

/// "en-GB" says more than a detected "en" and no less than it; "zh" says less than a detected "zh-Hant".
std::string agreed_tag(const std::string& declared, const std::string& detected) {
    std::string declared_primary = text::primary_language(declared),
                detected_primary = text::primary_language(detected);
    bool same = declared_primary == detected_primary && detected == detected_primary;
    return same || are_close(declared_primary, detected_primary) ? declared : detected;
}

/// The body alone when there is enough of it: headlines are short, shouted and full of names.
std::string sample(const Article& article) {
    constexpr std::size_t enough = 400;
    if (article.body.size() >= enough) return article.body;
    return article.headline + "\n" + article.description + "\n" + article.body;
}

class TagLanguage final : public Plugin {
public:
    Result<Verdict> process(Article& article) override {
        std::string declared = text::canonical_tag(article.language);
        auto detected = text::detect_language(sample(article), declared);
        article.language = detected ? agreed_tag(declared, detected->tag) : declared;
        article.language_confidence = detected ? detected->confidence : 0;
        if (detected) article.provenance["inLanguage"] = "text";
        return Verdict::keep;
    }
};

Result<std::unique_ptr<Plugin>> make(const OptionValues&, const Context&) {
    return std::make_unique<TagLanguage>();
}

}  // namespace

const PluginKind tag_language{
    "tag_language", "Sets inLanguage from the text, with inLanguageConfidence", {}, make, true};

}  // namespace newsbus::plugins

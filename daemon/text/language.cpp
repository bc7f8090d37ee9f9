#include "text/language.h"

#include "base/utf8.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace newsbus::text {
namespace {

constexpr std::size_t longest_look = 32 * 1024;  // more text does not make the answer better, only later
constexpr std::size_t longest_tag = 40;
constexpr double half = 0.5;

/// Where CLD2's codes and old declarations differ from today's BCP 47.
constexpr std::pair<std::string_view, std::string_view> renamed[] = {
    {"cmn", "zh"}, {"in", "id"},  {"iw", "he"},    {"ji", "yi"},         {"jw", "jv"},
    {"mo", "ro"},  {"tl", "fil"}, {"zh-CN", "zh"}, {"zh-TW", "zh-Hant"},
};

std::string modern(std::string_view code) {
    for (auto [old_code, new_code] : renamed)
        if (code == old_code) return std::string(new_code);
    return std::string(code);
}

}  // namespace

std::optional<DetectedLanguage> detect_language(std::string_view text, std::string_view hint) {
    text = utf8_prefix(text, longest_look);
    std::string hinted = canonical_tag(hint);
    // The characters tell Chinese, and which; hinted CLD2 takes short traditional texts for Japanese.
    if (hinted.starts_with("zh")) hinted.clear();
    CLD2::CLDHints hints{hinted.empty() ? nullptr : hinted.c_str(), nullptr, CLD2::UNKNOWN_ENCODING,
                         CLD2::UNKNOWN_LANGUAGE};
    std::array<CLD2::Language, 3> languages{};
    std::array<int, 3> percents{};
    std::array<double, 3> scores{};
    int text_bytes = 0, valid_bytes = 0;
    bool reliable = false;
    CLD2::ExtDetectLanguageSummaryCheckUTF8(text.data(), static_cast<int>(text.size()), /*is_plain_text=*/true, &hints,
                                            /*flags=*/0, languages.data(), percents.data(), scores.data(), nullptr,
                                            &text_bytes, &reliable, &valid_bytes);
    std::string code = CLD2::LanguageCode(languages[0]);
    double share = percents[0] / 100.0;
    // "un" is unknown; "xx-Qaai" and the like name a script, not a language.
    if (!reliable || share < half || code == "un" || code.starts_with("xx")) return std::nullopt;
    return DetectedLanguage{modern(code), share};
}

std::string canonical_tag(std::string_view tag) {
    if (tag.empty() || tag.size() > longest_tag) return "";
    std::string dashed(tag);
    std::replace(dashed.begin(), dashed.end(), '_', '-');
    std::array<char, ULOC_FULLNAME_CAPACITY> locale{}, canonical{};
    UErrorCode status = U_ZERO_ERROR;
    int32_t used = 0;
    uloc_forLanguageTag(dashed.c_str(), locale.data(), locale.size(), &used, &status);
    if (U_FAILURE(status) || used != static_cast<int32_t>(dashed.size())) return "";
    int32_t length = uloc_toLanguageTag(locale.data(), canonical.data(), canonical.size(), /*strict=*/true, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING) return "";
    std::string result(canonical.data(), static_cast<std::size_t>(length));
    std::size_t end = std::min(result.find('-'), result.size());
    if (end < 2 || end > 3 || result.substr(0, end) == "und") return "";  // "x-mine", "english"
    return modern(result.substr(0, end)) + result.substr(end);
}

std::string primary_language(std::string_view tag) {
    std::string canonical = canonical_tag(tag);
    return canonical.empty() ? "und" : canonical.substr(0, canonical.find('-'));
}

}  // namespace newsbus::text

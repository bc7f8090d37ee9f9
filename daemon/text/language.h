#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace newsbus::text {

struct DetectedLanguage {
    std::string tag;        ///< BCP 47: "en", "pt", "zh-Hant"
    double confidence = 0;  ///< 0 to 1: the share of the text that is in this language
};

/// Language of a plain text in UTF-8, by CLD2. `hint` is a declared BCP 47 tag or "". Nothing when the text is too
/// short or mixed to tell. Looks at the first 32 KiB.
std::optional<DetectedLanguage> detect_language(std::string_view text, std::string_view hint = "");

/// "en_us" -> "en-US", "iw" -> "he", "eng" -> "en": the canonical BCP 47 form. "" for "", "und" and nonsense.
std::string canonical_tag(std::string_view tag);

/// "en-US" -> "en"; "" and nonsense -> "und". The topic's language.
std::string primary_language(std::string_view tag);

}  // namespace newsbus::text

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsbus::text {

/// A news agency that delivers to others: AFP, Reuters.
struct Agency {
    std::string name;
    std::string code;  ///< of plugins/data/gazetteer/news_agencies.tsv
    bool operator==(const Agency&) const = default;
};

/// The wire agency of a line that names one and nothing else but labels: "AFP", "By AFP", "Source: Reuters", "AFP and
/// Reuters" (the first). Nothing for other lines. `name` is empty when the line only says that agencies were used. The
/// agencies are those of plugins/data/gazetteer/news_agencies.tsv.
std::optional<Agency> agency_line(std::string_view line);

/// The agency of a dateline at the head of `text`, "LINDMOUTH, May 3 (AFP) - The", or of a signature at its end,
/// "at home. (AFP)".
std::optional<Agency> agency_beside(std::string_view text);

/// Is the word with this hash (words.h) one of those that stand around an agency in a credit: "by", "source", "con"?
bool is_credit_word(std::uint64_t hash);

/// Does the text begin with a dash, as what follows the agency of a dateline does?
bool begins_with_dash(std::string_view text);

}  // namespace newsbus::text

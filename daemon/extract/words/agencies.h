#pragma once

#include <optional>
#include <string_view>

#include "article/article.h"

namespace newsbus::extract {

/// The wire agency that a line names and nothing else does, labels apart: "AFP", "By AFP", "Source: Reuters",
/// "AFP and Reuters" (the first). `name` is empty when it only says that agencies were used. Nothing for other lines.
/// What agencies there are stands in plugins/data/gazetteer/news_agencies.tsv.
std::optional<Organization> agency_line(std::string_view line);

/// The agency of a dateline at the head of `text`, "LINDMOUTH, May 3 (AFP) - The", or of a signature at its end,
/// "at home. (AFP)".
std::optional<Organization> agency_beside(std::string_view text);

}  // namespace newsbus::extract

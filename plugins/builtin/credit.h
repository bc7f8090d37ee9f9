#pragma once

#include <cstdint>
#include <optional>

#include "article/article.h"
#include "plugins/builtin/gazetteer.h"

namespace newsbus::plugins {

/// The news agency that the article is credited to, as its number in the gazetteer: by the author or credit line, by a
/// dateline ("MOSCOW (Reuters) -", "/TASS/"), by a line that has nothing else ("Source: AFP"), or by "(PTI)" at the
/// end. An agency that the text only mentions, or that took a picture, does not count.
std::optional<std::uint32_t> credited_agency(const Article& article, const Gazetteer& gazetteer);

}  // namespace newsbus::plugins

#pragma once

#include <cstdint>
#include <optional>

#include "article/article.h"
#include "plugins/builtin/gazetteer.h"

namespace newsbus::plugins {

/// The news agency that the article is credited to: by its author or credit line, by a dateline ("MOSCOW (Reuters) -",
/// "/TASS/"), by a line that has nothing but the agency ("Source: AFP"), or by "(PTI)" at the end. An agency that the
/// text only talks about, or that took a picture, is not credited.
std::optional<std::uint32_t> credited_agency(const Article& article, const Gazetteer& gazetteer);

}  // namespace newsbus::plugins

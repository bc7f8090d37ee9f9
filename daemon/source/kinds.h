#pragma once

#include <memory>
#include <string>

#include "source/source.h"

namespace newsbus::source {

/// One kind of source: how it is made, how its answers are read.
struct KindRow {
    Kind kind;
    std::unique_ptr<Source> (*make)(Options options, std::string password);
    Result<Harvest> (*read)(const Response& response, const extract::Rules* rules, Making making);
};

extern const KindRow feed_kind;
extern const KindRow listing_kind;
extern const KindRow page_kind;
extern const KindRow sitemap_kind;

}  // namespace newsbus::source

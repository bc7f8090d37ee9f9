#pragma once

#include <vector>

#include <pugixml.hpp>

#include "article/article.h"
#include "feed/scope.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// Reads what a channel (RSS, CDF) or an Atom feed says about itself. `scope` is the one inside `node`. A field of
/// `feed` that has a value already keeps it. Authors are appended to `authors`.
void read_channel(pugi::xml_node node, const Scope& scope, FeedInfo& feed, std::vector<Author>& authors);

}  // namespace newsbus::feed

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// One feed of a subscription list.
struct Subscription {
    std::string title;
    std::string url;                   ///< absolute, http or https
    std::vector<std::string> folders;  ///< it stands in, outermost first, and its categories
    bool operator==(const Subscription&) const = default;
};

/// A subscription list.
struct Opml {
    std::string title;
    std::vector<Subscription> feeds;  ///< in document order, each URL once
    std::vector<Problem> problems;    ///< entries left out, what had to be repaired
};

/// Reads OPML 1.0 and 2.0 (http://opml.org/spec2.opml), ill-formed documents too. Every outline with an xmlUrl is a
/// feed, every other one a folder. At most 10,000 feeds; folders deeper than 8 are not told. Fails with Errc::syntax
/// when it is no OPML. Never throws; linear; no recursion over depth.
Result<Opml> read_opml(std::string_view body);

/// Writes OPML 2.0: feeds with the same folders stand together, in nested outlines.
std::string write_opml(const Opml& opml);

}  // namespace newsbus::feed

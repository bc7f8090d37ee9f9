#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "url/url.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// One feed of a subscription list.
struct Subscription {
    std::string title;
    std::string url;                   ///< absolute, http or https
    std::vector<std::string> folders;  ///< it stands in, outermost first, and its categories; each once
    bool operator==(const Subscription&) const = default;
};

/// A subscription list.
struct Opml {
    std::string title;
    std::vector<Subscription> feeds;  ///< in document order, each once
    std::vector<Problem> problems;    ///< entries left out, what had to be repaired
};

/// Addresses with the same key count as one feed: they differ only in http or https, or in a slash at the end.
std::string feed_key(const Url& url);

/// Reads OPML 1.0 and 2.0 (http://opml.org/spec2.opml), ill-formed documents too. An outline with an xmlUrl is a feed,
/// every other one a folder. Addresses may be written feed:https://host or feed://host.
/// A feed that stands there several times (see feed_key) is listed once, with the folders of all places. At most 10,000
/// feeds, 50 folders a feed, 8 levels of folders; deeper folders are ignored.
/// Fails with Errc::syntax when it is no OPML. Never throws; linear; no recursion over depth.
Result<Opml> read_opml(std::string_view body);

/// Writes OPML 2.0. The first eight folders of a feed become nested outlines, the others its categories.
std::string write_opml(const Opml& opml);

}  // namespace newsbus::feed

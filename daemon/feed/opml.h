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

/// Two addresses with the same key are taken for one feed: they differ by http and https, or by a slash at the end.
std::string feed_key(const Url& url);

/// Reads OPML 1.0 and 2.0 (http://opml.org/spec2.opml), ill-formed documents too. Every outline with an xmlUrl is a
/// feed, every other one a folder; feed:https://host and feed://host are addresses too. A feed that stands there more
/// than once, also under http and https or with and without a slash at the end, is one with the folders of all. At most
/// 10,000 feeds, 50 folders of a feed; folders deeper than 8 are not told. Fails with Errc::syntax when it is no OPML.
/// Never throws; linear; no recursion over depth.
Result<Opml> read_opml(std::string_view body);

/// Writes OPML 2.0: the folders of a feed become nested outlines, those past the eighth categories.
std::string write_opml(const Opml& opml);

}  // namespace newsbus::feed

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"

namespace newsbus {

/// Who an entry is: the id it gets when it is new, and the keys it is looked up by, strongest first.
struct Identity {
    std::string id;                 ///< 32 hex digits
    std::vector<std::string> keys;  ///< "g:..." guid, "u:..." canonical URL, "t:..." title and date
    bool operator==(const Identity&) const = default;
};

/// Works out the identities of all entries of one document, in its order.
/// `id`: the first 32 hex digits of SHA-256 of the normalized canonical URL, else of feed host + guid, else of feed
/// host
/// + title + date. A rung that several entries of the document share while they differ in another one tells nothing
/// apart and is left out; so is a URL that is only the site's front page. Entries that are the same on every rung get
/// the same identity. `host` is the host of the document's own URL.
std::vector<Identity> identify(std::span<const Article> entries, std::string_view host);

/// What an entry is known by of which only `text` is given: its URL, its guid as written, or both. `id` is the one that
/// an entry with that URL gets at first sight, "" when `text` is no http(s) URL.
Identity identity_of(std::string_view text);

}  // namespace newsbus

#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"

namespace newsbus {

/// What an entry is recognised by when a later poll brings it again. `id` is the id it gets when it is new; `keys` are
/// what it is looked up by, strongest first: the identity ladder.
struct Identity {
    std::string id;                 ///< 32 hex digits
    std::vector<std::string> keys;  ///< "g:..." guid, "u:..." canonical URL, "t:..." title and date
    bool operator==(const Identity&) const = default;
};

/// Works out the identities of all entries of one document, in its order.
/// `id` is the first 32 hex digits of a SHA-256: of the normalized canonical URL, else of feed host and guid, else of
/// feed host, title and date. `host` is the host of the document's own URL.
/// A key is left out when it cannot tell entries apart: several entries of the document have it and differ in another
/// key, or it is a URL that leads to the site's front page only. Entries that are the same in every key get the same
/// identity.
std::vector<Identity> identify(std::span<const Article> entries, std::string_view host);

/// The same for entries that are not all held at once: add() each in the document's order, then ask for all.
class Identifier {
public:
    struct Rungs;  ///< what an entry may be told by

    Identifier();
    ~Identifier();
    void reserve(std::size_t entries);
    void add(const Article& entry);

    /// `entry_at` gives an entry again, by its place; the reference need not last.
    std::vector<Identity> identities(const std::function<const Article&(std::size_t)>& entry_at, std::string_view host);

private:
    std::vector<Rungs> rungs_;
};

/// The identity that a user means who gives only `text`: the URL of an entry, or its guid as written. `id` is the one
/// that an entry with that URL gets at first sight, "" when `text` is no http(s) URL.
Identity identity_of(std::string_view text);

}  // namespace newsbus

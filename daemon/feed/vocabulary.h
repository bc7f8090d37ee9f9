#pragma once

#include "feed/scope.h"

#include <cstddef>

namespace newsbus::feed {

/// What an element says about an entry or a feed, whatever vocabulary it comes from.
enum class Role {
    none,
    // both
    title,
    link,
    original_link,  ///< where a link leads that goes through a service
    author,
    language,
    published,
    modified,
    image,
    comments,
    // entries
    identifier,
    summary,
    content,
    category,
    keywords,
    enclosure,
    source,
    license,
    copyright,
    media_content,
    media_thumbnail,
    media_group,
    media_credit,
    // feeds
    entry,
    entries,
    ttl,
    skip_hours,
    skip_days,
    update_period,
    update_frequency,
};

constexpr std::size_t role_count = static_cast<std::size_t>(Role::update_frequency) + 1;

/// A role and how well this element fills it: of two elements with the same role the one with the higher rank wins.
struct Meaning {
    Role role = Role::none;
    int rank = 0;
};

/// Looks an element up. RSS names count in any case. Atom elements inside RSS, and RSS elements inside Atom, keep their
/// meaning.
Meaning meaning_of(const Name& name);

}  // namespace newsbus::feed

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "article/article.h"
#include "date/date.h"
#include "feed/read_options.h"
#include "feed/scope.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// Entries that are read of one document: the sitemap protocol's own limit, and more than any feed has. Each takes 1.3
/// KB of memory, however little it says.
constexpr std::size_t most_entries = 50'000;

/// Keywords of one entry that are kept.
constexpr std::size_t most_keywords = 300;

/// Adds a problem that says that `beyond` entries were not read. Adds nothing when `beyond` is 0.
void report_entries_beyond(std::size_t beyond, std::vector<Problem>& problems);

/// What an entry inherits from its feed when it does not say it itself.
struct Inherited {
    std::vector<Author> author;  ///< Atom's feed-level authors (RFC 4287 section 4.2.1)
    std::string language;
};

/// Reads one item or entry of any XML feed into `article`, which must be new: fields that the entry does not have stay
/// empty. `around` is the scope of its parent element. True when one of its texts is mixed content (value.h).
bool read_entry(pugi::xml_node node, const Scope& around, const Inherited& inherited, const ReadOptions& options,
                Article& article);

/// What is known of who wrote an entry's dates: its language, the site it leads to, else the one it came from.
DateContext date_context(const Article& article, const Url& base);

/// The language tag as feeds write it, in BCP 47's form: "en_US" -> "en-US"; "" for what cannot be one.
std::string language_tag(std::string_view written);

}  // namespace newsbus::feed

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

/// Of one document: the sitemap protocol's own limit, and more than any feed has. Each takes 1.3 KB, however little it
/// says.
constexpr std::size_t most_entries = 50'000;

/// Says that `beyond` entries more were not read; nothing when there were none.
void report_entries_beyond(std::size_t beyond, std::vector<Problem>& problems);

/// What entries take from their feed when they do not say it themselves.
struct Inherited {
    std::vector<Author> author;  ///< Atom's feed-level authors (RFC 4287 section 4.2.1)
    std::string language;
};

/// Reads one item or entry of any XML feed into `article`, which is new; `around` is the scope of its parent. Elements
/// it lacks stay empty. Gives whether a text of it is mixed (value.h).
bool read_entry(pugi::xml_node node, const Scope& around, const Inherited& inherited, const ReadOptions& options,
                Article& article);

/// What is known of who wrote an entry's dates: its language, the site it leads to, else the one it came from.
DateContext date_context(const Article& article, const Url& base);

/// The language tag as feeds write it, in BCP 47's form: "en_US" -> "en-US"; "" for what cannot be one.
std::string language_tag(std::string_view written);

/// The parts of an article that are made of texts: description, body, body_html. Feeds without a content element put
/// the whole article into the description; a long one is taken as the body too. Shared with JSON Feed.
struct Text;
void set_texts(Article& article, const Text& summary, const Text& content, const Url& base);

}  // namespace newsbus::feed

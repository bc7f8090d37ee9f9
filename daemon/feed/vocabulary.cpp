#include "feed/vocabulary.h"
#include "base/name_table.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace newsbus::feed {
namespace {

struct Row {
    Space space;
    std::string_view local;  // lower-case
    Role role;
    int rank = 0;
};

using enum Role;

// Elements of plain RSS and of Atom share their rows: feeds mix the two freely.
constexpr Space both = Space::plain;

constexpr Row rows[] = {
    {both, "item", entry},
    {both, "entry", entry},
    {both, "items", entries},
    {both, "title", title, 9},
    {Space::dublin_core, "title", title, 5},
    {Space::media, "title", title, 3},
    {Space::itunes, "title", title, 4},

    {both, "link", link, 9},
    {both, "url", link, 2},
    {Space::proxy, "origlink", original_link},
    {both, "guid", identifier, 9},
    {both, "id", identifier, 8},  // in RSS some database's number, beside the guid

    {both, "description", summary, 9},
    {both, "summary", summary, 8},
    {both, "abstract", summary, 7},
    {both, "tagline", summary, 6},
    {both, "subtitle", summary, 6},
    {both, "info", summary, 3},
    {Space::dublin_core, "description", summary, 5},
    {Space::dublin_core, "abstract", summary, 5},
    {Space::itunes, "summary", summary, 5},
    {Space::itunes, "description", summary, 5},
    {Space::itunes, "subtitle", summary, 4},
    {Space::media, "description", summary, 3},
    {Space::media, "text", summary, 2},

    {Space::content, "encoded", content, 9},
    {both, "content", content, 8},
    {both, "fulltext", content, 7},
    {both, "fullitem", content, 7},
    {both, "full-text", content, 7},
    {Space::full_text, "full-text", content, 7},
    {Space::full_text, "full_text", content, 7},
    {Space::full_text, "fulltext", content, 7},
    {Space::full_text, "content", content, 7},
    {Space::xhtml, "body", content, 6},
    {Space::xhtml, "div", content, 6},
    {both, "body", content, 6},
    {both, "encoded", content, 6},

    {both, "author", author, 9},
    {both, "creator", author, 8},
    {Space::dublin_core, "creator", author, 8},
    {Space::dublin_core, "author", author, 8},
    {Space::itunes, "author", author, 5},
    {both, "managingeditor", author, 4},
    {Space::media, "credit", media_credit},

    {both, "pubdate", published, 9},
    {both, "published", published, 9},
    {both, "issued", published, 8},
    {both, "publicationdate", published, 7},
    {both, "datepublished", published, 7},
    {Space::dublin_core, "issued", published, 7},
    {Space::dublin_core, "date", published, 6},
    {both, "date", published, 5},
    {Space::dublin_core, "available", published, 5},
    {Space::dublin_core, "created", published, 5},
    {both, "created", published, 4},
    {both, "updated", modified, 9},
    {both, "modified", modified, 8},
    {Space::dublin_core, "modified", modified, 7},
    {both, "lastmod", modified, 6},
    {both, "lastbuilddate", modified, 5},

    {both, "category", category},
    {Space::dublin_core, "subject", category},
    {Space::itunes, "category", category},
    {Space::media, "category", category},
    {both, "keywords", keywords},
    {both, "tags", keywords},
    {Space::itunes, "keywords", keywords},
    {Space::media, "keywords", keywords},

    {both, "enclosure", enclosure},
    {both, "image", image},
    {both, "thumbnail", image},
    {both, "logo", image},
    {both, "icon", image},
    {Space::itunes, "image", image},
    {Space::media, "content", media_content},
    {Space::media, "thumbnail", media_thumbnail},
    {Space::media, "group", media_group},

    {both, "language", language, 9},
    {Space::dublin_core, "language", language, 8},
    {both, "comments", comments},
    {both, "source", source},
    {both, "rights", copyright, 9},
    {both, "copyright", copyright, 9},
    {Space::dublin_core, "rights", copyright, 5},
    {Space::media, "copyright", copyright, 3},

    {both, "ttl", ttl},
    {both, "skiphours", skip_hours},
    {both, "skipdays", skip_days},
    {Space::syndication, "updateperiod", update_period},
    {Space::syndication, "updatefrequency", update_frequency},
};

constexpr std::size_t longest = 16;

constexpr std::size_t none_left = std::size(rows);

/// The rows of one name form a chain, since a name means different things in different vocabularies.
struct Index {
    NameTable<std::size_t> first;
    std::array<std::size_t, std::size(rows)> next{};
};

constexpr Index index_of_rows = [] {
    Index index;
    for (std::size_t i = std::size(rows); i-- > 0;) {
        std::size_t* first = index.first.find(rows[i].local);
        index.next[i] = first ? *first : none_left;
        if (first)
            *first = i;
        else
            index.first.add(rows[i].local, i);
    }
    return index;
}();

const std::size_t* first_row_of(std::string_view local) {
    if (const std::size_t* first = index_of_rows.first.find(local)) return first;
    if (local.size() > longest) return nullptr;
    std::array<char, longest> low;
    std::ranges::transform(local, low.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return index_of_rows.first.find(std::string_view(low.data(), local.size()));
}

}  // namespace

Meaning meaning_of(const Name& name) {
    if (name.space == Space::other) return {};
    Space space = name.space == Space::atom ? Space::plain : name.space;
    const std::size_t* first = first_row_of(name.local);
    for (std::size_t i = first ? *first : none_left; i != none_left; i = index_of_rows.next[i])
        if (rows[i].space == space) return {rows[i].role, rows[i].rank};
    return {};
}

}  // namespace newsbus::feed

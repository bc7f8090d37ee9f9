#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "date/date.h"

namespace newsbus {

/// Offsets into Article::body in Unicode code points, end exclusive.
struct Span {
    std::size_t start = 0;
    std::size_t end = 0;
    bool operator==(const Span&) const = default;
};

/// One paragraph of Article::body.
struct Paragraph {
    std::string id;  ///< first 16 hex digits of SHA-256 of its text
    Span span;
    bool operator==(const Paragraph&) const = default;
};

struct Author {
    std::string name;
    std::string url;
    bool operator==(const Author&) const = default;
};

struct Organization {
    std::string name;
    std::string url;   ///< wire: `url` of publisher
    std::string code;  ///< wire: `code` of sourceOrganization
    bool operator==(const Organization&) const = default;
};

/// What wire copy begins with: "LONDON, May 3 (Reuters) -".
struct Dateline {
    std::string text;
    std::string place;
    std::string date;
    bool operator==(const Dateline&) const = default;
};

/// Something the article is about or mentions.
struct Tag {
    std::string name;
    std::string type;  ///< schema.org type: Country, City, Person, Organization, NewsMediaOrganization, DefinedTerm
    std::string id;    ///< stable id with its scheme: "wd:Q142", "iso3166:FR", "geonames:2988507", "medtop:04000000"
    double score = 0;  ///< 0 to 1
    std::vector<Span> offsets;
    bool operator==(const Tag&) const = default;
};

struct Image {
    std::string url;
    std::string caption;
    std::string credit;
    int width = 0;
    int height = 0;
    bool operator==(const Image&) const = default;
};

/// An enclosure: a sound, film or document that comes with the article.
struct Media {
    std::string url;        ///< wire: contentUrl
    std::string format;     ///< wire: encodingFormat, a media type
    std::int64_t size = 0;  ///< bytes, as declared; 0 = unknown
    bool operator==(const Media&) const = default;
};

/// A field in which this version differs from the one before.
struct Change {
    std::string field;  ///< wire name
    std::string kind;   ///< "added", "removed", "changed"
    bool operator==(const Change&) const = default;
};

/// What articleBody is.
enum class BodyStatus {
    unknown,
    full,     ///< the whole text, from the page
    teaser,   ///< the beginning of the text, or a summary
    wall,     ///< a pay wall, login or consent page stood in the way
    blocked,  ///< the server refused the page, or it did not show the article
    feed,     ///< the text of the feed
};

/// One normalized article: the value every stage hands to the next.
/// Fields follow schema.org/NewsArticle; article/json.h is the only place that knows the wire names.
/// Text is valid UTF-8. An empty field means "unknown" and is absent on the wire. URLs are absolute.
struct Article {
    // identity
    std::string id;                    ///< 32 hex digits, see article/identity.h
    std::string identifier;            ///< feed guid as written, else the canonical URL
    std::string url;                   ///< as linked
    std::string canonical_url;         ///< what the page says of itself
    std::string source;                ///< config id of the source
    std::vector<std::string> seen_in;  ///< sources that had the same id in the log before

    // text
    std::string headline;  ///< one line, no markup
    std::string alternative_headline;
    std::string description;  ///< plain text
    std::string body;         ///< wire: articleBody; plain text, paragraphs separated by "\n\n"
    std::string body_html;    ///< wire: articleBodyHtml; sanitized (html/sanitize.h)
    std::vector<Paragraph> paragraphs;
    std::size_t word_count = 0;
    BodyStatus body_status = BodyStatus::unknown;

    // time
    std::optional<TimePoint> date_published;
    std::string date_published_raw;  ///< as the source wrote it
    DatePrecision date_published_precision = DatePrecision::none;
    std::optional<TimePoint> date_modified;
    std::optional<TimePoint> date_first_seen;
    std::optional<TimePoint> date_fetched;

    // people and places
    std::vector<Author> author;
    Organization publisher;
    Organization source_organization;
    std::string credit_text;
    Dateline dateline;

    // tags
    std::string language;            ///< wire: inLanguage, BCP 47
    double language_confidence = 0;  ///< 0 to 1; 0 = not detected, only declared
    std::vector<Tag> about;
    std::vector<Tag> mentions;
    std::vector<std::string> keywords;
    std::string section;
    std::string genre;              ///< the kind of piece, as the publisher names it
    std::vector<std::string> tags;  ///< from the configuration of the source

    // story
    int version = 0;  ///< 1 at first; each message about the article has the next one
    std::vector<Change> changes;
    std::string correction;  ///< the publisher's note of one
    std::string story;       ///< id of a group of articles; reserved

    // media
    std::vector<Image> image;
    std::vector<Media> encoding;

    // rights and evidence
    std::optional<bool> is_accessible_for_free;
    std::string license;
    std::string copyright_notice;
    std::string robots;                             ///< what may be done with the page: add_robots_words()
    std::map<std::string, std::string> provenance;  ///< wire name of a field -> where it came from

    bool operator==(const Article&) const = default;
};

/// Paragraphs that get an id and a place; a text that has more, which no article has, has them for these only.
constexpr std::size_t most_paragraphs = 10'000;

/// Fills `paragraphs` and `word_count` from `body`. Call once when the body is final.
void measure_body(Article& article);

}  // namespace newsbus

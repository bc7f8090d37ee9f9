#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"

namespace newsbus {

/// The content of an article as fingerprints, one a field: two versions are compared by their digests, and only digests
/// are stored.
/// Fields that count: headline, alternativeHeadline, description, articleBody, url, datePublished, author (names),
/// articleSection, keywords, image and encoding (addresses), and dateModified of an article without any text. Only what
/// a reader would call a change counts (sameness.h): texts without white space, typography and counters, addresses
/// without what changes from answer to answer, lists of names as sets.
/// Make it of the article as read, before the plugin chain: then a change of the configuration makes no new version.
class Digest {
public:
    Digest() = default;
    explicit Digest(const Article& as_read);

    /// What differs, by wire name, in field order. Empty when nothing does.
    std::vector<Change> changes_since(const Digest& earlier) const;

    /// One number for all fields.
    std::uint64_t combined() const;

    /// One number for all fields but the date of publication.
    std::uint64_t content() const;

    /// Takes the date of publication of `other`, or none when that has none.
    void set_date_as(const Digest& other);

    /// From here on dateModified does not count.
    void leave_out_date_modified();

    /// The stored form: bytes that begin with a version. parse() of anything else gives the empty digest.
    std::string serialized() const;
    static Digest parse(std::string_view serialized);

    bool empty() const { return fields_.empty(); }
    bool operator==(const Digest&) const = default;

private:
    struct Field {
        std::uint8_t number;  // row of the field table in digest.cpp; stable for ever
        std::uint64_t print;
        bool operator==(const Field&) const = default;
    };
    std::vector<Field> fields_;  // ascending by number; absent fields are left out
};

}  // namespace newsbus

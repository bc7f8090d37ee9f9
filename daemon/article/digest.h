#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"

namespace newsbus {

/// Fingerprints of the fields whose change makes a new version: headline, alternativeHeadline, description,
/// articleBody, url, datePublished, author, articleSection, keywords, image, encoding, and dateModified of an article
/// without any text. Taken of the article as read, before the plugin chain, so that a change of the configuration
/// republishes nothing. Only what a reader would call a change counts (sameness.h): texts without white space,
/// typography and counters, addresses without what changes from answer to answer, lists of names as sets.
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

    /// The date of publication is that of `other` from here on, or none.
    void set_date_as(const Digest& other);

    /// dateModified does not count.
    void leave_out_date_modified();

    /// The stored form (bytes, versioned). parse() of something else gives the empty digest.
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

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"

namespace newsbus {

/// Fingerprints of the fields whose change makes a new version: headline, alternativeHeadline, description,
/// articleBody, url, datePublished, author, articleSection, keywords, image, encoding, and dateModified of an article
/// without any text. Taken of the article as read,
/// before the plugin chain, so that a change of the configuration republishes nothing.
/// White space and Unicode form do not count.
class Digest {
public:
    Digest() = default;
    explicit Digest(const Article& as_read);

    /// What differs, by wire name, in field order. Empty when nothing does.
    std::vector<Change> changes_since(const Digest& earlier) const;

    /// One number for all fields.
    std::uint64_t combined() const;

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

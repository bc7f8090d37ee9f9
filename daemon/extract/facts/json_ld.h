#pragma once

#include "article/article.h"

#include <optional>
#include <string>
#include <vector>

namespace newsbus::extract {

/// One entry of a live blog.
struct LivePost {
    std::string headline, body;  ///< plain texts
};

/// What the JSON-LD of a page says of its article. Texts are plain; an empty field was not there.
struct JsonLd {
    std::string type;  ///< NewsArticle, BlogPosting, ...; "" = there is no article
    std::string headline, alternative_headline, description, body;
    std::string correction;                     ///< a note of one, as text or as a CorrectionComment
    std::string date_published, date_modified;  ///< as written
    std::string page_published;                 ///< of the page itself, or its sound or film, not of an article
    std::vector<Author> author;                 ///< persons, and authors without a type
    std::vector<Author> organizations;          ///< that are named as authors
    Organization publisher;
    std::vector<Image> image;
    std::vector<std::string> keywords;
    std::string section, genre, language, url, license, copyright_notice, credit_text;
    std::optional<bool> is_accessible_for_free;
    std::vector<LivePost> posts;  ///< of a live blog, in the order of the document
    bool collection = false;      ///< the page says that it is a list,
    bool video = false;           ///< that it shows a video,
    bool gallery = false;         ///< or pictures
};

/// Reads the JSON-LD blocks of a page: lists, @graph, references by @id. Of several articles it takes the one with the
/// most to say. What is not JSON is skipped; so is what nests deeper than 64 levels.
JsonLd read_json_ld(const std::vector<std::string>& blocks);

}  // namespace newsbus::extract

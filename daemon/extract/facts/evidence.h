#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "article/article.h"
#include "extract/facts/json_ld.h"
#include "extract/facts/metadata.h"
#include "extract/facts/titles.h"
#include "extract/links/index_page.h"
#include "url/url.h"

namespace newsbus::extract {

/// Visible markup that names a date or an author, gathered in one walk before the page is cut up.
struct Markup {
    struct Mark {
        std::string value;   ///< datetime, content or title attribute, else the text
        std::string origin;  ///< "time", "itemprop=datePublished", "class"
        bool after_h1 = false;
        std::string url;  ///< of a link around or in it
    };
    std::vector<Heading> h1;
    std::vector<std::string> lesser;     ///< the first of h2 and h3
    std::vector<std::string> headlines;  ///< itemprop=headline and property=schema:headline; teasers have them too
    std::vector<Mark> published, modified, times, authors;
    std::vector<Mark> dated;  ///< short texts that hold a year
};

Markup read_markup(pugi::xml_node page);

/// All that a page says of itself outside its main text.
struct Evidence {
    JsonLd json_ld;
    Metadata metadata;
    Markup markup;
    Url url;           ///< of the page
    Url base;          ///< that its links resolve against
    IndexSigns index;  ///< all 0 when nothing lets the page be an index
};

/// Each puts its fields and their `provenance` into `article`.
void put_headline(const Evidence& evidence, Article& article);
void put_dates(const Evidence& evidence, Article& article);
void put_authors(const Evidence& evidence, Article& article);
void put_images(const Evidence& evidence, const std::vector<Image>& in_body, Article& article);

/// "2024-05-03" of a path such as ".../2024/05/03/..." or ".../2024-05-03-..."; "" when it holds no date.
std::string date_in_url(std::string_view path);

/// `link` resolved against the page, "" when it is not http(s).
std::string resolved(const Evidence& evidence, std::string_view link);

}  // namespace newsbus::extract

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/facts/class_signs.h"
#include "extract/facts/mark.h"
#include "extract/tree/attributes.h"

namespace newsbus::extract {

/// Gathers whom a page names as authors, in the order of the page: by microdata, rel=author, elements named as bylines,
/// links to pages of authors, and labels such as "By" and "Author:".
class AuthorMarks {
public:
    void element(pugi::xml_node node, const Attributes& attributes, const ClassSigns& signs);
    /// Tells that the headline has come: labels count only in the texts that follow it.
    void heading() { texts_ = 0; }
    /// Takes each text of the page, in order.
    void text(std::string_view value);

    /// A text of its own that stands before the date of the article.
    void beside_date(std::string_view value);

    std::vector<Mark> take() && { return std::move(marks_); }

private:
    static constexpr int no_heading = 1000;

    void put(pugi::xml_node node, const char* origin);
    void put(std::string value, const char* origin);
    void signature(pugi::xml_node node);
    void microdata(pugi::xml_node node);

    std::vector<Mark> marks_;
    pugi::xml_node scope_;       // of the first itemprop=author
    pugi::xml_node last_;        // that was marked
    int texts_ = no_heading;     // since the heading
    bool label_before_ = false;  // the last text was a label
    bool list_open_ = false;     // no text but its own has come since the last mark
};

}  // namespace newsbus::extract

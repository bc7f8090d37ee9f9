#pragma once

#include <cstddef>
#include <string_view>

namespace newsbus::extract {

/// What plugins/data/bylines.tsv knows about the words of bylines, in any case.

/// Size in bytes of the label that `text` begins with, and of what joins it to the names: "By ", "Author: ", "ByAda". 0
/// when there is none or nothing follows.
std::size_t by_label_size(std::string_view text);

/// The same for a label with a colon only, which may stand amid a line: "Author: ".
std::size_t colon_label_size(std::string_view text);

/// Is the text nothing but such a label: "By", "Autor:"?
bool is_by_label(std::string_view text);

/// The name at the beginning of a byline, without a title or the rest of the line: "Ada Quill" of "Ada Quill, Staff
/// Writer" and of "Ada Quill on Monday".
std::string_view name_alone(std::string_view text);

/// Is it used in place of a name, and names nobody: "Redaktion", "admin", "Staff Writer"?
bool names_nobody(std::string_view text);

}  // namespace newsbus::extract

#pragma once

#include <string_view>

namespace newsbus::text {

/// Does the text end with a full stop or its like in any script, closing quotes and brackets aside? When it does not,
/// it may still be a sentence: "... at home. (AFP)".
bool ends_like_a_sentence(std::string_view text);

/// Does a sentence end before a last part in brackets: "... at home. (AFP)", "... in May. (Reporting by Ada Quill)"?
bool ends_before_brackets(std::string_view text);

/// Does a sentence end in the text: at its end, before brackets or before the next sentence? Titles and labels hold
/// none. A footnote, which ends with an arrow back to its place, is taken for none.
bool holds_a_sentence(std::string_view text);

}  // namespace newsbus::text

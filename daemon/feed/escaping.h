#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace newsbus::feed {

/// `html` as it was meant where a publisher escaped it once too often, so that its tags would stand there as words:
/// `&lt;p&gt;...` inside CDATA, `&amp;quot;` in a line without markup. Nothing when it is meant as it is: text that has
/// markup of its own escapes examples, and so does text on HTML.
std::optional<std::string> without_false_escaping(std::string_view html);

/// `text` without the marks of a CDATA section around it, which an escape has made text.
std::string_view without_cdata_marks(std::string_view text);

}  // namespace newsbus::feed

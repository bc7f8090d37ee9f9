#pragma once

#include <string>
#include <string_view>

namespace newsbus {

/// How values are compared when it is asked whether a reader would call an article changed.

/// Appends `text` without what changes while it says the same: white space, invisible characters, typography (quotation
/// marks, dashes, the dots of an ellipsis), Unicode form, and lines that only count or stamp: "12 comments", "Updated:
/// 6 May, 10:32", "(3 views)" at the end of a line.
void append_lasting_text(std::string& out, std::string_view text);

/// The address of an article without what changes while it leads to the same page; as it is when it is no URL.
std::string lasting_link(std::string_view address);

/// The path of a picture, sound or film. Hosts, sizes and signatures in the query do not count; of an address that
/// names no file, such as "/image?id=5", the query does.
std::string lasting_media(std::string_view address);

}  // namespace newsbus

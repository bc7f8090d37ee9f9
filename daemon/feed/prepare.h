#pragma once

#include <string>

namespace newsbus::feed {

/// Makes the text of a feed fit for an XML parser, which knows five entities only. HTML entities and those of the
/// document's own DOCTYPE are replaced by what they stand for; character numbers 128 to 159 are read as windows-1252,
/// as browsers do. `xml` is what to_utf8() gave for XML.
/// CDATA sections stay as they are. Linear. Entities of the DOCTYPE may make the text longer by 256 KiB in all; beyond
/// that they stay as written.
std::string prepared(std::string xml);

}  // namespace newsbus::feed

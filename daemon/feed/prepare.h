#pragma once

#include <string>

namespace newsbus::feed {

/// Makes a feed's text (to_utf8's, as XML) fit for a parser that knows the five entities of XML only: HTML entities and
/// those of the document's own DOCTYPE become what they stand for, numbers in the range of windows-1252's quotes and
/// dashes mean these. CDATA sections stay as they are. Linear; entities of the DOCTYPE may grow the text by 256 KiB in
/// all, what would go beyond stays as written.
std::string prepared(std::string xml);

}  // namespace newsbus::feed

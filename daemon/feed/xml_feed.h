#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "base/result.h"
#include "feed/read_options.h"
#include "url/url.h"
#include "work/harvest.h"

namespace newsbus::feed {

/// A document and its tree, which points into it.
struct XmlText {
    std::string text;
    pugi::xml_document tree;
};

/// Reads the entries of an XML feed of any family, in document order. Sets `mixed` to true when a text in it is mixed
/// content (value.h). Fails with Errc::syntax when the document holds no feed. Harvest::unmade keeps the document.
Result<Harvest> read_xml_feed(const std::shared_ptr<const XmlText>& document, const Url& base,
                              const ReadOptions& options, bool& mixed);

/// Is this the name of an element that a feed begins with (rss, rdf:RDF, feed, channel), prefix or not, in any case?
bool is_feed_root(std::string_view element_name);

}  // namespace newsbus::feed

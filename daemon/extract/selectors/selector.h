#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "base/result.h"

namespace newsbus::extract {

struct Css;

/// A selector: names a place in pages. The text is XPath 1.0 when it begins with "/", "./", "..", "(" or "xpath:", else
/// CSS, with or without "css:" in front. Compiled once; may be used by any thread.
class Selector {
public:
    /// Fails with Errc::config and "column N: why", columns from 1.
    static Result<Selector> parse(std::string_view text);

    /// The nodes of a page that it names (with XPath attributes too), in document order, each once. CSS takes linear
    /// time. XPath does not, so on a page that is larger and deeper than any article it finds nothing.
    std::vector<pugi::xpath_node> select(pugi::xml_node page) const;

private:
    std::shared_ptr<const Css> css_;
    std::shared_ptr<const pugi::xpath_query> xpath_;
};

}  // namespace newsbus::extract

#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "base/result.h"

namespace newsbus::extract {

struct Css;

/// A place in pages as an operator names it: XPath 1.0 when the text begins with "/", "./", "..", "(" or "xpath:", else
/// CSS ("css:" says so too). Compiled once; may be used from any thread.
class Selector {
public:
    /// Fails with Errc::config and "column N: why", columns from 1.
    static Result<Selector> parse(std::string_view text);

    /// The nodes (XPath: attributes too) of a page that it names, in document order, each once. CSS is linear in the
    /// page. XPath is not by its nature, so on a page that is large and deep beyond any article it names nothing.
    std::vector<pugi::xpath_node> select(pugi::xml_node page) const;

private:
    std::shared_ptr<const Css> css_;
    std::shared_ptr<const pugi::xpath_query> xpath_;
};

}  // namespace newsbus::extract

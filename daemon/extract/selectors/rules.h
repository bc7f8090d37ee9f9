#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "article/article.h"
#include "base/result.h"
#include "extract/body/body.h"
#include "extract/facts/evidence.h"
#include "extract/selectors/selector.h"

namespace newsbus::extract {

/// Selectors, as written by an operator (selector.h), that say where the pieces of a site's pages are. All selectors of
/// a list count.
struct RuleTexts {
    std::vector<std::string> body, headline, date, author, remove, links;

    bool empty() const;
    bool operator==(const RuleTexts&) const = default;
};

/// The key of the configuration for one of these lists.
struct RuleKey {
    std::string_view name;
    std::vector<std::string> RuleTexts::*texts;
};
inline constexpr RuleKey rule_keys[] = {{"body", &RuleTexts::body},     {"headline", &RuleTexts::headline},
                                        {"date", &RuleTexts::date},     {"author", &RuleTexts::author},
                                        {"remove", &RuleTexts::remove}, {"links", &RuleTexts::links}};

/// The compiled rules of a source. What a rule finds wins over what extraction finds, with "rule" as its `provenance`.
/// A rule that finds nothing on a page changes nothing.
class Rules {
public:
    Rules() = default;

    /// Fails, naming it, for the first text that is no selector.
    static Result<Rules> compile(const RuleTexts& texts);

    /// Takes what `remove` names out of the page.
    void clear(pugi::xml_node page) const;

    /// Headline, date and authors. `evidence` is the page's.
    void put_fields(pugi::xml_node page, const Evidence& evidence, Article& article) const;

    /// The elements that `body` names, one after the other, sanitized but not cleaned further. An empty text when there
    /// are none.
    Body body(pugi::xml_node page, const Url& base) const;

    /// The <a> elements that `links` names, and those inside what it names; none when there is no such rule.
    std::vector<pugi::xml_node> links(pugi::xml_node page) const;
    bool name_links() const { return !links_.empty(); }

private:
    std::vector<Selector> body_, headline_, date_, author_, remove_, links_;
};

}  // namespace newsbus::extract

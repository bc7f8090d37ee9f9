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

/// Where an operator says that the parts of a site's pages stand, as written (selector.h). All of a list count.
struct RuleTexts {
    std::vector<std::string> body, headline, date, author, remove, links;

    bool empty() const;
    bool operator==(const RuleTexts&) const = default;
};

/// What the configuration calls one list of them.
struct RuleKey {
    std::string_view name;
    std::vector<std::string> RuleTexts::*texts;
};
inline constexpr RuleKey rule_keys[] = {{"body", &RuleTexts::body},     {"headline", &RuleTexts::headline},
                                        {"date", &RuleTexts::date},     {"author", &RuleTexts::author},
                                        {"remove", &RuleTexts::remove}, {"links", &RuleTexts::links}};

/// The rules of a source, compiled. What a rule finds wins over the generic result, with "rule" as its `provenance`; a
/// rule that finds nothing on a page leaves the generic one.
class Rules {
public:
    Rules() = default;

    /// Fails with the first text that is no selector.
    static Result<Rules> compile(const RuleTexts& texts);

    /// Takes what `remove` names out of the page.
    void clear(pugi::xml_node page) const;

    /// Headline, date and authors. `evidence` is the page's.
    void put_fields(pugi::xml_node page, const Evidence& evidence, Article& article) const;

    /// The elements that `body` names, one after the other, without further cleaning; an empty text when there are
    /// none.
    Body body(pugi::xml_node page, const Url& base) const;

    /// The <a> that `links` names or that stand in what it names; none when there is no such rule.
    std::vector<pugi::xml_node> links(pugi::xml_node page) const;
    bool name_links() const { return !links_.empty(); }

private:
    std::vector<Selector> body_, headline_, date_, author_, remove_, links_;
};

}  // namespace newsbus::extract

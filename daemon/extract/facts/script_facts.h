#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {

/// What the data in the scripts of a page say of its article. Dates as written; an empty field was not there.
struct ScriptFacts {
    std::string date_published, date_modified;
    std::vector<std::string> authors;
};

/// Of a page that is built by code: looks in the JSON of its scripts for the string that is `headline`, and takes what
/// stands in the innermost of the objects around it that have a date or an author (Arc `globalContent`, Next, React).
/// Strings that hold JSON are read too, two levels deep; 4 MB in all.
ScriptFacts facts_in_scripts(const std::vector<std::string_view>& scripts, std::string_view headline);

}  // namespace newsbus::extract

#pragma once

#include "document.h"
#include "random.h"
#include "settings.h"
#include "work/response.h"

#include <string>
#include <utility>
#include <vector>

namespace newsbus::simulation {

/// How a publisher serves its document: what it says beside it, and how one gets there. It stays so for life.
struct Serving {
    enum class Tag {
        strong,
        weak,
        odd,      ///< blanks, commas and quotation marks inside
        bare,     ///< without quotation marks
        renewed,  ///< every answer has another one, a 304 too; all that were given out are known
        restless  ///< every answer has another one, and none is known again
    };
    enum class Way {
        straight,
        temporary,  ///< 302, 303, 307
        permanent,  ///< 308, then 301: the end is to be learnt
        mixed,      ///< 301, then 302: only the first hop is to be learnt
        detour,     ///< 302, then 301: nothing is
        restless    ///< 301, elsewhere each time: nothing is
    };
    Tag tag = Tag::strong;
    bool modified = false;       ///< Last-Modified beside the ETag
    bool only_modified = false;  ///< and no ETag
    Way way = Way::straight;
    Duration fresh{0};     ///< how long an answer may be kept, it says; 0 = it does not
    bool expires = false;  ///< it says so by Expires, else by max-age
    Duration clock{0};     ///< how far its clock is wrong
    int ttl_minutes = 0;   ///< that an RSS document asks for
};

Serving serving_of(const Settings& settings, Random& dice);

/// What an answer that shows `document` has for validators; `answer` = its number.
Validators validators_of(const Serving& serving, const Document& document, int answer);

/// Are those the validators of `document`, so that 304 is the answer?
bool knows(const Serving& serving, const Document& document, const Validators& sent);

/// Cache-Control, or Expires and Date.
std::vector<std::pair<std::string, std::string>> freshness_headers(const Serving& serving, TimePoint now);

/// The hops from `from`, an address of the feed of `source`, to where the document is.
std::vector<Redirect> hops_of(const Serving& serving, const Url& from, const std::string& source, int answer);

/// Is it the path of such a hop?
bool is_hop(std::string_view path, const std::string& source);

}  // namespace newsbus::simulation

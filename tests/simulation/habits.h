#pragma once

#include "base/time.h"
#include "random.h"
#include "settings.h"
#include "story.h"

#include <string>
#include <string_view>
#include <vector>

namespace newsbus::simulation {

/// What a publisher writes anew into every answer although its stories say what they said before.
struct Habits {
    bool campaigns = false;   ///< links carry the parameters of campaigns and sessions
    bool addresses = false;   ///< http or https, www. or not, a slash at the end or not
    bool order = false;       ///< keywords and authors in any order
    bool signatures = false;  ///< the addresses of pictures and sound are signed
    bool typography = false;  ///< quotation marks, blanks, markup
    bool counters = false;    ///< comments are counted, stamps say when the entry was written
    bool dates = false;       ///< everything was published just now

    bool any() const { return campaigns || addresses || order || signatures || typography || counters || dates; }
};

/// Those of one publisher.
Habits habits_of(const Settings& settings, Random& dice);

/// An entry as it stands in one answer. Texts are markup, without the escaping of the format.
struct Lines {
    std::string link, guid, date, title, summary;
    std::vector<std::string> keywords, authors;
    std::string picture, sound;  ///< addresses; "" = none
    std::string stamp;           ///< when it was written; "" = it does not say
    int comments = -1;           ///< -1 = they are not counted
};

/// `story` as a publisher with these habits writes it `now`.
Lines written(const Story& story, const Habits& habits, Random& dice, TimePoint now);

/// The link of a story, of any link that a publisher writes to it.
std::string plain_link(std::string_view written);

}  // namespace newsbus::simulation

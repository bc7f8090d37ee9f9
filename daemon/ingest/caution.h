#pragma once

#include <string>

#include "work/job.h"

namespace newsbus::ingest {

/// How careful a visit is after earlier visits of the same job ended with the daemon's death. Each step takes away one
/// more thing that may have killed it, so that in the end one article, and no more of it than needed, is left out.
enum class Caution {
    none,
    one_by_one,  ///< poll, part: each article becomes a job of its own
    no_fetch,    ///< poll: rests like a failing source; page: the article goes out with the feed's own content
    no_plugins,  ///< the article goes out as it was read
    set_aside,   ///< the article is not published until it changes
};

Caution caution_of(const Job& job);

/// One line: what earlier visits of the job did.
std::string deaths_of(const Job& job);

}  // namespace newsbus::ingest

#pragma once

#include <optional>
#include <string>

#include "work/job.h"

namespace newsbus::ingest {

/// How careful a visit is. The daemon may have died during earlier visits of the same job, so each further step takes
/// away one more thing that may have killed it. In the end only the article at fault is left out, and no more of it
/// than needed.
enum class Caution {
    none,
    one_by_one,  ///< poll, part: each article gets a job of its own, so that the next death names one article
    no_fetch,    ///< poll: nothing is fetched, the source counts as failing; page: the feed's own text is published
    no_plugins,  ///< the article is published as it was read
    set_aside,   ///< the article is not published until it changes
};

/// `while_read`: how many of the job's crashes happened while its answer was being read (Readings); nothing = nobody
/// knows, so all count. A job that only waited for its answer is hardly suspect: only many such deaths count, since
/// what fetches may be at fault, too.
Caution caution_of(const Job& job, std::optional<int> while_read = {});

/// What earlier visits of the job did, in one line for notes and the log.
std::string deaths_of(const Job& job);

}  // namespace newsbus::ingest

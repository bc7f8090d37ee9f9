#pragma once

#include <string_view>

#include "article/article.h"
#include "work/job.h"
#include "work/response.h"

namespace newsbus::source {

/// Adds to `robots` and `license` of an article what the answer with its page says beside the page, and what the
/// robots.txt of its origin says (Job::robots): X-Robots-Tag, as far as it is for everybody or for newsbus; TDMRep
/// (tdm-reservation, tdm-policy); Link with rel=license; Content-Signal and License. What the page says stands first.
/// Nothing is left out because of it.
void put_rights(const Job& job, const Response& response, Article& article);

}  // namespace newsbus::source

#pragma once

#include <optional>

#include "base/result.h"
#include "ingest/visited.h"
#include "work/response.h"

namespace newsbus::ingest {

/// "IM Used" (RFC 3229, section 10.4.1): the answer is not the document, but what was made of it by the manipulations
/// that its header `IM` names. Of these only `feed` is asked for: a document of the entries that came since the state
/// whose entity tag was sent.
inline constexpr int delta_status = 226;

/// Why an answer 226 to a poll cannot be added to what is known: it was not asked for, was made by other manipulations,
/// or starts from another state than the one that is known. Pure.
std::optional<Error> delta_fault(const Visit& visit, const Response& answer);

}  // namespace newsbus::ingest

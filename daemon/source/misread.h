#pragma once

#include "base/result.h"
#include "source/options.h"
#include "work/response.h"

namespace newsbus::source {

/// Why an answer (status 200) is not what a source of that kind reads, as an operator would say it: what stands there
/// in its place, and what can be done. An HTML page in the place of a feed is told by its title and the feed that it
/// announces. `error` is what the reader said; its code stays. One line that names the URL. Never throws; linear.
Error misread(Kind kind, const Response& response, Error error);

/// Is there nothing but white space in it?
bool is_empty_answer(const Response& response);

}  // namespace newsbus::source

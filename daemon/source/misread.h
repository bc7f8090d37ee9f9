#pragma once

#include <string>

#include "base/result.h"
#include "source/options.h"
#include "work/response.h"

namespace newsbus::source {

/// Why an answer with status 200 is not what a source of that kind reads, as an operator would say it: what was sent
/// instead, and what can be done. For an HTML page in place of a feed that is its title and the feed that it announces.
/// `error` is what the reader said; its code stays. One line that names the URL. Never throws; linear.
Error misread(Kind kind, const Response& response, Error error);

/// What an HTML page shows: `titled "Sign in", with a form for a password`.
std::string page_words(const Response& response);

/// Is the answer nothing but white space?
bool is_empty_answer(const Response& response);

}  // namespace newsbus::source

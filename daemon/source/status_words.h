#pragma once

#include <string>

#include "base/result.h"
#include "source/options.h"
#include "work/response.h"

namespace newsbus::source {

/// What a status other than 200 and 304 means for an operator, in one line, such as: HTTP status 401: asks for
/// credentials for "Press" (Basic); set `username` and `password_file`. `options` are those of the source that asked.
std::string status_words(const Response& response, const Options& options);

/// The same as the error of a poll, which names the URL and where to look next. Errc::http_status.
Error status_error(const Response& response, const Options& options);

}  // namespace newsbus::source

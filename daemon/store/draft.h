#pragma once

#include "base/result.h"
#include "work/job.h"

#include <string>
#include <string_view>

namespace newsbus::store {

/// The stored form of a draft: JSON.
std::string serialized(const Entry& draft);

/// Fails with Errc::syntax when it is not what serialized() made.
Result<Entry> parse_draft(std::string_view stored);

}  // namespace newsbus::store

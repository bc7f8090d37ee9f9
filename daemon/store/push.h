#pragma once

#include "work/job.h"

#include <string>
#include <string_view>

namespace newsbus::store {

/// The stored form of a subscription, but for its stage: a JSON object, "" when there is none.
std::string serialized(const Push& push);

/// The subscription with that stage. What cannot be read is none: it is begun anew.
Push parse_push(int stage, std::string_view stored);

}  // namespace newsbus::store

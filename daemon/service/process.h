#pragma once

#include "base/exposition.h"

namespace newsbus::service {

/// Writes the metrics of this process, under the names that all Prometheus clients use. What /proc does not tell is
/// left out.
void write_process(Exposition& page);

}  // namespace newsbus::service

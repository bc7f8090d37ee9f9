#include "service/prepare.h"

#include "service/installation.h"
#include "service/machine.h"

#include <utility>

namespace newsbus::service {

Prepared prepare(const std::filesystem::path& file, const std::string& data_dir, Counters& counters) {
    Prepared prepared{config::load(file), {}};
    if (!prepared.loaded.has_main) return prepared;
    look_at_machine(prepared.loaded);
    prepared.installation = make_installation(prepared.loaded, data_dir, counters);
    return prepared;
}

}  // namespace newsbus::service

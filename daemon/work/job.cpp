#include "work/job.h"

#include "base/sha256.h"

namespace newsbus {

std::uint64_t known_print(const Identity& identity, const Digest& digest) {
    return fingerprint(identity.id + digest.serialized());
}

}  // namespace newsbus

#include "work/job.h"

#include "base/sha256.h"

namespace newsbus {

std::uint64_t known_print(const Identity& identity, const Digest& digest) {
    return fingerprint(identity.id + digest.serialized());
}

const char* name_of(Health health) {
    static constexpr const char* names[health_count] = {"unknown", "ok", "failing", "blocked", "gone"};
    return names[static_cast<int>(health)];
}

const char* name_of(PushStage stage) {
    static constexpr const char* names[push_stage_count] = {"none", "wanted", "active", "denied", "ending"};
    return names[static_cast<int>(stage)];
}

}  // namespace newsbus

#include "ledger/seen.h"

#include "base/sha256.h"

#include <algorithm>
#include <cassert>

namespace newsbus::ledger {

const char* name_of(State state) {
    switch (state) {
        case State::waiting:
            return "waiting";
        case State::dropped:
            return "dropped";
        case State::kept_back:
            return "kept back";
        case State::quiet:
            return "quiet";
        case State::published:
            break;
    }
    return "published";
}

std::vector<std::string> keys_of(const Identity& identity) {
    return identity.keys.empty() ? std::vector<std::string>{"i:" + identity.id} : identity.keys;
}

bool is_same(const Identity& a, const Identity& b) {
    std::vector<std::string> keys = keys_of(a), others = keys_of(b);
    return a.id == b.id || std::find_first_of(keys.begin(), keys.end(), others.begin(), others.end()) != keys.end();
}

IdentityPrints prints_of(const Identity& identity) {
    IdentityPrints prints{fingerprint(identity.id)};
    const std::vector<std::string> keys = keys_of(identity);
    assert(keys.size() < prints.size());
    for (std::size_t i = 0; i < keys.size(); ++i) prints[i + 1] = fingerprint(keys[i]);
    return prints;
}

bool may_be_same(const IdentityPrints& a, const IdentityPrints& b) {
    return std::ranges::any_of(
        a, [&b](std::uint64_t print) { return print != 0 && std::ranges::find(b, print) != b.end(); });
}

}  // namespace newsbus::ledger

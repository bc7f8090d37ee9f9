#include "ledger/seen.h"

#include <algorithm>

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

}  // namespace newsbus::ledger

#pragma once

#include "ledger/transaction.h"

#include <string>
#include <vector>

namespace newsbus::ledger {

/// Which sources somebody wants to have polled at once.
struct PollWish {
    enum class Whom {
        named,
        failing,  ///< those that fail or are blocked
        all,      ///< except those that are gone: these are polled only when they are named
    };
    Whom whom = Whom::named;
    std::vector<std::string> names;
    bool force = false;  ///< also a source whose server asked to wait (Retry-After)
    bool operator==(const PollWish&) const = default;
};

/// What becomes of the wish for one source; `due` is when it is polled.
struct PollPromise {
    enum class Kind {
        now,
        soon,     ///< at `due`: it was polled less than min_interval ago
        rests,    ///< at `due`: its server asked to wait
        running,  ///< a poll is under way
        unknown,  ///< there is no such source
    };
    std::string source;
    Kind kind = Kind::now;
    TimePoint due{};
    bool operator==(const PollPromise&) const = default;
};

/// Makes polls due at `now`, but none sooner than `min_interval` after the one before it. One promise a source, in the
/// order of the names, each name once.
std::vector<PollPromise> make_due(Transaction& rows, const PollWish& wish, TimePoint now, Duration min_interval);

}  // namespace newsbus::ledger

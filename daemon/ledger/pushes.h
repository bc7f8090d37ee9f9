#pragma once

#include "base/time.h"
#include "ledger/transaction.h"
#include "work/outcome.h"

#include <string>

namespace newsbus::ledger {

/// What a hub said to the callback of a subscription.
struct HubWord {
    enum class Kind {
        confirmed,  ///< the subscription holds for `lease`
        denied,
        ended,  ///< the hub has heard that it is not wanted any more
    };
    std::string source, token;  ///< whose subscription; one that has another token by now is left alone
    Kind kind = Kind::confirmed;
    TimePoint now{};
    Duration lease{0};
    Duration pause{0};   ///< until the hub is asked again; after a denial twice as long each time, up to eight times
    std::string reason;  ///< of a denial, one line; "" = the hub gave none
    bool operator==(const HubWord&) const = default;
};

/// Takes what the answer to a poll announces. A first hub begins a subscription: its token and secret are made here, so
/// that they are stored before the hub hears of them. What is announced instead of that which the subscription is about
/// counts only when three answers in a row announce the same: some sites write a new address into each answer.
void note_offer(Transaction& rows, SourceNo source, const HubOffer& offer, TimePoint now);

/// Signed content came.
void note_push(Transaction& rows, SourceNo source, TimePoint now);

/// Ends the visit of a hub. What the hub said to the callback meanwhile stands.
void finish_lease(Transaction& rows, const Outcome& outcome, const JobRow& job);

void hear(Transaction& rows, const HubWord& word);

/// The source wants no subscription: it is gone, was taken out, or may not. The hub is told, where it knows of one.
void end_push(Transaction& rows, SourceNo source, TimePoint now);

/// Holds the subscription against the configuration: `callback` is the base URL of the callback, "" = none is wanted. A
/// hub that was told another one is asked anew.
void check_push(Transaction& rows, SourceNo source, const std::string& callback, TimePoint now);

}  // namespace newsbus::ledger

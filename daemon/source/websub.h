#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "source/options.h"
#include "work/harvest.h"
#include "work/job.h"
#include "work/response.h"

/// WebSub (https://www.w3.org/TR/websub/) from the side of a subscriber: what is said and understood. No I/O; when it
/// is said is decided in `ingest`, what is remembered in `ledger`.
namespace newsbus::source {

/// The hub and the topic that an answer announces: Link headers come before what its document says (section 4). A
/// document is asked only when no header names a hub; an HTML page only in its head. Of several hubs the one of
/// `current` is kept, else the first with https is taken, else the first. Without rel=self the topic is the address
/// that answered. Both are empty when no hub is announced. Addresses longer than 2,000 bytes do not count.
HubOffer announced_hub(const Response& response, const FeedInfo& feed, Kind kind, const Push& current);

/// How long a subscription is asked for. Hubs decide themselves.
inline constexpr std::chrono::seconds lease_wish = std::chrono::days(10);

/// The address that the hub of a subscription is told: `base` and "/websub/" and the token.
std::string callback_address(std::string_view base, std::string_view token);

/// The token in the path of a request to the callback: what follows "/websub/", at the root or below the path of
/// `base`. Nothing when it is another path, or no 32 hex digits.
std::optional<std::string_view> token_of(std::string_view path, std::string_view base_path);

/// The request that begins, renews or (PushStage::ending) ends a subscription (section 5.1): a form for its hub.
/// Fails when the hub's address is none.
Result<Request> hub_request(const Push& push, std::string_view callback_base);

/// A request of a hub to the callback (sections 5.2 and 5.3).
struct Verification {
    enum class Mode { subscribe, unsubscribe, denied };
    Mode mode = Mode::subscribe;
    std::string topic;
    std::string challenge;          ///< printable ASCII, at most 1,000 bytes; "" when denied
    std::optional<Duration> lease;  ///< at most 30 days, whatever the hub says
    std::string reason;             ///< of a denial, one line
    bool operator==(const Verification&) const = default;
};

/// Reads the query of such a request. Of a parameter that stands twice the first counts. Nothing when a required one is
/// missing or cannot be used.
std::optional<Verification> read_verification(std::string_view query);

/// Do both mean the same topic? Some hubs write an address anew before they send it back.
bool same_topic(std::string_view a, std::string_view b);

/// X-Hub-Signature, taken apart (section 7.1).
struct Signature {
    std::string hash;   ///< "sha1", "sha256", "sha384" or "sha512"
    std::string bytes;  ///< as many as the hash has
    bool operator==(const Signature&) const = default;
};

/// Nothing when there is none, or none of a kind that is known.
std::optional<Signature> read_signature(std::string_view header);

/// Was `body` signed with `secret`? Takes the same time for every wrong signature.
bool is_signed(const Signature& signature, std::string_view secret, std::string_view body);

/// How long after its confirmation a lease is renewed: after two thirds of it, up to a tenth of it earlier by `jitter`
/// (0 to 1), so that the leases of one day are not renewed together. At least `least`, at most 20 days.
Duration renew_after(Duration lease, double jitter, Duration least);

/// How long a hub is left alone that was asked `failures` times in vain: 5 minutes, four times as long each time, up to
/// a day; up to a tenth more by `jitter`. At least `least`.
Duration hub_pause(int failures, double jitter, Duration least);

}  // namespace newsbus::source

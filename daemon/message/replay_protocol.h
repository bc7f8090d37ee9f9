#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "message/event.h"

namespace newsbus::message {

constexpr std::size_t default_page = 1000;         ///< messages of one answer when the request gives no limit
constexpr std::size_t longest_request = 64 << 10;  ///< bytes; a longer one is refused unread
constexpr std::size_t largest_page = 10'000;       ///< a larger limit is read as this one

/// What a subscriber asks for: one page of the log. All conditions hold.
struct ReplayRequest {
    std::string name;                 ///< chosen by the peer, repeated in every frame of the answer
    Seq after = 0;                    ///< everything after this number
    std::optional<Seq> until;         ///< inclusive
    std::optional<TimePoint> since;   ///< committed at or after
    std::vector<std::string> topics;  ///< prefixes; empty = all
    std::size_t limit = default_page;
    std::string epoch = {};  ///< the one that `after` was counted in; "" = not given
    bool operator==(const ReplayRequest&) const = default;
};

/// The last frame of an answer.
struct ReplayEnd {
    std::string name;
    Seq next = 0;    ///< `after` of the next page: everything up to here has been looked at
    Seq oldest = 0;  ///< the first number still kept
    Seq last = 0;    ///< the last number of the log when the page was begun
    std::size_t count = 0;
    bool more = false;       ///< ask again with `next`
    std::string epoch = {};  ///< the current one; `next` is counted in it
    bool operator==(const ReplayEnd&) const = default;
};

/// The code of a refusal that is about the moment and not about the request: ask again.
constexpr const char* busy = "busy";

/// The answer to a request that cannot be served.
struct ReplayRefusal {
    std::string name;  ///< "" when the request had no readable one
    std::string why;
    std::string code = {};  ///< `busy`, or "" = the request itself is at fault
    bool operator==(const ReplayRefusal&) const = default;
};

/// Reads a request. Every key must be known and well-formed; otherwise the refusal says which is not.
std::variant<ReplayRequest, ReplayRefusal> parse_request(std::string_view text);

std::string to_json(const ReplayRequest& request);
std::string to_json(const ReplayEnd& end);
std::string to_json(const ReplayRefusal& refusal);

/// Reads the single frame that ends an answer. Fails with Errc::syntax when it is neither.
Result<std::variant<ReplayEnd, ReplayRefusal>> parse_answer(std::string_view text);

}  // namespace newsbus::message

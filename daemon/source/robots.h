#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "url/url.h"

namespace newsbus::source {

/// The name by which robots.txt addresses newsbus (RFC 9309 section 2.2.1).
inline constexpr std::string_view product_token = "newsbus";

/// What is read of a robots.txt; the rest of a longer one is ignored (RFC 9309 section 2.5).
inline constexpr std::size_t most_robots_bytes = 500 << 10;

/// One rule: what begins with the pattern is allowed, or is not.
struct RobotsRule {
    bool allows = false;
    /// In normal form: what need not be percent-encoded is not, all else is. `*` stands for any octets, `$` at the end
    /// for the end of the address.
    std::string pattern;
    int line = 0;  ///< of the document, from 1
    bool operator==(const RobotsRule&) const = default;
};

/// What a publisher wants to be done with the addresses that begin with a pattern, or with all: "ai-train=no".
struct RobotsSignal {
    std::string pattern;  ///< in normal form; "" = all
    std::string words;    ///< in lower case, with ", " between them
    bool operator==(const RobotsSignal&) const = default;
};

/// What a robots.txt says to newsbus (RFC 9309): the rules of all its groups for that name, or of those for everybody
/// when there are none.
struct Robots {
    std::vector<RobotsRule> rules;  ///< in the order of the document
    std::optional<Duration> crawl_delay;
    std::vector<RobotsSignal> signals;  ///< Content-Signal, Content-Usage
    std::string license;                ///< License (RSL), as written
    bool operator==(const Robots&) const = default;

    /// The rule that forbids to fetch `url`; nullptr when it is allowed. The longest matching pattern decides; of two
    /// that are equally long the one that allows. The document itself is always allowed. Linear in the length of the
    /// address for each pattern. The pointer is valid as long as `rules` does not change.
    const RobotsRule* refusal(const Url& url) const;

    /// The words of the signals that hold for `url`; "" when there are none.
    std::string signals_for(const Url& url) const;
};

/// Reads a robots.txt. Any bytes are one. Never fails; linear. What is kept of it has at most 50 KiB: where there are
/// more rules, all is forbidden that those kept do not allow.
Robots read_robots(std::string_view document);

/// Calls f(line, number) for each line of a robots.txt without its comment: any end of line, a byte order mark. Ends
/// when f returns false. Only the first 500 KiB count; a line that they cut does not.
void each_robots_line(std::string_view document, const std::function<bool(std::string_view, int)>& f);

/// "name: value", the name in lower case, blanks cut off. Two words without a colon are one, too. Nothing else is.
std::optional<std::pair<std::string, std::string_view>> robots_field(std::string_view line);

}  // namespace newsbus::source

#include "ingest/rest.h"

#include "base/address.h"
#include "http/guard.h"
#include "ingest/asked.h"
#include "url/host.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <string>

namespace newsbus::ingest {
namespace {

constexpr Duration longest_untold = std::chrono::hours(6);

/// An address of a private network is no public site: what one server there says holds for nobody else.
bool is_private(const std::string& host) {
    if (host == "localhost" || host.ends_with(".localhost")) return true;
    const auto address = parse_host(host.find(':') == std::string::npos ? host : "[" + host + "]");
    return address && !http::special_purpose(address->as_sockaddr()).empty();
}

}  // namespace

std::optional<Rest> rest_after(const source::Options& options, const Response& answer, TimePoint now,
                               std::optional<TimePoint> due) {
    const std::optional<Duration> asked = retry_after(answer, now);
    if (answer.status != 429 && !(answer.status == 503 && asked)) return {};
    const std::string host = politeness_host(answer.url);
    if (options.host_rest == source::HostRest::source || host.empty() || is_private(host)) return {};
    // Where it does not say for how long: as long as the source itself stays away, within reason.
    const Duration own = due ? *due - now : options.interval;
    const Duration length =
        asked.value_or(std::clamp(own, options.interval, std::max(options.interval, longest_untold)));
    return Rest{host, now, now + length,
                fmt::format("{} answered {}{}", options.id, answer.status,
                            asked ? ", Retry-After " + format_duration(*asked) : "")};
}

}  // namespace newsbus::ingest

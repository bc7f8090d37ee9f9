#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "http/curl_handles.h"
#include "http/guard.h"
#include "http/options.h"
#include "work/response.h"

namespace newsbus::http {

/// The options in the form that fetches need. A fetch keeps the settings that it began with.
struct Settings {
    Options options;
    std::vector<Network> allowed;  ///< Options::allow_networks
    std::string user_agent;        ///< "newsbus/0.1.0 (+https://example.org/bot)"

    /// Fails with Errc::config when an option cannot be used.
    static Result<Settings> make(const Options& options);
};

/// The request headers that curl does not set by itself: ours, then the configured ones, which replace ours of the same
/// name. Fails with Errc::config for a header that cannot be sent as it is (line breaks, no name).
Result<CurlList> request_headers(const Request& request, const Settings& settings);

/// Makes `easy` ready for one hop of `request`, but for the callbacks. `headers` must live as long as the transfer.
Result<void> set_up(CURL* easy, const Request& request, const Settings& settings, curl_slist* headers);

}  // namespace newsbus::http

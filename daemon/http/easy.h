#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "http/curl_handles.h"
#include "http/guard.h"
#include "http/options.h"
#include "work/response.h"

namespace newsbus::http {

/// Options in the form that fetches use, fixed for the whole of each.
struct Settings {
    Options options;
    std::vector<Network> allowed;  ///< Options::allow_networks
    std::string user_agent;        ///< "newsbus/0.1.0 (+https://example.org/bot)"

    /// Errc::config when an option is no good.
    static Result<Settings> make(const Options& options);
};

/// The request headers that are not curl's own: ours first, the configured ones in place of ours of that name.
/// Fails with Errc::config on a header that could not be sent as it is (line breaks, no name).
Result<CurlList> request_headers(const Request& request, const Settings& settings);

/// Makes `easy` ready for one hop of `request`; callbacks are the caller's. `headers` must live as long as the
/// transfer.
Result<void> set_up(CURL* easy, const Request& request, const Settings& settings, curl_slist* headers);

}  // namespace newsbus::http

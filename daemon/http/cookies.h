#pragma once

#include <string>
#include <vector>

#include "http/curl_handles.h"
#include "work/response.h"

namespace newsbus::http {

/// The cookies of one fetch: those that a redirect sets go with the requests after it, and nothing outlives the fetch.
/// What a cookie means, and which request it may go with (domain, path, Secure, public suffixes), is curl's to say.
/// A request with a `Cookie` header of its own has none: curl would send two headers.
class Cookies {
public:
    explicit Cookies(const Request& request);

    /// Gives a hop the cookies of the hops before it. Call it before the hop begins.
    void lend(CURL* easy) const;

    /// Takes over what a hop has now. Call it when the hop has ended.
    void take(CURL* easy);

    /// How often they have changed. A cookie that is only dated anew is no change.
    int changes() const { return changes_; }

private:
    bool wanted_;
    int changes_ = 0;
    std::vector<std::string> lines_;  ///< in Netscape's format, sorted
};

}  // namespace newsbus::http

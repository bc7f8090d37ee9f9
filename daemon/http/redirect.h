#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "base/result.h"
#include "url/url.h"
#include "work/response.h"

namespace newsbus::http {

/// A status that sends the client elsewhere when a Location comes with it: 301, 302, 303, 307, 308.
bool is_redirect(int status);

/// Of those, the ones after which a POST stays a POST: 307 and 308. A form is sent on by no other.
bool keeps_form(int status);

/// The request for the target of a redirect. To another origin go neither credentials, client certificate nor
/// configured headers, except headers that only say what is wanted (Accept, Accept-Language, User-Agent). A form goes
/// on.
Request follow(Request request, Url target);

/// The validators for the target of a redirect: those of the fetch that began at `start`, where they may be of what
/// stands there. That is the address whose answer they came with, else the one asked for; scheme and query do not
/// count. Any other address gets none: a 304 of a stranger would pass for news that there are none.
Validators validators_at(const Validators& validators, const Url& start, const Url& target);

/// The redirects of one fetch.
class Trail {
public:
    /// `hands_over`: a redirect beyond `max_redirects`, or one that goes round, is the final answer and no error.
    Trail(const Url& start, int max_redirects, bool hands_over = false)
        : max_(max_redirects), hands_over_(hands_over), seen_{{start.without_fragment(), 0}} {}

    /// Where `answer` redirects to; nothing when it is final. Remembers the hop. `cookies` is how often the cookies of
    /// the fetch have changed so far (Cookies::changes). Fails when the target is not http or https, was visited with
    /// the same cookies before, or is one redirect too many.
    Result<std::optional<Url>> next(const Response& answer, int cookies = 0);

    const std::vector<Redirect>& redirects() const { return redirects_; }

private:
    int max_;
    bool hands_over_;
    std::vector<std::pair<Url, int>> seen_;  ///< addresses, each with the state of the cookies it was asked with
    std::vector<Redirect> redirects_;
};

}  // namespace newsbus::http

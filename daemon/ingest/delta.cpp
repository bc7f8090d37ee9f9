#include "ingest/delta.h"

#include "base/ascii.h"
#include "base/one_line.h"
#include "url/shown.h"

#include <spdlog/fmt/fmt.h>

#include <string>
#include <string_view>

namespace newsbus::ingest {

std::optional<Error> delta_fault(const Visit& visit, const Response& answer) {
    auto fault = [&answer](std::string why) {
        return Error{Errc::http_status, fmt::format("{}: HTTP status 226, only what is new since an earlier answer: {}",
                                                    shown(answer.url), why)};
    };
    const std::string& known = visit.job.state.validators.etag;
    if (known.empty() || visit.source.options().kind != source::Kind::feed) return fault("that was not asked for");
    const std::string_view made_by = ascii::trimmed(answer.header("im"));
    if (made_by.empty()) return fault("without IM, which says how to read it");
    if (!ascii::equals_ignoring_case(made_by, "feed"))
        return fault(fmt::format("made by \"{}\", and only IM: feed was asked for", one_line(made_by, 40)));
    const std::string_view base = ascii::trimmed(answer.header("delta-base"));
    if (!base.empty() && base != known)
        return fault(
            fmt::format("it starts from {}, and {} is what is known", one_line(base, 60), one_line(known, 60)));
    return {};
}

}  // namespace newsbus::ingest

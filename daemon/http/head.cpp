#include "http/head.h"

#include "base/ascii.h"
#include "base/one_line.h"
#include "base/size.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace newsbus::http {
namespace {

constexpr std::size_t most_bytes = 64 << 10;
constexpr std::size_t most_lines = 500;  // curl_easy_nextheader is quadratic in it

/// A length as it is compared: "042" is 42.
std::string_view without_zeros(std::string_view digits) {
    digits = ascii::trimmed(digits);
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

/// Takes the first element off the list of a field; false when nothing is left. Elements may be empty.
bool take_element(std::optional<std::string_view>& list, std::string_view& element) {
    if (!list) return false;
    const std::size_t comma = list->find(',');
    element = ascii::trimmed(list->substr(0, comma));
    list = comma == list->npos ? std::nullopt : std::optional(list->substr(comma + 1));
    return true;
}

}  // namespace

Error Head::too_large() {
    return {Errc::too_large, fmt::format("headers: more than {} or {} lines", format_size(most_bytes), most_lines)};
}

std::optional<Error> Head::take(std::string_view line) {
    bytes_ += line.size();
    if (bytes_ > most_bytes || ++lines_ > most_lines) return too_large();
    if (line.starts_with("HTTP/")) {  // what came before was a 1xx, or the proxy's
        is_whole_ = is_coded_ = false;
        lengths_ = {};
        layers_ = 0;
    } else if (line == "\r\n" || line == "\n") {
        is_whole_ = true;
        if (lengths_.size() > 1 && !is_coded_)
            return Error{Errc::network, fmt::format("receive: two different Content-Length: {} and {}",
                                                    one_line(lengths_[0], 30), one_line(lengths_[1], 30))};
    } else if (!is_whole_) {  // behind it are trailers
        take_field(line);
    }
    return {};
}

void Head::take_field(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == line.npos) return;
    const std::string_view name = line.substr(0, colon), value = line.substr(colon + 1);
    const bool transfer = ascii::equals_ignoring_case(name, "transfer-encoding");
    is_coded_ = is_coded_ || transfer;
    if (transfer || ascii::equals_ignoring_case(name, "content-encoding")) take_codings(value);
    if (ascii::equals_ignoring_case(name, "content-length")) take_lengths(value);
}

void Head::take_codings(std::string_view value) {
    std::string_view coding;
    for (std::optional rest = value; take_element(rest, coding);)
        if (!coding.empty() && !ascii::equals_ignoring_case(coding, "identity") &&
            !ascii::equals_ignoring_case(coding, "chunked"))
            ++layers_;
}

/// A Content-Length may come twice, in one field or in two, as long as all say the same (RFC 9112 section 6.3).
void Head::take_lengths(std::string_view value) {
    std::string_view written;
    for (std::optional rest = value; lengths_.size() < 2 && take_element(rest, written);) {
        std::string length(without_zeros(written));
        if (lengths_.empty() || lengths_[0] != length) lengths_.push_back(std::move(length));
    }
}

}  // namespace newsbus::http

#include "http/cookies.h"

#include <strings.h>
#include <algorithm>

namespace newsbus::http {
namespace {

/// A line without its fifth field, the time at which the cookie ends.
std::string undated(const std::string& line) {
    std::size_t begin = 0;
    for (int field = 0; field < 4 && begin != std::string::npos; ++field) begin = line.find('\t', begin + 1);
    std::size_t end = begin == std::string::npos ? begin : line.find('\t', begin + 1);
    return end == std::string::npos ? line : line.substr(0, begin) + line.substr(end);
}

bool is_same(const std::string& a, const std::string& b) {
    return undated(a) == undated(b);
}

}  // namespace

Cookies::Cookies(const Request& request)
    : wanted_(std::none_of(request.headers.begin(), request.headers.end(),
                           [](const auto& header) { return strcasecmp(header.first.c_str(), "cookie") == 0; })) {}

void Cookies::lend(CURL* easy) const {
    if (!wanted_) return;
    curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");  // the engine alone: no file is read
    for (const std::string& line : lines_) curl_easy_setopt(easy, CURLOPT_COOKIELIST, line.c_str());
}

void Cookies::take(CURL* easy) {
    if (!wanted_) return;
    curl_slist* first = nullptr;
    curl_easy_getinfo(easy, CURLINFO_COOKIELIST, &first);
    CurlList list(first);
    std::vector<std::string> lines;
    for (const curl_slist* it = list.get(); it; it = it->next) lines.emplace_back(it->data);
    std::sort(lines.begin(), lines.end());
    if (!std::equal(lines.begin(), lines.end(), lines_.begin(), lines_.end(), is_same)) ++changes_;
    lines_ = std::move(lines);
}

}  // namespace newsbus::http

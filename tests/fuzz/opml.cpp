#include "feed/opml.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Any bytes are a subscription list or an error, and what was read survives being written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto opml = newsbus::feed::read_opml({reinterpret_cast<const char*>(data), size});
    if (!opml) return 0;
    auto again = newsbus::feed::read_opml(newsbus::feed::write_opml(*opml));
    if (!again || again->feeds.size() != opml->feeds.size() || !again->problems.empty()) std::abort();
    return 0;
}

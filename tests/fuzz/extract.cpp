// Any bytes: an article whose texts are valid UTF-8, or an error.
#include "base/utf8.h"
#include "extract/page/page.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newsbus;
    static const Url url = Url::parse("https://example.org/2026/01/02/story").value();
    auto article = extract::read_page({reinterpret_cast<const char*>(data), size}, "text/html", url);
    if (!article) return 0;
    for (const std::string& text : {article->headline, article->body, article->body_html, article->description})
        if (!is_valid_utf8(text)) std::abort();
    return 0;
}

// Any bytes as a page saved as plain text: an article whose texts are valid UTF-8.
#include "extract/plain/text_page.h"
#include "base/utf8.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newsbus;
    static const Url url = Url::parse("https://example.org/story.txt").value();
    auto article = extract::read_text({reinterpret_cast<const char*>(data), size}, "text/plain", url);
    if (!article) return 0;
    for (const std::string& text : {article->headline, article->body, article->description})
        if (!is_valid_utf8(text)) std::abort();
    return 0;
}

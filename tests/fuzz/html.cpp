// Any bytes: a tree within its limits, plain text and sanitized HTML that are valid UTF-8, the same apart and at once.
#include "base/utf8.h"
#include "html/dom.h"
#include "html/entities.h"
#include "html/sanitize.h"
#include "html/text.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newsbus;
    std::string text = replace_invalid_utf8({reinterpret_cast<const char*>(data), size});
    static const Url base = Url::parse("https://example.org/a/b").value();
    html::Document page = html::parse(text);
    for (const std::string& out :
         {html::plain_text(page.dom), html::sanitized(page.dom, base), html::text_of(text), html::inline_text_of(text),
          html::sanitized(text, base), html::decode_entities(text)})
        if (!is_valid_utf8(out)) std::abort();
    if (html::sanitized(text, base).find("<script") != std::string::npos) std::abort();
    html::Cleaned both = html::cleaned(text, base);
    if (both.text != html::text_of(text) || both.html != html::sanitized(text, base)) std::abort();
    return 0;
}

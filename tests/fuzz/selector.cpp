// Any bytes, up to the first NUL as a selector, behind it as a page: an error that names a column, or nodes of the
// page.
#include "extract/selectors/selector.h"
#include "html/dom.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newsbus;
    std::string_view input(reinterpret_cast<const char*>(data), size);
    std::size_t end = input.find('\0');
    auto selector = extract::Selector::parse(input.substr(0, end));
    if (!selector) {
        if (!selector.error().what.starts_with("column ")) std::abort();
        return 0;
    }
    std::string_view page =
        end == input.npos ? "<div class=a><p id=b>One<a href=/x>two</a></p><p>three</div>" : input.substr(end + 1);
    if (page.size() > 20'000) return 0;
    html::Document document = html::parse(page);
    for (const pugi::xpath_node& found : selector->select(document.dom))
        if (!found) std::abort();
    return 0;
}

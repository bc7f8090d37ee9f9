// Any bytes as the memory of a site: a memory that stays what it is when it is written and read, learns, and is
// bounded.
#include "extract/page/page.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newsbus;
    using extract::SiteMemory;
    static const Url url = Url::parse("https://example.org/2026/01/02/story").value();
    SiteMemory memory = SiteMemory::parse({reinterpret_cast<const char*>(data), size});
    if (SiteMemory::parse(memory.bytes()) != memory) std::abort();
    std::string page = "<article><p>" + std::string(200, 'a') + "</p><p>" + std::string(90, 'b') + "</p></article>";
    if (!extract::read_page(page, "text/html", url, nullptr, &memory)) std::abort();
    if (memory.bytes().size() > SiteMemory::most_bytes || SiteMemory::parse(memory.bytes()) != memory) std::abort();
    return 0;
}

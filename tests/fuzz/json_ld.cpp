// Any bytes as the JSON-LD of a page, blocks apart by NULs: texts that are valid UTF-8.
#include "extract/facts/json_ld.h"
#include "base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newsbus;
    // Pages are valid UTF-8 by the time their blocks are read.
    std::string text = replace_invalid_utf8({reinterpret_cast<const char*>(data), size});
    std::vector<std::string> blocks;
    for (std::size_t at = 0; at <= text.size() && blocks.size() < 20;) {
        std::size_t end = std::min(text.find('\0', at), text.size());
        blocks.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    extract::JsonLd said = extract::read_json_ld(blocks);
    for (const std::string& one : {said.headline, said.description, said.body, said.section, said.credit_text})
        if (!is_valid_utf8(one)) std::abort();
    for (const Author& author : said.author)
        if (!is_valid_utf8(author.name)) std::abort();
    return 0;
}

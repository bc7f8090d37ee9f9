#include "feed/json_document.h"
#include "base/json_memory.h"

#include <boost/json.hpp>

#include <array>
#include <new>

namespace newsbus::feed {
namespace {

namespace json = boost::json;

constexpr std::size_t deepest = 64;

json::parse_options syntax() {
    json::parse_options syntax;
    syntax.max_depth = deepest;
    syntax.allow_trailing_commas = true;
    return syntax;
}

/// The quote that ends the string beginning at `at`.
std::size_t end_of_string(std::string_view text, std::size_t at) {
    while ((at = text.find_first_of("\"\\", at + 1)) != text.npos && text[at] == '\\') ++at;
    return at;
}

/// Behind the last object that is complete in a list which the document's own object holds; 0 when there is none.
std::size_t end_of_last_element(std::string_view text) {
    std::array<char, deepest> open{};
    std::size_t depth = 0, end = 0;
    for (std::size_t at = 0; (at = text.find_first_of("\"{}[]", at)) != text.npos; ++at) {
        char c = text[at];
        if (c == '"') {
            at = end_of_string(text, at);
            if (at == text.npos) break;
        } else if (c == '{' || c == '[') {
            if (depth == deepest) break;
            open[depth++] = c;
        } else {
            if (depth == 0) break;
            --depth;
            if (depth == 2 && c == '}' && open[0] == '{' && open[1] == '[') end = at + 1;
        }
    }
    return end;
}

Result<json::value> parsed(std::string_view text, std::vector<Problem>& problems) {
    boost::system::error_code fault;
    json::storage_ptr memory = json_memory_for(text.size());
    json::stream_parser whole(memory, syntax());
    whole.reset(memory);
    std::size_t read = whole.write_some(text.data(), text.size(), fault);
    bool has_more = !fault && whole.done() && read < text.size();
    if (has_more) problems.push_back({"text behind the end of the JSON was left out"});
    if (!fault && !whole.done()) whole.finish(fault);
    if (!fault) return whole.release();

    std::string why = "ill-formed JSON at byte " + std::to_string(read) + ": " + fault.message();
    std::size_t end = end_of_last_element(text.substr(0, read));
    json::stream_parser cut(memory, syntax());
    cut.reset(memory);
    fault.clear();
    cut.write(text.data(), end, fault);
    if (!fault) cut.write("]}", 2, fault);
    if (!fault) cut.finish(fault);
    if (end == 0 || fault) return Error{Errc::syntax, why};
    problems.push_back({why + "; read up to the last complete item"});
    return cut.release();
}

}  // namespace

Result<json::value> parse_json_document(std::string_view text, std::vector<Problem>& problems) {
    try {
        return parsed(text, problems);
    } catch (const std::bad_alloc&) {
        return Error{Errc::too_large, "JSON of so many values that it takes several times its size"};
    }
}

}  // namespace newsbus::feed

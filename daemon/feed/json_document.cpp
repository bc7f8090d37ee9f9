#include "feed/json_document.h"
#include "base/json_memory.h"
#include "feed/json_repair.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <new>
#include <optional>

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

/// The text as one strict parser takes it; nothing when it does not.
std::optional<json::value> strict(std::string_view text) {
    boost::system::error_code fault;
    json::storage_ptr memory = json_memory_for(text.size());
    json::stream_parser parser(memory, syntax());
    parser.reset(memory);
    parser.write_some(text.data(), text.size(), fault);
    if (!fault && !parser.done()) parser.finish(fault);
    if (fault) return std::nullopt;
    return parser.release();
}

/// Does an entry have a number of its own that is not written as it stands there: `1.50`, or an integer of 30 digits?
bool has_long_number(const json::value& root) {
    const json::value* items = root.is_object() ? root.as_object().if_contains("items") : nullptr;
    if (!items) return false;
    auto has_one = [](const json::value& item) {
        return item.is_object() && std::ranges::any_of(item.as_object(), [](const json::key_value_pair& member) {
                   return member.value().is_double();
               });
    };
    if (items->is_object())
        return std::ranges::any_of(items->as_object(),
                                   [&](const json::key_value_pair& member) { return has_one(member.value()); });
    return items->is_array() && std::ranges::any_of(items->as_array(), has_one);
}

json::value with_numbers_as_they_stand(json::value root, std::string_view text) {
    if (!has_long_number(root)) return root;
    auto again = strict(with_quoted_numbers(text));
    return again ? std::move(*again) : std::move(root);
}

/// The document up to the last complete element of one of its lists.
std::optional<json::value> without_rest(std::string_view text) {
    std::size_t end = end_of_last_element(text);
    if (end == 0) return std::nullopt;
    std::string rest = std::string(text.substr(0, end)) + "]}";
    auto value = strict(rest);
    if (!value) return std::nullopt;
    return with_numbers_as_they_stand(std::move(*value), rest);
}

/// Does the text end before the object that it begins with?
bool is_cut(std::string_view text) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (in_string) {
            in_string = c != '"';
            if (c == '\\') ++at;  // with what it escapes
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && depth > 0 && --depth == 0) {
            return false;
        }
    }
    return true;
}

/// What a strict parser refuses: repaired value by value, else, as of a document that was cut, up to its last item.
Result<JsonDocument> tolerant(std::string_view text, std::size_t read, std::string why,
                              std::vector<Problem>& problems) {
    auto [repaired, lost] = repaired_json(text);
    const bool cut = is_cut(text) && is_cut(repaired);
    if (lost > 0) problems.push_back({"items that are too damaged to be read: " + std::to_string(lost)});
    if (auto whole = strict(repaired)) {
        problems.push_back({why + "; repaired"});
        return JsonDocument{with_numbers_as_they_stand(std::move(*whole), repaired), cut};
    }
    auto most = without_rest(repaired);
    if (!most) most = without_rest(text.substr(0, read));
    if (!most) return Error{Errc::syntax, why};
    problems.push_back({why + "; read up to the last complete item"});
    return JsonDocument{std::move(*most), cut};
}

Result<JsonDocument> parsed(std::string_view text, std::vector<Problem>& problems) {
    boost::system::error_code fault;
    json::storage_ptr memory = json_memory_for(text.size());
    json::stream_parser whole(memory, syntax());
    whole.reset(memory);
    std::size_t read = whole.write_some(text.data(), text.size(), fault);
    bool has_more = !fault && whole.done() && read < text.size();
    if (has_more) problems.push_back({"text behind the end of the JSON was left out"});
    if (!fault && !whole.done()) whole.finish(fault);
    if (!fault) return JsonDocument{with_numbers_as_they_stand(whole.release(), text.substr(0, read))};
    return tolerant(text, read, "ill-formed JSON at byte " + std::to_string(read) + ": " + fault.message(), problems);
}

}  // namespace

Result<JsonDocument> parse_json_document(std::string_view text, std::vector<Problem>& problems) {
    try {
        return parsed(text, problems);
    } catch (const std::bad_alloc&) {
        return Error{Errc::too_large, "JSON of so many values that it takes several times its size"};
    }
}

}  // namespace newsbus::feed

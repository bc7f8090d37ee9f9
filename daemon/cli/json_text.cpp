#include "cli/json_text.h"

#include "base/one_line.h"

#include <boost/json.hpp>

namespace newsbus::cli {

namespace json = boost::json;

std::string text(const json::object& object, std::string_view key, std::size_t bytes) {
    const json::value* value = object.if_contains(key);
    if (!value) return {};
    return one_line(value->is_string() ? std::string(value->as_string()) : json::serialize(*value), bytes);
}

const json::array& list(const json::object& object, std::string_view key) {
    static const json::array none;
    const json::value* value = object.if_contains(key);
    return value && value->is_array() ? value->as_array() : none;
}

}  // namespace newsbus::cli

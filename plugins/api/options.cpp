#include "plugins/api/options.h"

#include "base/size.h"

#include <boost/json.hpp>

#include <limits>

namespace newsbus::plugins {
namespace {

namespace json = boost::json;
using Value = OptionValues::Value;

Result<Value> strings(const json::array& array, const Error& wrong) {
    std::vector<std::string> list;
    for (const json::value& item : array) {
        if (!item.is_string()) return wrong;
        list.emplace_back(item.get_string());
    }
    return Value(std::move(list));
}

Result<Value> value_of(OptionType type, const json::value& written, const Error& wrong) {
    switch (type) {
        case OptionType::boolean:
            if (written.is_bool()) return Value(written.get_bool());
            return wrong;
        case OptionType::integer:
            if (written.is_int64()) return Value(written.get_int64());
            return wrong;
        case OptionType::number:
            if (written.is_number()) return Value(written.to_number<double>());
            return wrong;
        case OptionType::string_list:
            if (written.is_array()) return strings(written.get_array(), wrong);
            return wrong;
        case OptionType::string:
        case OptionType::duration:
        case OptionType::size:
            break;
    }
    if (!written.is_string()) return wrong;
    std::string text(written.get_string());
    if (type == OptionType::string) return Value(std::move(text));
    if (type == OptionType::duration) {
        if (auto duration = parse_duration(text)) return Value(*duration);
        return wrong;
    }
    auto size = parse_size(text);
    if (!size || *size > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return wrong;
    return Value(static_cast<std::int64_t>(*size));
}

}  // namespace

// The values that fallbacks use are written the same in TOML and in JSON, so that JSON's reader will do.
Result<Value> fallback_value(const Option& option) {
    if (option.fallback.empty()) return Error{Errc::config, std::string(option.name) + ": missing"};
    Error wrong{Errc::config, std::string(option.name) + ": bad value " + std::string(option.fallback)};
    boost::system::error_code failed;
    json::value written = json::parse(option.fallback, failed);
    if (failed) return wrong;
    return value_of(option.type, written, wrong);
}

}  // namespace newsbus::plugins

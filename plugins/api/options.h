#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace newsbus::plugins {

enum class OptionType { boolean, integer, number, string, string_list, duration, size };

/// An option of a plugin: a row of its table, which validation, `newsbus check` and the generated reference read.
struct Option {
    std::string_view name;
    OptionType type;
    std::string_view fallback;  ///< as TOML would write it; "" = required
    std::string_view help;
};

/// The options of one plugin instance: checked against the table, with fallbacks filled in. Asking for an option that
/// is not there, or as another type, is a bug.
class OptionValues {
public:
    using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>, Duration>;

    void set(std::string name, Value value) { values_.insert_or_assign(std::move(name), std::move(value)); }
    bool has(std::string_view name) const { return values_.find(name) != values_.end(); }

    bool boolean(std::string_view name) const { return get<bool>(name); }
    std::int64_t integer(std::string_view name) const { return get<std::int64_t>(name); }  ///< also sizes, in bytes
    double number(std::string_view name) const { return get<double>(name); }
    const std::string& string(std::string_view name) const { return get<std::string>(name); }
    const std::vector<std::string>& strings(std::string_view name) const { return get<std::vector<std::string>>(name); }
    Duration duration(std::string_view name) const { return get<Duration>(name); }

    bool operator==(const OptionValues&) const = default;

private:
    template <class T>
    const T& get(std::string_view name) const {
        return std::get<T>(values_.find(name)->second);
    }
    std::map<std::string, Value, std::less<>> values_;
};

/// Reads the fallback of `option`, the text of a TOML value.
Result<OptionValues::Value> fallback_value(const Option& option);

}  // namespace newsbus::plugins

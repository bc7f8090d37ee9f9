#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace newsbus::cli {

/// The numbers that an option takes, both ends included.
struct NumberRange {
    std::uint64_t least = 0;
    std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
};

/// The name of the validator that every numeric option has.
constexpr const char* decimal_validator = "decimal";

/// Accepts whole numbers in decimal digits and nothing else: no sign, no blank, no exponent. Leading zeros are allowed;
/// CLI11 itself would read them as octal, and 0x10 as sixteen.
CLI::Validator decimal(NumberRange range);

/// Accepts one of `names`. The message for any other word has the list and the closest name.
CLI::Validator one_of(std::vector<std::string> names);

template <class T>
struct NumberOf {
    using type = T;
};
template <class T>
struct NumberOf<std::optional<T>> {
    using type = T;
};

/// Declares a numeric option. Every numeric option of the program must be made here; a test checks that.
template <class T>
CLI::Option* add_number(CLI::App& app, const std::string& name, T& value, const std::string& help,
                        NumberRange range = {}) {
    using Number = typename NumberOf<T>::type;
    static_assert(std::integral<Number>);
    range.most = std::min<std::uint64_t>(range.most, std::numeric_limits<Number>::max());
    return app.add_option(name, value, help)->type_name("N")->transform(decimal(range));
}

/// Declares an option that takes one of a few words, each of which stands for a T. `value`, a T or an optional T, holds
/// the default.
template <class T, class Value>
CLI::Option* add_choice(CLI::App& app, const std::string& name, Value& value,
                        const std::vector<std::pair<std::string, T>>& choices, const std::string& help) {
    std::vector<std::string> names;
    std::string list, standing;
    for (const auto& [word, meaning] : choices) {
        names.push_back(word);
        list += (list.empty() ? "" : ", ") + word;
        if (meaning == value) standing = word;
    }
    std::function<void(const std::string&)> set = [&value, choices](const std::string& word) {
        value = std::ranges::find(choices, word, &std::pair<std::string, T>::first)->second;
    };
    return app.add_option_function(name, set, help + ": " + list)
        ->type_name("WORD")
        ->default_str(standing)
        ->transform(one_of(std::move(names)));
}

}  // namespace newsbus::cli

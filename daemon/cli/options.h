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

/// What a numeric option takes, ends included.
struct NumberRange {
    std::uint64_t least = 0;
    std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
};

/// The name of the validator that every numeric option has.
constexpr const char* decimal_validator = "decimal";

/// Takes whole numbers in decimal digits, with or without leading zeros (CLI11 itself would take those for octal, and
/// 0x10 for sixteen), and nothing else: no sign, no blank, no exponent.
CLI::Validator decimal(NumberRange range);

/// Takes one of `names`; for another word the message has the list and the closest name.
CLI::Validator one_of(std::vector<std::string> names);

template <class T>
struct NumberOf {
    using type = T;
};
template <class T>
struct NumberOf<std::optional<T>> {
    using type = T;
};

/// Declares a numeric option. Every numeric option of the program is made here; a test holds them to it.
template <class T>
CLI::Option* add_number(CLI::App& app, const std::string& name, T& value, const std::string& help,
                        NumberRange range = {}) {
    using Number = typename NumberOf<T>::type;
    static_assert(std::integral<Number>);
    range.most = std::min<std::uint64_t>(range.most, std::numeric_limits<Number>::max());
    return app.add_option(name, value, help)->type_name("N")->transform(decimal(range));
}

/// Declares an option that takes one of a few words, each of which stands for a T. `value`, a T or an optional one, has
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

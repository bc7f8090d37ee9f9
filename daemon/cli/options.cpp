#include "cli/options.h"

#include "base/columns.h"
#include "base/did_you_mean.h"
#include "base/utf8.h"

#include <spdlog/fmt/fmt.h>

#include <charconv>

namespace newsbus::cli {
namespace {

std::string in_quotes(const std::string& word) {
    return fmt::format("\"{}\"", printable(shortened(word, 80)));
}

}  // namespace

CLI::Validator decimal(NumberRange range) {
    auto read = [range](std::string& word) -> std::string {
        std::uint64_t number = 0;
        const char* end = word.data() + word.size();
        auto [rest, failed] = std::from_chars(word.data(), end, number);
        if (failed != std::errc() || rest != end || number < range.least || number > range.most)
            return fmt::format("{} is not a whole number from {} to {}", in_quotes(word), range.least, range.most);
        word = std::to_string(number);
        return {};
    };
    return CLI::Validator(read, "", decimal_validator);
}

CLI::Validator one_of(std::vector<std::string> names) {
    auto look = [names = std::move(names)](std::string& word) -> std::string {
        if (std::ranges::find(names, word) != names.end()) return {};
        return fmt::format("{} is none of {}{}", in_quotes(word), fmt::join(names, ", "),
                           did_you_mean(word, {names.begin(), names.end()}));
    };
    return CLI::Validator(look, "", "one_of");
}

}  // namespace newsbus::cli

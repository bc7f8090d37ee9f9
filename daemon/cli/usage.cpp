#include "cli/usage.h"

#include "base/columns.h"
#include "base/did_you_mean.h"
#include "base/utf8.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cctype>
#include <string_view>

namespace newsbus::cli {
namespace {

std::string shown(std::string_view word) {
    return printable(shortened(word, 80));
}

const CLI::App* command_of(const CLI::App& app, std::string_view word) {
    for (const CLI::App* command : app.get_subcommands({}))
        if (command->get_name() == word) return command;
    return nullptr;
}

std::string unknown_command(const CLI::App& app, std::string_view word) {
    std::vector<std::string_view> names{"help"};
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    std::string hint = did_you_mean(word, names);
    return fmt::format("{}: unknown command{}{}", shown(word), hint, hint.empty() ? " (see newsbus help)" : "");
}

/// "--json" of "--json=1".
std::string_view name_in(std::string_view word) {
    return word.substr(0, word.find('='));
}

const CLI::Option* option_of(const CLI::App& command, std::string_view name) {
    return command.get_option_no_throw(std::string(name));
}

std::vector<std::string> long_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

std::string unknown_option(const CLI::App& command, std::string_view word) {
    std::vector<std::string> names = long_names(command);
    std::string hint = did_you_mean(name_in(word), {names.begin(), names.end()});
    return fmt::format("{}: unknown option{}{}", shown(name_in(word)), hint,
                       hint.empty() ? fmt::format(" (see {} --help)", speaker(command)) : "");
}

std::string option_before_command(const CLI::App& app, std::string_view word) {
    bool known = std::ranges::any_of(app.get_subcommands({}), [word](const CLI::App* command) {
        return option_of(*command, name_in(word)) != nullptr;
    });
    if (!known) return unknown_option(app, word);
    return fmt::format("{0}: comes after the command: newsbus COMMAND {0}", shown(name_in(word)));
}

bool is_negative_number(std::string_view word) {
    return word.size() > 1 && word[0] == '-' && std::isdigit(static_cast<unsigned char>(word[1]));
}

void join_negative_numbers(std::vector<std::string>& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
        bool is_value = words[i - 1].starts_with("--") && words[i - 1].find('=') == std::string::npos;
        if (!is_value || !is_negative_number(words[i])) continue;
        words[i - 1] += "=" + words[i];
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

Result<std::vector<std::string>> help_wanted(const CLI::App& app, const std::vector<std::string>& words) {
    if (words.size() == 1 || words[1] == "help" || words[1] == "--help") return std::vector<std::string>{"--help"};
    if (!command_of(app, words[1])) return Error{Errc::usage, unknown_command(app, words[1])};
    if (words.size() > 2) return Error{Errc::usage, fmt::format("{}: unexpected", shown(words[2]))};
    return std::vector<std::string>{words[1], "--help"};
}

/// CLI11 says "--from: 1 required N missing", "--from: At Most 1 required but received 2".
std::string wrong_count(std::string_view what) {
    std::string_view name = what.substr(0, what.find(':'));
    const bool too_many = what.find("At Most") != std::string_view::npos;
    return fmt::format("{}: {}", shown(name), too_many ? "may be given once" : "needs a value");
}

}  // namespace

Result<std::vector<std::string>> understand(const CLI::App& app, std::vector<std::string> words) {
    join_negative_numbers(words);
    if (words.empty()) return words;
    if (words[0] == "help") return help_wanted(app, words);
    if (words[0].starts_with('-')) {
        if (option_of(app, name_in(words[0]))) return words;
        return Error{Errc::usage, option_before_command(app, words[0])};
    }
    if (!command_of(app, words[0])) return Error{Errc::usage, unknown_command(app, words[0])};
    return words;
}

std::string explain(const CLI::App& app, const CLI::ParseError& error) {
    auto is = [&error](CLI::ExitCodes code) { return error.get_exit_code() == static_cast<int>(code); };
    if (is(CLI::ExitCodes::ArgumentMismatch)) return wrong_count(error.what());
    if (!is(CLI::ExitCodes::ExtrasError)) return printable(error.what());
    std::vector<std::string> words = app.remaining(true);
    auto option = std::ranges::find_if(words, [](const std::string& word) { return word.starts_with('-'); });
    auto commands = app.get_subcommands();
    if (option != words.end() && !commands.empty()) return unknown_option(*commands.front(), *option);
    return fmt::format("{}: unexpected", shown(words.empty() ? "" : words.front()));
}

std::string speaker(const CLI::App& app) {
    return app.get_parent() ? app.get_parent()->get_name() + " " + app.get_name() : app.get_name();
}

}  // namespace newsbus::cli

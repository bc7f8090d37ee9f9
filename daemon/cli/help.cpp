#include "cli/help.h"

#include "base/columns.h"
#include "cli/terminal.h"

#include <spdlog/fmt/fmt.h>

#include <unistd.h>

#include <algorithm>
#include <cctype>

namespace newsbus::cli {
namespace {

constexpr std::size_t usual_columns = 80, most_columns = 100;
constexpr std::size_t command_column = 14, option_column = 26;  // where the words begin
constexpr std::size_t least_words = 24;                         // narrower than this, words go on lines of their own

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

/// "--from N", "--watch [N]", "--json", "FILE".
std::string title_of(const CLI::Option* option, bool is_positional) {
    if (is_positional) return upper(option->get_name(true, false));
    std::string title = option->get_name(false, true);
    std::string type = option->get_type_name();
    if (option->get_type_size() == 0 || option->get_items_expected_max() == 0) return title;
    if (type == "TEXT") type = "WORD";
    return title + (option->get_items_expected_min() == 0 ? " [" + type + "]" : " " + type);
}

std::string words_of(const CLI::Option* option) {
    std::string words = option->get_description();
    bool complete = option->get_default_str().empty() || option->get_type_size() == 0;
    return complete ? words : fmt::format("{} (default: {})", words, option->get_default_str());
}

}  // namespace

std::string HelpFormatter::entry(const std::string& name, const std::string& words, std::size_t indent) const {
    std::string text = "  " + name;
    if (words.empty()) return text + '\n';
    bool narrow = columns_ < indent + least_words;
    std::size_t column = narrow ? 4 : indent;
    bool beside = !narrow && count_columns(text) + 2 <= column;  // else the words begin on the next line
    for (const std::string& line : wrap_to_columns(words, columns_ - std::min(columns_ - 1, column))) {
        text = beside ? pad_to_columns(text, column) : text + '\n' + std::string(column, ' ');
        text += line;
        beside = false;
    }
    return text + '\n';
}

std::string HelpFormatter::make_option(const CLI::Option* option, bool is_positional) const {
    return entry(title_of(option, is_positional), words_of(option), option_column);
}

std::string HelpFormatter::make_subcommand(const CLI::App* command) const {
    return entry(command->get_name(), command->get_description(), command_column);
}

std::string HelpFormatter::make_usage(const CLI::App* app, std::string name) const {
    std::string usage = "Usage: " + name;
    if (app->get_require_subcommand_min() > 0) return usage + " COMMAND [OPTION...]\n";
    usage += " [OPTION...]";
    for (const CLI::Option* option : app->get_options([](const CLI::Option* one) { return one->get_positional(); })) {
        std::string title = title_of(option, true);
        usage += option->get_required() ? " " + title : " [" + title + "]";
    }
    return usage + '\n';
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const {
    auto wrapped = [this](const std::string& words) {
        std::string text;
        for (const std::string& line : wrap_to_columns(words, columns_)) text += line + '\n';
        return text;
    };
    std::string text = wrapped(app->get_description()) + '\n' + make_usage(app, std::move(name));
    text += make_subcommands(app, mode) + make_positionals(app) + make_groups(app, mode);
    if (std::string footer = app->get_footer(); !footer.empty()) text += '\n' + wrapped(footer);
    return text;
}

std::size_t help_columns() {
    return std::min(terminal_of(STDOUT_FILENO).width.value_or(usual_columns), most_columns);
}

}  // namespace newsbus::cli

// newsbus check: is the configuration right? Every problem a line on stderr, or one line that sums it up.
#include "cli/command.h"
#include "cli/load_config.h"

#include <iostream>
#include <memory>

namespace newsbus::cli {
namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "empty" : text;
}

int check(const std::string& file) {
    auto config = load_config(file);
    if (!config) return exit_usage;
    std::size_t count = config->sources.size();
    std::cout << "ok: " << count << (count == 1 ? " source" : " sources") << ", chain " << joined(config->chain)
              << '\n';
    return exit_ok;
}

std::function<int()> setup(CLI::App& app) {
    auto file = std::make_shared<std::string>();
    add_config_option(app, *file);
    return [file] { return check(*file); };
}

}  // namespace

const Command check_command{"check", "Read the configuration and report every problem in it", setup};

}  // namespace newsbus::cli

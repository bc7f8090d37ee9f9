// newsbus check: would `newsbus run` start? Every problem a line on stderr, or one line that sums it up.
#include "cli/command.h"
#include "cli/load_config.h"
#include "service/prepare.h"

#include <iostream>
#include <memory>

namespace newsbus::cli {
namespace {

struct CheckOptions {
    std::string config;
    std::string data_dir;
};

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "empty" : text;
}

std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

int check(const CheckOptions& options) {
    Counters counters;
    service::Prepared prepared = service::prepare(options.config, options.data_dir, counters);
    const config::Loaded& loaded = prepared.loaded;
    print_problems(loaded);
    if (!loaded.usable()) return exit_usage;
    std::cout << "ok: " << counted(loaded.config.sources.size(), "source") << ", chain " << joined(loaded.config.chain);
    if (!loaded.problems.empty()) std::cout << "; " << counted(loaded.problems.size(), "warning");
    std::cout << '\n';
    return exit_ok;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<CheckOptions>();
    add_config_option(app, options->config);
    app.add_option("--data-dir", options->data_dir, "folder of gazetteers and tables");
    return [options] { return check(*options); };
}

}  // namespace

const Command check_command{"check", "Tell whether `run` would start, and every problem that keeps it from it", setup};

}  // namespace newsbus::cli

// newsbus run: the daemon.
#include "base/log.h"
#include "cli/command.h"
#include "cli/load_config.h"
#include "cli/options.h"
#include "cli/version.h"
#include "service/service.h"

#include <malloc.h>
#include <sys/stat.h>

#include <iostream>
#include <memory>
#include <string>

namespace newsbus::cli {
namespace {

struct RunOptions {
    std::string config;
    std::string data_dir;
    std::string log_level = "info", log_format = "text";
    bool now = false;
};

int run(const RunOptions& options) {
    log::set_level(options.log_level);
    log::set_format(options.log_format);
    Counters counters;
    service::Prepared prepared = service::prepare(options.config, options.data_dir, counters);
    if (!prepared.loaded.usable()) {
        print_problems(prepared.loaded);
        return exit_usage;
    }
    umask(0027);  // the state is for the daemon's user and group, whatever the shell says
    // A handful of threads: what one of them gave back is there for all.
    mallopt(M_ARENA_MAX, 1);
    auto done = service::run({options.config, options.data_dir, version, options.now}, std::move(prepared), counters);
    if (done) return exit_ok;
    std::cerr << "newsbus run: " << done.error().what << '\n';
    return done.error().code == Errc::config ? exit_usage : exit_failed;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<RunOptions>();
    add_config_option(app, options->config);
    app.add_flag("--now", options->now, "make every source due at once");
    app.add_option("--data-dir", options->data_dir, "folder of gazetteers and tables");
    add_choice<std::string>(
        app, "--log-level", options->log_level,
        {{"error", "error"}, {"warn", "warn"}, {"info", "info"}, {"debug", "debug"}, {"trace", "trace"}},
        "what the log tells");
    add_choice<std::string>(app, "--log-format", options->log_format, {{"text", "text"}, {"json", "json"}},
                            "few words key=value, or one object a line");
    return [options] { return run(*options); };
}

}  // namespace

const Command run_command{"run", "Run the daemon in the foreground", setup};

}  // namespace newsbus::cli

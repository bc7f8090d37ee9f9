#include "service/installation.h"

#include "plugins/chain.h"
#include "plugins/plugin.h"
#include "source/source.h"

#include <fstream>
#include <iterator>
#include <memory>

namespace newsbus::service {

Result<std::string> read_password(const source::Options& options) {
    if (options.password_file.empty()) return std::string();
    std::ifstream file(options.password_file);
    std::string line;
    if (!std::getline(file, line))
        return Error{Errc::config,
                     "source " + options.id + ": password_file " + options.password_file + ": cannot be read"};
    return line;
}

Result<ingest::Installation> make_installation(const config::Config& config, const std::string& data_dir,
                                               Counters& counters) {
    auto found = plugins::find_data_dir(data_dir);
    if (!found) return found.error();
    plugins::Context context{*found};
    auto made = plugins::Plugins::make(config.plugins, context, counters);
    if (!made) return made.error();
    ingest::Installation installation;
    for (const source::Options& options : config.sources) {
        auto password = read_password(options);
        if (!password) return password.error();
        auto installed = std::make_shared<ingest::Installed>();
        installed->chain = made->chain(options.chain.value_or(config.chain));
        installed->source = source::make_source(options, std::move(*password));
        installation.emplace(options.id, std::move(installed));
    }
    return installation;
}

}  // namespace newsbus::service

// newsbus export: the feeds of the configuration as an OPML subscription list.
#include "cli/command.h"
#include "cli/load_config.h"
#include "feed/opml.h"

#include <iostream>
#include <memory>

namespace newsbus::cli {
namespace {

int export_feeds(const std::string& file) {
    auto config = load_config(file);
    if (!config) return exit_usage;
    feed::Opml opml;
    opml.title = "newsbus sources";
    for (source::Options& source : config->sources) {
        if (source.kind == source::Kind::feed)
            opml.feeds.push_back({source.name.empty() ? source.id : source.name, source.url, source.tags});
        else
            std::cerr << "newsbus export: " << source.id << ": is no feed, left out\n";
    }
    std::cout << feed::write_opml(opml);
    return exit_ok;
}

std::function<int()> setup(CLI::App& app) {
    auto file = std::make_shared<std::string>();
    add_config_option(app, *file);
    return [file] { return export_feeds(*file); };
}

}  // namespace

const Command export_command{"export", "Print the feeds of the configuration as OPML 2.0", setup};

}  // namespace newsbus::cli

#include "cli/load_config.h"

#include "base/places.h"

#include <fstream>
#include <iostream>
#include <utility>

namespace newsbus::cli {

void add_config_option(CLI::App& app, std::string& file) {
    if (file.empty()) file = own_places().config_file;
    app.add_option("--config", file, "the configuration; sources.d/*.toml beside it is read too")
        ->type_name("FILE")
        ->capture_default_str();
}

std::optional<config::Config> load_config(const std::string& file) {
    config::Loaded loaded = config::load(file);
    if (loaded.usable()) return std::move(loaded.config);
    print_problems(loaded);
    return std::nullopt;
}

namespace {

/// Of a file that is no TOML from `line` on: what the lines before it say. Nothing when there are none.
std::optional<config::Config> places_before(const std::string& file, int line) {
    std::ifstream stream(file, std::ios::binary);
    std::string text, next;
    for (int read = 1; read < line && std::getline(stream, next); ++read) text += next + '\n';
    if (text.empty()) return std::nullopt;
    config::Loaded loaded = config::read({{file, std::move(text)}});
    if (!loaded.has_main) return std::nullopt;
    std::cerr << "newsbus: the configuration is wrong (above); looking where the lines before say all the same\n";
    return std::move(loaded.config);
}

}  // namespace

std::optional<config::Config> load_places(const std::string& file) {
    config::Loaded loaded = config::load(file);
    if (loaded.usable()) return std::move(loaded.config);
    print_problems(loaded);
    if (!loaded.has_main) return places_before(file, loaded.problems.front().line);
    std::cerr << "newsbus: the configuration is wrong (above); looking where it says all the same\n";
    return std::move(loaded.config);
}

void print_problems(const config::Loaded& loaded) {
    for (const config::Problem& problem : loaded.problems) std::cerr << problem.str() << '\n';
}

}  // namespace newsbus::cli

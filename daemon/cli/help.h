#pragma once

#include <cstddef>
#include <string>

#include <CLI/CLI.hpp>

namespace newsbus::cli {

/// The layout of `--help`: a column of names and a column of explanations, wrapped at `columns`.
class HelpFormatter final : public CLI::Formatter {
public:
    explicit HelpFormatter(std::size_t columns) : columns_(columns) {}

    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
    std::string make_usage(const CLI::App* app, std::string name) const override;
    std::string make_option(const CLI::Option* option, bool is_positional) const override;
    std::string make_subcommand(const CLI::App* command) const override;

private:
    std::string entry(const std::string& name, const std::string& words, std::size_t indent) const;

    std::size_t columns_;
};

/// The width at which help is wrapped on this standard output: that of the terminal but at most 100; 80 when it is no
/// terminal.
std::size_t help_columns();

}  // namespace newsbus::cli

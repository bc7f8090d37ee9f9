// newsbus schema: the JSON Schema of an article, for validators and code generators.
#include "cli/article_schema.h"
#include "cli/command.h"

#include <iostream>

namespace newsbus::cli {
namespace {

std::function<int()> setup(CLI::App&) {
    return [] {
        std::cout << article_schema << std::flush;
        return std::cout ? exit_ok : exit_failed;
    };
}

}  // namespace

const Command schema_command{"schema", "Print the JSON Schema of an article", setup};

}  // namespace newsbus::cli

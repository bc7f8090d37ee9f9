// newsbus schema: the JSON Schemas of what goes over the bus, for validators and code generators.
#include "cli/command.h"
#include "cli/options.h"
#include "cli/schemas.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace newsbus::cli {
namespace {

/// The text of a member that the schema has at its top, written as `"key": "value"`.
std::string_view member(std::string_view schema, std::string_view key) {
    std::string begin = fmt::format("\"{}\": \"", key);
    std::size_t at = schema.find(begin);
    if (at == schema.npos) return {};
    schema.remove_prefix(at + begin.size());
    return schema.substr(0, schema.find('"'));
}

void list() {
    for (const Schema& schema : schemas) {
        std::string_view description = member(schema.text, "description");
        std::cout << fmt::format("{:<15} {:<30} {}\n", schema.name, member(schema.text, "$id"),
                                 description.substr(0, description.find('.')));
    }
}

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const Schema& schema : schemas) all.emplace_back(schema.name);
    return all;
}

struct SchemaOptions {
    std::string kind = "article";
    bool list = false;
};

int print(const SchemaOptions& options) {
    if (options.list)
        list();
    else
        std::cout << std::ranges::find(schemas, options.kind, &Schema::name)->text;
    std::cout << std::flush;
    return std::cout ? exit_ok : exit_failed;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<SchemaOptions>();
    app.add_option("kind", options->kind, "what the message is")->transform(one_of(names()))->capture_default_str();
    app.add_flag("--list", options->list, "print the kinds");
    return [options] { return print(*options); };
}

}  // namespace

const Command schema_command{"schema", "Print the JSON Schema of a kind of message", setup};

}  // namespace newsbus::cli

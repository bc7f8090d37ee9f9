#include "config/config.h"

#include "config/document.h"
#include "config/plugins.h"
#include "config/settings.h"
#include "config/sources.h"
#include "config/warnings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace newsbus::config {
namespace {

/// A file and what it holds; nothing when it could not be read or parsed, which is reported then.
struct Document {
    std::string name;
    std::optional<toml::table> top;
};

Section top_of(const Document& document, bool is_main, Report& report) {
    if (is_main) return Section(*document.top, "", report);
    return Section(*document.top, "in sources.d, which holds [[source]] and [plugin.*] only", {"plugin", "source"},
                   report);
}

/// Puts the value at `path`, and what stands in it, to the depth of any option: "source/3/rules/body/1".
void put_places(const toml::node& node, const std::string& path, Places& places, int depth = 1) {
    constexpr int deepest = 4;
    places.put(path, static_cast<int>(node.source().begin.line), static_cast<int>(node.source().begin.column));
    if (depth == deepest) return;
    if (const toml::table* table = node.as_table())
        for (auto&& [key, value] : *table) put_places(value, path + '/' + std::string(key.str()), places, depth + 1);
    if (const toml::array* array = node.as_array()) {
        std::size_t number = 0;
        for (const toml::node& element : *array)
            put_places(element, fmt::format("{}/{}", path, number++), places, depth + 1);
    }
}

/// The places of all values. The sources of all files count on, as they do in Config::sources.
Places places_of(const std::vector<Document>& documents) {
    Places places;
    std::size_t sources = 0;
    for (const Document& document : documents) {
        places.begin_file(document.name);
        if (!document.top) continue;
        for (auto&& [key, value] : *document.top) {
            if (key.str() != "source") {
                put_places(value, std::string(key.str()), places);
            } else if (const toml::array* tables = value.as_array()) {
                for (const toml::node& table : *tables)
                    if (table.is_table()) put_places(table, fmt::format("source/{}", sources++), places);
            }
        }
    }
    return places;
}

/// Reports a missing contact where one is needed. A wrong contact is reported already.
void check_contact_is_there(const Section& main, const Config& config, Sources& sources) {
    const toml::node* http = main.node("http");
    const toml::node* contact = http && http->is_table() ? http->as_table()->get("contact") : nullptr;
    const toml::node* networks = http && http->is_table() ? http->as_table()->get("allow_networks") : nullptr;
    bool no_networks = networks && !(networks->is_array() && networks->as_array()->empty()) &&
                       config.http.allow_networks.empty();  // they are wrong, so nobody knows which are allowed
    bool reported =
        (http && !http->is_table()) || no_networks || (contact && !contact->value_or(std::string("?")).empty());
    const toml::source_region& where = contact ? contact->source() : http ? http->source() : main.where();
    if (config.http.contact.empty() && !reported) sources.need_contact(where);
}

/// Puts the configuration together. The first document is newsbus.toml; it is needed to judge the sources of all. When
/// a document could not be read, nothing is reported that it might explain.
Loaded assemble(const std::vector<Document>& documents, Report report) {
    Loaded loaded;
    Config& config = loaded.config;
    PluginSections plugins(report);
    std::vector<Section> tops;
    bool has_main = documents.front().top.has_value();
    for (const Document& document : documents) {
        if (!document.top)
            plugins.some_missing();
        else
            plugins.read(tops.emplace_back(top_of(document, &document == &documents.front(), report)));
    }
    config.chain = plugins::default_chain();
    if (has_main) {
        read_settings(tops.front(), config);
        plugins.chain(tops.front(), config.chain);
    }
    http::Options unknown_http;
    unknown_http.min_interval = std::chrono::seconds(1);
    Sources sources(has_main ? config.http : unknown_http, plugins, report);
    for (Section& top : tops) sources.read(top);
    sources.finish();
    if (has_main) check_contact_is_there(tops.front(), config, sources);

    config.sources = std::move(sources).take();
    loaded.has_main = has_main;
    plugins.collect(config.chain, config.plugins);
    for (const source::Options& source : config.sources)
        if (source.chain) plugins.collect(*source.chain, config.plugins);
    std::vector<std::string> names(documents.size());
    std::ranges::transform(documents, names.begin(), &Document::name);
    loaded.places = places_of(documents);
    plugins.finish();
    loaded.problems = std::move(report).take(names);
    if (loaded.usable()) add_warnings(loaded);
    return loaded;
}

/// The *.toml files of sources.d beside `main`, in name order.
std::vector<std::filesystem::path> source_files(const std::filesystem::path& main, Report& report) {
    std::filesystem::path folder = main.parent_path() / "sources.d";
    std::vector<std::filesystem::path> files;
    std::error_code failed;
    std::filesystem::directory_iterator entries(folder, failed), end;
    for (; !failed && entries != end; entries.increment(failed)) {
        std::filesystem::path name = entries->path().filename();
        if (name.extension() == ".toml" && !name.native().starts_with('.')) files.push_back(entries->path());
    }
    std::error_code unseen;
    if (failed == std::errc::not_a_directory && std::filesystem::exists(folder, unseen))
        report.add({folder.string(), 0, 0, "is not a folder; files of sources stand in it"});
    else if (failed && failed != std::errc::no_such_file_or_directory && failed != std::errc::not_a_directory)
        report.add({folder.string(), 0, 0, "cannot be read: " + failed.message()});
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

Loaded load(const std::filesystem::path& file) {
    Report report;
    std::vector<std::filesystem::path> paths = source_files(file, report);
    paths.insert(paths.begin(), file);
    std::vector<Document> documents;
    for (const std::filesystem::path& path : paths) {
        auto text = read_file(path, report);
        documents.push_back({path.string(), text ? parse(*text, report) : std::nullopt});
    }
    return assemble(documents, std::move(report));
}

Loaded read(const std::vector<File>& files) {
    assert(!files.empty());
    Report report;
    std::vector<Document> documents;
    documents.reserve(files.size());
    for (const File& file : files) documents.push_back({file.name, parse(file, report)});
    return assemble(documents, std::move(report));
}

}  // namespace newsbus::config

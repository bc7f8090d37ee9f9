#include "config/config.h"

#include "config/document.h"
#include "config/plugins.h"
#include "config/settings.h"
#include "config/sources.h"

#include <fmt/format.h>

#include <algorithm>

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

/// A contact that is wrong is reported already, one that is missing may have to be.
void check_contact_is_there(const Section& main, const Config& config, Sources& sources) {
    const toml::node* http = main.node("http");
    const toml::node* contact = http && http->is_table() ? http->as_table()->get("contact") : nullptr;
    bool reported = (http && !http->is_table()) || (contact && !contact->value_or(std::string("?")).empty());
    if (config.http.contact.empty() && !reported) sources.need_contact(contact ? &contact->source() : nullptr);
}

/// The first document is newsbus.toml. What it says is needed to judge the sources of all; where a document is missing,
/// nothing is reported that it might explain.
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
    plugins.collect(config.chain, config.plugins);
    for (const source::Options& source : config.sources)
        if (source.chain) plugins.collect(*source.chain, config.plugins);
    std::vector<std::string> names(documents.size());
    std::ranges::transform(documents, names.begin(), &Document::name);
    loaded.problems = std::move(report).take(names);
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
    if (failed && failed != std::errc::no_such_file_or_directory && failed != std::errc::not_a_directory)
        report.add({folder.string(), 0, 0, "cannot be read: " + failed.message()});
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

std::string Problem::str() const {
    if (line == 0) return fmt::format("{}: {}", file, what);
    return fmt::format("{}:{}:{}: {}", file, line, column, what);
}

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
    Report report;
    std::vector<Document> documents;
    documents.reserve(files.size());
    for (const File& file : files) documents.push_back({file.name, parse(file, report)});
    return assemble(documents, std::move(report));
}

}  // namespace newsbus::config

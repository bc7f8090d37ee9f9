// newsbus import: a subscription list (OPML) becomes [[source]] tables, on stdout or as a file of sources.d.
#include "cli/command.h"
#include "config/config.h"
#include "config/source_table.h"
#include "feed/opml.h"

#include "base/slug.h"
#include "url/url.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <set>

namespace newsbus::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = 16 << 20;

struct ImportOptions {
    std::string file = "-";
    std::string into;
    bool force = false;
};

int failed(int exit_code, const std::string& what) {
    std::cerr << "newsbus import: " << what << '\n';
    return exit_code;
}

Result<std::string> read_file(const std::string& path) {
    std::ifstream file;
    if (path != "-") file.open(path, std::ios::binary);
    std::istream& in = path == "-" ? std::cin : file;
    std::string bytes(most_bytes + 1, '\0');
    if (!in || fs::is_directory(path)) return Error{Errc::usage, path + ": cannot be read"};
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (in.bad()) return Error{Errc::usage, path + ": cannot be read"};
    if (bytes.size() > most_bytes) return Error{Errc::usage, path + ": larger than 16 MiB"};
    return bytes;
}

/// What the configuration around the folder has already.
struct Existing {
    std::set<std::string, std::less<>> ids, feeds;  ///< feeds: keys of their URLs
};

/// Reads the files beside the one to be written. Their problems are not looked at: that is `check`'s work.
Existing existing_sources(const fs::path& into, const fs::path& target) {
    std::vector<config::File> files;
    auto text_of = [](const fs::path& path) -> std::optional<std::string> {
        std::error_code ignored;
        if (!fs::is_regular_file(path, ignored)) return std::nullopt;
        std::ifstream file(path, std::ios::binary);
        if (!file) return std::nullopt;
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    // The first file is newsbus.toml, be it empty: what it would say is not needed to know the sources.
    const fs::path main = into / ".." / "newsbus.toml";
    files.push_back({main.string(), text_of(main).value_or("")});
    auto add = [&](const fs::path& path) {
        if (auto text = text_of(path)) files.push_back({path.string(), std::move(*text)});
    };
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(into, ignored))
        if (entry.path().extension() == ".toml" && entry.path() != target) add(entry.path());
    Existing existing;
    for (const source::Options& source : config::read(files).config.sources) {
        existing.ids.insert(source.id);
        if (auto url = Url::parse(source.url)) existing.feeds.insert(feed::feed_key(*url));
    }
    return existing;
}

/// The tables; feeds that are configured already are left out and said on stderr.
std::string tables_of(const feed::Opml& opml, const Existing& existing, std::size_t& count) {
    config::SourceIds ids(existing.ids);
    std::string text;
    for (const feed::Subscription& feed : opml.feeds) {
        if (existing.feeds.contains(feed::feed_key(*Url::parse(feed.url)))) {
            std::cerr << "newsbus import: " << feed.url << ": is configured already\n";
            continue;
        }
        config::SourceTable table{ids.make(feed.title, feed.url), feed.title, "feed", feed.url, feed.folders, {}};
        if (table.name == table.id) table.name.clear();  // an export of a source without a name
        text += config::to_toml(table);
        ++count;
    }
    return text;
}

/// Written beside and renamed, so that a daemon never reads half of it.
int write_file(const fs::path& target, const std::string& text) {
    fs::path beside = target;
    beside += ".new";
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    std::error_code problem;
    if (!file) return failed(exit_failed, beside.string() + ": " + std::strerror(errno));
    fs::rename(beside, target, problem);
    if (problem) return failed(exit_failed, target.string() + ": " + problem.message());
    return exit_ok;
}

int import(const ImportOptions& options) {
    auto bytes = read_file(options.file);
    if (!bytes) return failed(exit_usage, bytes.error().what);
    std::string name = options.file == "-" ? "imported" : slug(fs::path(options.file).stem().string());
    fs::path into = options.into, target = into / ((name.empty() ? "imported" : name) + ".toml");
    if (!options.into.empty() && !fs::is_directory(into)) return failed(exit_usage, options.into + ": is no folder");
    if (!options.into.empty() && fs::exists(target) && !options.force)
        return failed(exit_failed, target.string() + ": exists already; --force replaces it");

    auto opml = feed::read_opml(*bytes);
    if (!opml) return failed(exit_failed, options.file + ": " + opml.error().what);
    for (const Problem& problem : opml->problems)
        std::cerr << "newsbus import: " << options.file << ": " << problem.what << '\n';
    std::size_t count = 0;
    std::string text = tables_of(*opml, options.into.empty() ? Existing{} : existing_sources(into, target), count);
    if (count == 0 && !opml->feeds.empty())
        return failed(exit_failed, options.file + ": all feeds in it are configured already");
    if (count == 0) return failed(exit_failed, options.file + ": no feed in it");
    if (options.into.empty()) {
        std::cout << text;
        return exit_ok;
    }
    int code = write_file(target, text);
    if (code == exit_ok) std::cout << target.string() << ": " << count << (count == 1 ? " source\n" : " sources\n");
    return code;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<ImportOptions>();
    app.add_option("file", options->file, "the OPML file; - is standard input");
    app.add_option("--into", options->into,
                   "write FILE's name with .toml (imported.toml for -) into this folder (sources.d) instead of stdout")
        ->type_name("DIR");
    app.add_flag("--force", options->force, "replace the file that is there");
    return [options] { return import(*options); };
}

}  // namespace

const Command import_command{"import", "Turn an OPML subscription list into sources", setup};

}  // namespace newsbus::cli

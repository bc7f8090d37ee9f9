#include "corpus.h"

#include <zlib.h>
#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace newsbus::bench {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "bench: %s\n", why.c_str());
    std::exit(2);
}

/// zlib reads what is not gzip'd as it is.
std::string contents(const fs::path& path) {
    gzFile file = gzopen(path.c_str(), "rb");
    if (!file) give_up(path.string() + ": cannot be opened");
    std::string bytes;
    std::array<char, 64 << 10> block;
    int got = 0;
    while ((got = gzread(file, block.data(), block.size())) > 0) bytes.append(block.data(), static_cast<unsigned>(got));
    if (gzclose(file) != Z_OK || got < 0) give_up(path.string() + ": cannot be read");
    return bytes;
}

std::string text_of(const json::object& line, std::string_view key) {
    const json::value* value = line.if_contains(key);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::vector<Document> listed(const fs::path& folder, const Wanted& wanted) {
    fs::path below = fs::exists(folder / "docs") ? folder / "docs" : folder;
    std::vector<Document> documents;
    std::ifstream lines(folder / "expected.jsonl");
    for (std::string line; std::getline(lines, line);) {
        json::object expected = json::parse(line).as_object();
        if (std::ranges::find(wanted.values, text_of(expected, wanted.key)) == wanted.values.end()) continue;
        std::string name = text_of(expected, "file");
        documents.push_back(
            {name, contents(below / name), text_of(expected, "url"), text_of(expected, "content_type")});
    }
    return documents;
}

std::vector<Document> all_below(const fs::path& folder) {
    std::vector<Document> documents;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) documents.push_back({entry.path().string(), contents(entry.path()), {}, {}});
    return documents;
}

}  // namespace

std::vector<Document> load(const std::string& folder, const Wanted& wanted) {
    if (!fs::is_directory(folder)) give_up(folder + ": no such folder");
    bool lists = fs::exists(fs::path(folder) / "expected.jsonl");
    std::vector<Document> documents = lists ? listed(folder, wanted) : all_below(folder);
    std::erase_if(documents, [&](const Document& document) { return document.bytes.size() < wanted.least_bytes; });
    if (documents.empty()) give_up(folder + ": no documents to measure in it");
    std::ranges::sort(documents, {}, &Document::name);
    for (Document& document : documents)
        if (document.url.empty()) document.url = "http://bench.example/";
    return documents;
}

std::size_t total_bytes(const std::vector<Document>& documents) {
    std::size_t bytes = 0;
    for (const Document& document : documents) bytes += document.bytes.size();
    return bytes;
}

}  // namespace newsbus::bench

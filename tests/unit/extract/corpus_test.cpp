// Every folder of tests/corpus/page and tests/corpus/text: input.* read with the address in `url` gives expected.json.
// NEWSBUS_UPDATE=1 rewrites the expectations; read the difference before you commit it.
#include "article/json.h"
#include "extract/page.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace newsbus::extract {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> cases(const char* kind) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(fs::path(NEWSBUS_TEST_DIR) / "corpus" / kind))
        folders.push_back(entry.path());
    return folders;
}

// One field a line, so that a difference can be read.
std::string pretty(const json::object& object) {
    std::string out = "{";
    for (const auto& [key, value] : object)
        out += (out.size() > 1 ? ",\n " : "\n ") + json::serialize(json::value(key)) + ": " + json::serialize(value);
    return out + "\n}\n";
}

json::object read(const fs::path& folder, bool page) {
    std::string address = content(folder / "url");
    address.pop_back();
    Url url = Url::parse(address).value();
    std::string input = content(folder / (page ? "input.html" : "input.txt"));
    return to_json_object((page ? read_page(input, "", url) : read_text(input, "", url)).value());
}

void check(const fs::path& folder, bool page) {
    json::object article = read(folder, page);
    if (std::getenv("NEWSBUS_UPDATE")) std::ofstream(folder / "expected.json") << pretty(article);
    json::object expected = json::parse(content(folder / "expected.json")).as_object();
    EXPECT_EQ(pretty(article), pretty(expected)) << folder;
}

TEST(PageCorpus, ReadsEveryPageAsExpected) {
    for (const fs::path& folder : cases("page")) check(folder, true);
}

TEST(TextCorpus, ReadsEveryTextAsExpected) {
    for (const fs::path& folder : cases("text")) check(folder, false);
}

}  // namespace
}  // namespace newsbus::extract

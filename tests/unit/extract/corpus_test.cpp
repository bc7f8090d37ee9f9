// Every folder of tests/corpus/page and tests/corpus/text: input.* read with the address in `url` gives expected.json.
// NEWSBUS_UPDATE=1 rewrites the expectations; read the difference before you commit it.
#include "tests/support/corpus.h"
#include "article/json.h"
#include "extract/page/page.h"
#include "extract/plain/text_page.h"
#include "tests/support/folder.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <filesystem>
#include <string>

namespace newsbus::extract {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// One field a line, so that a difference can be read.
std::string pretty(const json::object& object) {
    std::string out = "{";
    for (const auto& [key, value] : object)
        out += (out.size() > 1 ? ",\n " : "\n ") + json::serialize(json::value(key)) + ": " + json::serialize(value);
    return out + "\n}\n";
}

json::object read(const fs::path& folder) {
    std::string address = test::content(folder / "url");
    address.pop_back();
    Url url = Url::parse(address).value();
    fs::path file = test::input_of(folder);
    std::string input = test::content(file);
    return to_json_object(
        (file.extension() == ".html" ? read_page(input, "", url) : read_text(input, "", url)).value());
}

TEST(PageCorpus, ReadsEveryPageAsExpected) {
    for (const fs::path& folder : test::corpus("page", 13))
        test::expect_content(folder / "expected.json", pretty(read(folder)));
}

TEST(TextCorpus, ReadsEveryTextAsExpected) {
    for (const fs::path& folder : test::corpus("text", 8))
        test::expect_content(folder / "expected.json", pretty(read(folder)));
}

TEST(Corpus, FailsWhenItsFolderIsEmptyOrGone) {
    test::Folder folder;
    EXPECT_NONFATAL_FAILURE(test::cases_in(folder.path(), 1), "too few cases");
    EXPECT_NONFATAL_FAILURE(test::cases_in(folder / "gone", 1), "too few cases");
}

}  // namespace
}  // namespace newsbus::extract

#include "base/tsv.h"

#include "tests/support/folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <string>
#include <vector>

namespace newsbus {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Result<Rows> rows_of(std::vector<std::string_view> lines) {
    constexpr std::array<std::string_view, 2> columns = {"name", "code?"};
    Rows rows;
    auto done = read_tsv(lines, "table", columns, [&rows](std::span<const std::string_view> cells) {
        rows.emplace_back(cells.begin(), cells.end());
        return Result<void>();
    });
    if (!done) return done.error();
    return rows;
}

TEST(Tsv, FindsColumnsByTheHeaderInAnyOrder) {
    EXPECT_EQ(rows_of({"code\tname", "x\tfirst", "y\tsecond"}).value(), (Rows{{"first", "x"}, {"second", "y"}}));
}

TEST(Tsv, LeavesOutCommentsAndEmptyLines) {
    EXPECT_EQ(rows_of({"# about", "name\tcode", "", "# more", "a\tb\r"}).value(), (Rows{{"a", "b"}}));
}

TEST(Tsv, ReadsWhatIsMissingAsEmpty) {
    EXPECT_EQ(rows_of({"name\tcode", "a"}).value(), (Rows{{"a", ""}}));
    EXPECT_EQ(rows_of({"name", "a"}).value(), (Rows{{"a", ""}}));
}

TEST(Tsv, NamesTableAndLineOfAFault) {
    EXPECT_EQ(rows_of({"# about", "kind\tcode"}).error().what, "table:2: there is no column \"name\"");
    EXPECT_EQ(rows_of({}).error().what, "table: no header line");
}

TEST(Tsv, RefusesWhatIsNoFileAtOnce) {
    test::Folder folder;
    const std::string pipe = folder.path() / "pipe.tsv";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    constexpr std::array<std::string_view, 1> columns = {"name"};
    auto nothing = [](std::span<const std::string_view>) { return Result<void>(); };
    for (const std::string& path : {pipe, folder.path().string(), std::string("/no/such/file")}) {
        auto read = read_tsv(path, columns, nothing);
        ASSERT_FALSE(read) << path;
        EXPECT_EQ(read.error().what.substr(0, path.size()), path);
    }
}

}  // namespace
}  // namespace newsbus

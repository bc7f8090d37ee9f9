#include "base/access.h"

#include <gmock/gmock.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/folder.h"

namespace newsbus {
namespace {

using testing::HasSubstr;
using testing::Optional;

const std::optional<std::string> none;

struct Access : testing::Test {
    test::Folder folder;
    std::string file = folder.write("file", "text");
};

TEST_F(Access, TellsFilesFromWhatIsNone) {
    EXPECT_EQ(file_fault(file), none);
    EXPECT_THAT(file_fault(folder / "none"), Optional(HasSubstr("none cannot be read: No such file or directory")));
    EXPECT_THAT(file_fault(folder.path()), Optional(HasSubstr(" is a folder, not a file")));
    EXPECT_THAT(file_fault("/dev/null"), Optional(std::string("/dev/null is not a regular file")));
}

TEST_F(Access, TakesFoldersThatAreThereOrCanBeMade) {
    EXPECT_EQ(folder_fault(folder.path()), none);
    EXPECT_EQ(folder_fault(folder / "a/b/c"), none);
    EXPECT_FALSE(std::filesystem::exists(folder / "a"));
    EXPECT_THAT(folder_fault(file), Optional(file + " is not a folder"));
    EXPECT_THAT(folder_fault(folder / "file/a/b"), Optional(file + " is not a folder"));
    std::filesystem::create_symlink(folder / "nowhere", folder / "link");
    EXPECT_THAT(folder_fault(folder / "link"), Optional(HasSubstr("link is a link that leads nowhere")));
    EXPECT_THAT(folder_fault(folder / "link/below"), Optional(HasSubstr("link is a link that leads nowhere")));
}

TEST_F(Access, TakesAPathForASocketInAFolderThatIsThere) {
    EXPECT_EQ(socket_fault(folder / "new"), none);
    EXPECT_THAT(socket_fault(folder / "none/new"), Optional(HasSubstr("none cannot be reached: No such file")));
    EXPECT_THAT(socket_fault(folder / "file/new"), Optional(file + " is not a folder"));
    EXPECT_THAT(socket_fault(file), Optional(file + " is there and not a socket"));

    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::string path = folder / "live";
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    int live = socket(AF_UNIX, SOCK_STREAM, 0);
    ASSERT_EQ(bind(live, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(socket_fault(path), none);
    close(live);
}

TEST_F(Access, TakesFilesOfOurOwnThatAreThereOrNot) {
    EXPECT_EQ(own_file_fault(file), none);
    EXPECT_EQ(own_file_fault(folder / "none"), none);
    EXPECT_THAT(own_file_fault(folder.path()), Optional(HasSubstr("is not a regular file")));
}

// Root may do everything, so these say nothing about it.
TEST_F(Access, NamesTheUserWhoMayNot) {
    if (geteuid() == 0) GTEST_SKIP() << "root may";
    std::filesystem::permissions(folder.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    EXPECT_THAT(folder_fault(folder.path()), Optional(HasSubstr(" cannot be written to by user ")));
    EXPECT_THAT(folder_fault(folder / "new"), Optional(HasSubstr("new cannot be made: ")));
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
}

}  // namespace
}  // namespace newsbus

#include "plugins/doors/program.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "tests/support/folder.h"

namespace newsbus::plugins {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

struct Program : testing::Test {
    std::string script(const std::string& text) {
        std::string file = folder.write("script", text);
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        return file;
    }
    static std::string fault(const std::string& name) {
        auto found = find_program(name, std::getenv("PATH"));
        return found ? "none" : found.error().what;
    }
    test::Folder folder;
};

TEST_F(Program, IsLookedUpInPathOnlyWithoutASlash) {
    EXPECT_THAT(find_program("sh", std::getenv("PATH")).value(), EndsWith("/sh"));
    EXPECT_EQ(find_program("/bin/sh", "/nowhere").value(), "/bin/sh");
    EXPECT_EQ(fault("no-such-program-anywhere"), "no program no-such-program-anywhere in PATH");
    EXPECT_EQ(fault("./no-such-program"), "./no-such-program: No such file or directory");
}

TEST_F(Program, MustBeAFileThatMayBeRun) {
    EXPECT_THAT(fault(folder.path()), HasSubstr("is not a file"));
    EXPECT_THAT(fault(folder.write("data", "x")), HasSubstr("may not be run (chmod +x)"));
}

TEST_F(Program, MustHaveItsInterpreter) {
    for (const char* good :
         {"#!/bin/sh\n", "#! /bin/sh -e\necho\n", "#!/bin/sh", "#!/usr/bin/env sh\n", "#!/usr/bin/env -S sh -e\n"})
        EXPECT_EQ(fault(script(good)), "none") << good;
    EXPECT_THAT(fault(script("#!/no/such/python3 -u\n")), HasSubstr("names /no/such/python3, which cannot be run"));
    EXPECT_THAT(fault(script("#!/bin/sh\r\necho\r\n")), HasSubstr("save it with Unix line ends"));
    EXPECT_THAT(fault(script("#!/usr/bin/env no-such-python\n")), HasSubstr("no-such-python, which is not in PATH"));
}

TEST_F(Program, MustBeOfAKindThatTheSystemRuns) {
    EXPECT_THAT(fault(script("")), HasSubstr("is empty"));
    EXPECT_THAT(fault(script("import json\n")), HasSubstr("is no program: a script begins with #!"));
    EXPECT_THAT(fault(script("\x7f"
                             "ELF, but no more")),
                HasSubstr("is no program"));
}

}  // namespace
}  // namespace newsbus::plugins

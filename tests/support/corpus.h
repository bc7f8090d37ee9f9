#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace newsbus::test {

/// The whole file, "" when there is none.
inline std::string content(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// The folders in `folder` by name, a case each. The running test fails when there are fewer than `least`: a corpus
/// that was moved or lost must not pass.
inline std::vector<std::filesystem::path> cases_in(const std::filesystem::path& folder, std::size_t least) {
    std::vector<std::filesystem::path> found;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
        if (entry.is_directory()) found.push_back(entry.path());
    std::ranges::sort(found);
    EXPECT_GE(found.size(), least) << "too few cases in " << folder;
    return found;
}

/// The cases of tests/corpus/KIND.
inline std::vector<std::filesystem::path> corpus(const std::string& kind, std::size_t least) {
    return cases_in(std::filesystem::path(NEWSBUS_TEST_DIR) / "corpus" / kind, least);
}

/// The one file `input.*` of a case.
inline std::filesystem::path input_of(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().stem() == "input") return entry.path();
    ADD_FAILURE() << folder << " has no input";
    return {};
}

/// Does the environment say NEWSBUS_UPDATE? Then tests write what they expect instead of comparing it; the difference
/// is for the reader of the commit to judge.
inline bool updates() {
    return std::getenv("NEWSBUS_UPDATE") != nullptr;
}

/// Holds `got` against a file of the tree, or writes it there.
inline void expect_content(const std::filesystem::path& file, const std::string& got) {
    if (updates()) std::ofstream(file, std::ios::binary) << got;
    EXPECT_EQ(got, content(file)) << file << " differs; NEWSBUS_UPDATE=1 rewrites it";
}

}  // namespace newsbus::test

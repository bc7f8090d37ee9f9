#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace newsbus::test {

/// A folder of its own for one test, gone with it: tests run beside each other.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "newsbus-unit-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("mkdtemp: " + name);
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

    /// Writes a file, with the folders above it; returns where it stands.
    std::string write(const std::string& name, const std::string& text) const {
        std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file.string();
    }

private:
    std::filesystem::path path_;
};

}  // namespace newsbus::test

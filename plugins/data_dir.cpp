#include "plugins/data_paths.h"
#include "plugins/plugin.h"

#include <filesystem>

namespace newsbus::plugins {
namespace fs = std::filesystem;

namespace {

bool runs_from_build_tree() {
    std::error_code failed;
    fs::path program = fs::read_symlink("/proc/self/exe", failed);
    if (failed) return false;
    fs::path below = program.lexically_relative(build_dir);
    return !below.empty() && *below.begin() != "..";
}

}  // namespace

Result<std::string> find_data_dir(std::string_view override_dir) {
    std::error_code failed;
    std::string dir(override_dir);
    if (dir.empty() && runs_from_build_tree() && fs::is_directory(source_data_dir, failed)) dir = source_data_dir;
    if (dir.empty()) dir = installed_data_dir;
    if (!fs::is_directory(dir, failed)) return Error{Errc::config, dir + ": no such folder of data files (--data-dir)"};
    return dir;
}

}  // namespace newsbus::plugins

#include "base/places.h"
#include "plugins/host/registry.h"

#include <filesystem>

namespace newsbus::plugins {
namespace fs = std::filesystem;

Result<std::string> find_data_dir(std::string_view override_dir) {
    std::error_code failed;
    if (!override_dir.empty()) {
        if (fs::is_directory(override_dir, failed)) return std::string(override_dir);
        return Error{Errc::config, "--data-dir " + std::string(override_dir) + ": no such folder"};
    }
    std::string looked;
    for (const fs::path& dir : own_places().data_dirs) {
        if (fs::is_directory(dir, failed)) return dir.string();
        looked += (looked.empty() ? "" : ", ") + dir.string();
    }
    return Error{Errc::config,
                 "no data files of the plugins (plugins/data of the source tree), looked for the folder " + looked +
                     ": install them there or name their folder with --data-dir"};
}

}  // namespace newsbus::plugins

#include "base/places.h"
#include "base/layout.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace newsbus {
namespace fs = std::filesystem;

namespace {

constexpr const char* keeper_name = "newsbus-keeper";

/// `folder` without `tail` at its end; nothing when it does not end so.
std::optional<fs::path> without_tail(fs::path folder, const fs::path& tail) {
    std::vector<fs::path> parts(tail.begin(), tail.end());
    std::reverse(parts.begin(), parts.end());
    for (const fs::path& part : parts) {
        if (folder.filename() != part) return std::nullopt;
        folder = folder.parent_path();
    }
    return folder;
}

/// The source tree that a program in `folder` was built from: as configured, or moved together with its build tree.
std::optional<fs::path> source_tree(const fs::path& folder, const Layout& layout) {
    if (folder == layout.build_dir) return layout.source_dir;
    const fs::path below = layout.build_dir.lexically_relative(layout.source_dir);
    if (below.empty() || *below.begin() == ".." || below == ".") return std::nullopt;
    return without_tail(folder, below);
}

}  // namespace

Places places_of(const fs::path& program, const Layout& layout) {
    const fs::path folder = program.parent_path();
    Places places{"/etc/newsbus/newsbus.toml", folder / keeper_name, {}};
    if (auto source = source_tree(folder, layout)) {
        places.data_dirs.push_back(*source / "plugins/data");
        return places;
    }
    const auto prefix = without_tail(folder, layout.bin_dir);
    places.data_dirs.push_back(prefix.value_or(folder.parent_path()) / layout.data_dir);
    if (prefix)
        places.keeper = *prefix / layout.program_dir / keeper_name;
    else
        places.data_dirs.push_back(folder / "plugins/data");
    const bool in_system = prefix == "/usr" || prefix == "/";
    if (fs::path(layout.config_dir).is_absolute() || (prefix && !in_system))
        places.config_file = prefix.value_or("/") / layout.config_dir / "newsbus.toml";
    return places;
}

Places own_places() {
    std::error_code failed;
    return places_of(fs::read_symlink("/proc/self/exe", failed), configured_layout());
}

fs::path credential_file(std::string_view name) {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    return fs::path(folder && *folder ? folder : "/run/credentials/newsbus.service") / name;
}

}  // namespace newsbus

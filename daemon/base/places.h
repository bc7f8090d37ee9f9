#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace newsbus {

/// How the build lays an installation out, and where its own trees stand. The first three are relative to the prefix of
/// the installation, unless they were configured as absolute.
struct Layout {
    std::string bin_dir;     ///< "bin"
    std::string data_dir;    ///< "share/newsbus"
    std::string config_dir;  ///< "etc/newsbus"
    std::filesystem::path build_dir, source_dir;
};

/// Where a program finds what belongs to it. Both follow from where the program itself stands, so that an installation
/// may have any prefix and may be moved.
struct Places {
    std::filesystem::path config_file;             ///< when --config names none
    std::vector<std::filesystem::path> data_dirs;  ///< gazetteers and tables are in the first of these that exists
};

/// The places of the program at the absolute path `program`. In PREFIX/bin: PREFIX/share/newsbus and
/// PREFIX/etc/newsbus, which is /etc/newsbus for the prefix /usr. In a build tree, also of a source tree that was
/// moved: plugins/data of the source tree, and /etc/newsbus.
Places places_of(const std::filesystem::path& program, const Layout& layout);

/// The places of this very program.
Places own_places();

}  // namespace newsbus

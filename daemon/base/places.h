#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus {

/// How the build lays an installation out, and where its own trees are. The first four are relative to the prefix of
/// the installation, unless they were configured as absolute paths.
struct Layout {
    std::string bin_dir;      ///< "bin"
    std::string data_dir;     ///< "share/newsbus"
    std::string config_dir;   ///< "etc/newsbus"
    std::string program_dir;  ///< "libexec/newsbus": programs that nobody calls by hand
    std::filesystem::path build_dir, source_dir;
};

/// Where the program finds its configuration and data. Both follow from where the program itself stands, so an
/// installation may have any prefix and may be moved.
struct Places {
    std::filesystem::path config_file;             ///< when --config names none
    std::filesystem::path keeper;                  ///< what runs the programs of `exec` plugins
    std::vector<std::filesystem::path> data_dirs;  ///< gazetteers and tables are in the first of these that exists
};

/// The places of the program at the absolute path `program`.
/// Installed as PREFIX/bin: PREFIX/share/newsbus, PREFIX/libexec/newsbus and PREFIX/etc/newsbus; for the prefix /usr
/// the last one is /etc/newsbus. The keeper is beside a program that is not installed. In a build tree (also one that
/// was moved together with its source tree): plugins/data of the source tree, and /etc/newsbus.
Places places_of(const std::filesystem::path& program, const Layout& layout);

/// The places of this very program.
Places own_places();

/// How the configuration names a file that the service manager hands over ("credential:press" for
/// `LoadCredential=press:` of systemd).
inline constexpr std::string_view credential_prefix = "credential:";

/// The file of a credential: in $CREDENTIALS_DIRECTORY, and where that is not set (a shell beside the service), in the
/// folder that systemd gives newsbus.service. `name` is a plain file name.
std::filesystem::path credential_file(std::string_view name);

}  // namespace newsbus

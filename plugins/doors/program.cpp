#include "plugins/doors/program.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace newsbus::plugins {
namespace {

/// "" when the file can be run, else what stands against it.
std::string fault_of(const std::string& file) {
    struct stat found {};
    if (stat(file.c_str(), &found) != 0) return std::strerror(errno);
    if (!S_ISREG(found.st_mode)) return "is not a file";
    return faccessat(AT_FDCWD, file.c_str(), X_OK, AT_EACCESS) == 0 ? "" : "may not be run (chmod +x)";
}

std::string in_path(std::string_view name, std::string_view path) {
    while (true) {
        std::size_t end = std::min(path.find(':'), path.size());
        std::string file(path.substr(0, end));
        if (!file.empty()) file += '/';
        file += name;
        if (fault_of(file).empty()) return file;
        if (end == path.size()) return {};
        path.remove_prefix(end + 1);
    }
}

/// The first bytes of a file, as many as Linux looks at to tell how to run it.
std::string head_of(const std::string& file) {
    std::array<char, 256> head{};
    std::ifstream stream(file, std::ios::binary);
    stream.read(head.data(), head.size());
    return {head.data(), static_cast<std::size_t>(stream.gcount())};
}

/// Takes the next word off the line.
std::string next_word(std::string_view& line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    std::string word(line.substr(0, line.find_first_of(" \t")));
    line.remove_prefix(word.size());
    return word;
}

/// Can the kernel be told to run other files than ELF and scripts (binfmt_misc)? Then we do not know better.
bool has_other_formats() {
    std::error_code none;
    std::filesystem::directory_iterator formats("/proc/sys/fs/binfmt_misc", none);
    constexpr auto always_there = 2;  // register, status
    return !none && std::distance(begin(formats), end(formats)) > always_there;
}

/// What stands against the first line of a script, "" when nothing does.
std::string fault_of_script(std::string_view head, std::string_view path) {
    std::string_view line = head.substr(2, head.find('\n') - 2);
    const std::string interpreter = next_word(line);
    if (head.substr(0, head.find('\n')).ends_with('\r'))
        return "its first line ends as lines do on Windows; save it with Unix line ends";
    if (!interpreter.empty() && !fault_of(interpreter).empty())
        return "its first line names " + interpreter + ", which cannot be run";
    if (!interpreter.ends_with("/env")) return {};
    const std::string named = next_word(line);  // options of env, and variables, are its own affair
    bool is_program = !named.empty() && !named.starts_with('-') && named.find('=') == named.npos;
    if (is_program && named.find('/') == named.npos && in_path(named, path).empty())
        return "its first line names " + named + ", which is not in PATH";
    return {};
}

/// What stands against running a file with these first bytes: then the system would say "Exec format error".
std::string fault_of_format(std::string_view head, std::string_view path) {
    if (head.starts_with("#!")) return fault_of_script(head, path);
    constexpr std::size_t elf_header = 52;
    if ((head.starts_with("\x7f"
                          "ELF") &&
         head.size() >= elf_header) ||
        has_other_formats())
        return {};
    return head.empty() ? "is empty" : "is no program: a script begins with #! and its interpreter";
}

}  // namespace

Result<std::string> find_program(std::string_view name, const std::optional<std::string>& path) {
    const std::string places = path.value_or("/bin:/usr/bin");  // as execvp
    std::string file(name);
    if (name.find('/') == name.npos) {
        file = in_path(name, places);
        if (file.empty()) return Error{Errc::config, "no program " + std::string(name) + " in PATH"};
    } else if (std::string fault = fault_of(file); !fault.empty()) {
        return Error{Errc::config, file + ": " + fault};
    }
    if (std::string fault = fault_of_format(head_of(file), places); !fault.empty())
        return Error{Errc::config, file + ": " + fault};
    return file;
}

}  // namespace newsbus::plugins

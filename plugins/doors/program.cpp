#include "plugins/doors/program.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace newsbus::plugins {
namespace {

/// "" when the file can be run, else what stands against it.
std::string fault_of(const std::string& file) {
    struct stat found {};
    if (stat(file.c_str(), &found) != 0) return std::strerror(errno);
    if (!S_ISREG(found.st_mode)) return "is not a file";
    return faccessat(AT_FDCWD, file.c_str(), X_OK, AT_EACCESS) == 0 ? "" : "may not be run (chmod +x)";
}

std::string in_path(std::string_view name) {
    const char* variable = std::getenv("PATH");
    std::string_view path = variable ? variable : "/bin:/usr/bin";  // as execvp
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

/// What the first line of a script names, "" when it is none. A line break of Windows stays at its end.
std::string interpreter_of(const std::string& file) {
    std::array<char, 256> head{};  // as much as Linux looks at
    std::ifstream stream(file, std::ios::binary);
    stream.read(head.data(), head.size());
    std::string_view line(head.data(), static_cast<std::size_t>(stream.gcount()));
    if (!line.starts_with("#!")) return {};
    line = line.substr(2, line.find('\n') - 2);
    std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
    line.remove_prefix(begin);
    return std::string(line.substr(0, line.find_first_of(" \t")));
}

}  // namespace

Result<std::string> find_program(std::string_view name) {
    std::string file(name);
    if (name.find('/') == name.npos) {
        file = in_path(name);
        if (file.empty()) return Error{Errc::config, "no program " + std::string(name) + " in PATH"};
    } else if (std::string fault = fault_of(file); !fault.empty()) {
        return Error{Errc::config, file + ": " + fault};
    }
    std::string interpreter = interpreter_of(file);
    if (interpreter.ends_with('\r'))
        return Error{Errc::config, file + ": its first line ends as lines do on Windows; save it with Unix line ends"};
    if (!interpreter.empty() && !fault_of(interpreter).empty())
        return Error{Errc::config, file + ": its first line names " + interpreter + ", which cannot be run"};
    return file;
}

}  // namespace newsbus::plugins

#define TOML_IMPLEMENTATION
#include "config/document.h"

#include <fmt/format.h>

#include <cstring>
#include <fstream>

namespace newsbus::config {
namespace {

constexpr std::size_t largest_file = 4 << 20;

// toml++ 3.3 limits the nesting of values but not the levels of a dotted key, makes a table of each, and frees them
// recursively: "a.a.a. ..." overflows the stack. A key ends with its line, so dots in a line bound its levels.
constexpr int most_dots = 200;

std::optional<int> line_of_dots(std::string_view text) {
    int line = 1, dots = 0;
    for (char c : text) {
        if (c == '\n')
            ++line, dots = 0;
        else if (c == '.' && ++dots > most_dots)
            return line;
    }
    return std::nullopt;
}

}  // namespace

std::optional<File> read_file(const std::filesystem::path& path, Report& report) {
    std::string name = path.string();
    auto fail = [&](std::string what) {
        report.add({name, 0, 0, std::move(what)});
        return std::nullopt;
    };
    std::error_code failed;
    auto status = std::filesystem::status(path, failed);
    if (!std::filesystem::exists(status))
        return fail(fmt::format("cannot be read: {}", failed ? failed.message() : "No such file or directory"));
    if (std::filesystem::is_directory(status)) return fail("is a directory, not a file");
    if (!std::filesystem::is_regular_file(status)) return fail("is not a regular file");
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return fail(fmt::format("cannot be read: {}", std::strerror(errno)));
    std::string text(largest_file + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream.bad()) return fail(fmt::format("cannot be read: {}", std::strerror(errno)));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > largest_file) return fail("larger than 4 MiB, which no configuration is");
    return File{std::move(name), std::move(text)};
}

std::optional<toml::table> parse(const File& file, Report& report) {
    if (auto line = line_of_dots(file.text)) {
        report.add({file.name, *line, 1, fmt::format("more than {} dots in a line", most_dots)});
        return std::nullopt;
    }
    toml::parse_result parsed = toml::parse(std::string_view(file.text), std::string_view(file.name));
    if (parsed) return std::move(parsed).table();
    const toml::parse_error& error = parsed.error();
    std::string what(error.description());
    report.add(error.source(), "not TOML: " + what);
    return std::nullopt;
}

}  // namespace newsbus::config

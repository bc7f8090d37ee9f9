#define TOML_IMPLEMENTATION
#include "config/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>

namespace newsbus::config {
namespace {

constexpr std::size_t largest_file = 64 << 20;  // 400,000 sources
constexpr std::size_t read_at_once = 1 << 20;

// toml++ 3.3 limits the nesting of values but not the parts of a dotted key, makes a table of each, and frees them
// recursively: "a.a.a. ..." would overflow the stack.
constexpr int most_dots = 100;

/// Where the string that begins at `at` ends: behind its quotes, or at the end of the line that it may not leave.
std::size_t skip_string(std::string_view text, std::size_t at) {
    const char quote = text[at];
    const std::string three(3, quote);
    const bool many_lines = text.substr(at, 3) == three;
    for (std::size_t i = at + (many_lines ? 3 : 1); i < text.size(); ++i) {
        if (text[i] == '\\' && quote == '"') {
            ++i;
        } else if (many_lines && text.substr(i, 3) == three) {
            std::size_t end = text.find_first_not_of(quote, i);  // up to two more quotes belong to the text
            return std::min({end, i + 5, text.size()});
        } else if (!many_lines && (text[i] == quote || text[i] == '\n')) {
            return text[i] == quote ? i + 1 : i;
        }
    }
    return text.size();
}

/// The line of the first key with too many parts.
std::optional<int> line_of_long_key(std::string_view text) {
    int dots = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '"' || text[i] == '\'') {
            i = skip_string(text, i);
            continue;
        }
        if (text[i] == '#') i = std::min(text.find('\n', i), text.size() - 1);
        if (std::string_view("\n=,[{").find(text[i]) != std::string_view::npos) dots = 0;
        if (text[i] == '.' && ++dots > most_dots)
            return 1 + static_cast<int>(std::count(text.data(), text.data() + i, '\n'));
        ++i;
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
    std::string text;
    while (stream && text.size() <= largest_file) {
        const std::size_t had = text.size();
        text.resize(had + read_at_once);
        stream.read(text.data() + had, read_at_once);
        text.resize(had + static_cast<std::size_t>(stream.gcount()));
    }
    if (stream.bad()) return fail(fmt::format("cannot be read: {}", std::strerror(errno)));
    if (text.size() > largest_file) return fail("larger than 64 MiB, which no configuration is");
    return File{std::move(name), std::move(text)};
}

std::optional<toml::table> parse(const File& file, Report& report) {
    if (auto line = line_of_long_key(file.text)) {
        report.add({file.name, *line, 1, fmt::format("a key of more than {} parts", most_dots + 1)});
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

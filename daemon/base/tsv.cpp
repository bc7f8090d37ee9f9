#include "base/tsv.h"

#include "base/access.h"
#include "base/utf8.h"

#include <algorithm>
#include <fstream>
#include <vector>

namespace newsbus {
namespace {

constexpr std::streamoff largest_file = 64 << 20;

Result<std::string> read_file(const std::string& path) {
    if (auto fault = file_fault(path)) return Error{Errc::config, *fault};  // a pipe would be waited for
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    std::streamoff size = file ? static_cast<std::streamoff>(file.tellg()) : -1;
    if (size < 0) return Error{Errc::config, path + ": cannot be read"};
    if (size > largest_file) return Error{Errc::config, path + ": over 64 MiB"};
    std::string bytes(static_cast<std::size_t>(size), '\0');
    file.seekg(0);
    if (!file.read(bytes.data(), size)) return Error{Errc::config, path + ": cannot be read"};
    if (!is_valid_utf8(bytes)) return Error{Errc::config, path + ": not UTF-8"};
    return bytes;
}

std::vector<std::string_view> split(std::string_view line) {
    std::vector<std::string_view> cells;
    for (std::size_t tab = 0; tab != std::string_view::npos;) {
        tab = line.find('\t');
        cells.push_back(line.substr(0, tab));
        if (tab != std::string_view::npos) line.remove_prefix(tab + 1);
    }
    return cells;
}

/// Where the wanted columns stand in the header.
Result<std::vector<std::size_t>> positions(std::string_view header, std::span<const std::string_view> columns) {
    std::vector<std::string_view> names = split(header);
    std::vector<std::size_t> found;
    for (std::string_view column : columns) {
        bool optional = column.ends_with('?');
        if (optional) column.remove_suffix(1);
        auto at = std::ranges::find(names, column);
        if (at == names.end() && !optional)
            return Error{Errc::config, "there is no column \"" + std::string(column) + '"'};
        found.push_back(static_cast<std::size_t>(at - names.begin()));
    }
    return found;
}

/// Reads a table line by line.
class Reader {
public:
    Reader(std::span<const std::string_view> columns, const RowReader& row) : columns_(columns), row_(row) {}

    bool has_header() const { return !order_.empty(); }

    Result<void> line(std::string_view line) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.starts_with("# ")) return {};
        if (!has_header()) {
            auto found = positions(line, columns_);
            if (!found) return found.error();
            order_ = std::move(*found);
            return {};
        }
        std::vector<std::string_view> written = split(line), cells;
        for (std::size_t at : order_) cells.push_back(at < written.size() ? written[at] : std::string_view());
        return row_(cells);
    }

private:
    std::span<const std::string_view> columns_;
    const RowReader& row_;
    std::vector<std::size_t> order_;
};

}  // namespace

Result<void> read_tsv(std::span<const std::string_view> lines, std::string_view name,
                      std::span<const std::string_view> columns, const RowReader& row) {
    Reader reader(columns, row);
    std::size_t number = 0;
    for (std::string_view line : lines) {
        ++number;
        if (auto done = reader.line(line); !done)
            return Error(done.error()).within(std::string(name) + ":" + std::to_string(number));
    }
    if (!reader.has_header()) return Error{Errc::config, std::string(name) + ": no header line"};
    return {};
}

Result<void> read_tsv(const std::string& path, std::span<const std::string_view> columns, const RowReader& row) {
    auto bytes = read_file(path);
    if (!bytes) return bytes.error();
    std::vector<std::string_view> lines;
    for (std::string_view rest = *bytes; !rest.empty();) {
        lines.push_back(rest.substr(0, rest.find('\n')));
        rest.remove_prefix(std::min(rest.size(), lines.back().size() + 1));
    }
    return read_tsv(lines, path, columns, row);
}

void each_item(std::string_view list, char separator, const std::function<void(std::string_view)>& item) {
    while (!list.empty()) {
        std::string_view one = list.substr(0, list.find(separator));
        list.remove_prefix(std::min(list.size(), one.size() + 1));
        if (!one.empty()) item(one);
    }
}

}  // namespace newsbus

#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newsbus {

/// Called with the cells of one row, in the order of the columns that were asked for. The cells are valid during the
/// call. An Error ends the reading.
using RowReader = std::function<Result<void>(std::span<const std::string_view> cells)>;

/// Reads a table: tab-separated UTF-8 without quoting. The first line names the columns, in any order. Empty lines and
/// lines that begin with "# " are comments. Cells missing at the end of a row are "".
/// Fails with Errc::config naming file and line: unreadable, over 64 MiB, a column missing, or what `row` found wrong.
Result<void> read_tsv(const std::string& path, std::span<const std::string_view> columns, const RowReader& row);

/// The same for a table that newsbus_embed() compiled in, given as its lines. `name` stands for the path in errors.
Result<void> read_tsv(std::span<const std::string_view> lines, std::string_view name,
                      std::span<const std::string_view> columns, const RowReader& row);

/// Calls `item` for each non-empty item of `list`, whose items stand between `separator`s.
void each_item(std::string_view list, char separator, const std::function<void(std::string_view)>& item);

}  // namespace newsbus

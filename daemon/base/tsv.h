#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newsbus {

/// Gets the cells of one row, in the order of the columns that were asked for.
using RowReader = std::function<Result<void>(std::span<const std::string_view> cells)>;

/// Reads a table: tab-separated UTF-8 with one header line that names the columns, in any order; no quoting. Empty
/// lines and lines that start with "# " are comments. A cell missing at the end of a row is "". The cells live during
/// the call. Fails with Errc::config naming file and line: unreadable, over 64 MiB, a column missing, or what `row`
/// found wrong.
Result<void> read_tsv(const std::string& path, std::span<const std::string_view> columns, const RowReader& row);

/// The same for a table that was compiled in with newsbus_embed(): its lines. `name` stands for the path in errors.
Result<void> read_tsv(std::span<const std::string_view> lines, std::string_view name,
                      std::span<const std::string_view> columns, const RowReader& row);

/// Calls `item` for every item of `list` between the separators, the empty ones left out.
void each_item(std::string_view list, char separator, const std::function<void(std::string_view)>& item);

}  // namespace newsbus

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/terminal.h"

namespace newsbus::cli {

/// A column of a table: its title, and a cell for each row. Cells are outside text: they are made printable.
struct Column {
    std::string title;
    std::vector<std::string> cells = {};
    std::vector<const char*> colours = {};  ///< a cell's SGR code, nullptr = none; empty = no cell has one
    bool right = false;                     ///< numbers stand to the right
    std::size_t least = 0;  ///< narrowest width that it may be cut to on a narrow terminal; 0 = never cut
    int worth = 0;          ///< when cutting is not enough, the column of least worth is left out first
};

/// The lines of the table, fitting `terminal`, titles first. A terminal without a width cuts nothing. All columns must
/// have the same number of cells.
std::vector<std::string> table_lines(std::vector<Column> columns, const Terminal& terminal);

}  // namespace newsbus::cli

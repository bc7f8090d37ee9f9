#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/terminal.h"

namespace newsbus::cli {

/// A column of a table and what stands in it, a cell a row. Cells are outside text: they are made printable.
struct Column {
    std::string title;
    std::vector<std::string> cells = {};
    std::vector<const char*> colours = {};  ///< a cell's SGR code, nullptr = none; empty = no cell has one
    bool right = false;                     ///< numbers stand to the right
    std::size_t least = 0;  ///< may be cut down to these columns where the terminal is narrow; 0 = never cut
    int worth = 0;          ///< where it does not fit even so, the column of least worth goes first
};

/// The table in lines that fit `terminal`, titles first. Without a width nothing is cut. All columns have as many
/// cells.
std::vector<std::string> table_lines(std::vector<Column> columns, const Terminal& terminal);

}  // namespace newsbus::cli

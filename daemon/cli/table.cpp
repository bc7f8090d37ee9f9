#include "cli/table.h"

#include "base/columns.h"

#include <algorithm>
#include <cassert>

namespace newsbus::cli {
namespace {

constexpr std::size_t gap = 2;  // blanks between two columns

std::size_t natural_width(const Column& column) {
    std::size_t width = count_columns(column.title);
    for (const std::string& cell : column.cells) width = std::max(width, count_columns(cell));
    return width;
}

std::size_t least_width(const Column& column, std::size_t natural) {
    return column.least == 0 ? natural : std::min(natural, column.least);
}

/// Takes the columns of least worth away until the rest can be made to fit. One always stays.
void drop_what_does_not_fit(std::vector<Column>& columns, std::vector<std::size_t>& widths, std::size_t limit) {
    for (;;) {
        std::size_t needed = gap * (columns.size() - 1);
        for (std::size_t i = 0; i < columns.size(); ++i) needed += least_width(columns[i], widths[i]);
        if (needed <= limit || columns.size() == 1) return;
        auto least = std::ranges::min_element(columns, {}, &Column::worth);
        widths.erase(widths.begin() + (least - columns.begin()));
        columns.erase(least);
    }
}

/// Cuts the widest of those that may be cut, again and again, until the line fits.
void shrink(const std::vector<Column>& columns, std::vector<std::size_t>& widths, std::size_t limit) {
    std::size_t total = gap * (columns.size() - 1);
    for (std::size_t width : widths) total += width;
    while (total > limit) {
        std::size_t widest = columns.size(), next = 0;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (widths[i] <= least_width(columns[i], widths[i])) continue;
            if (widest == columns.size() || widths[i] > widths[widest]) widest = i;
        }
        if (widest == columns.size()) {  // the last column that is left, wider than the terminal
            widths.back() = limit - std::min(limit, total - widths.back());
            return;
        }
        for (std::size_t i = 0; i < columns.size(); ++i)  // of two that are equally wide each gives a little
            if (i != widest && widths[i] <= widths[widest])
                next = std::max(next, std::min(widths[i], widths[widest] - 1));
        std::size_t floor = std::max({next, least_width(columns[widest], widths[widest]), widths[widest] / 2});
        std::size_t cut = std::max<std::size_t>(1, std::min(total - limit, widths[widest] - floor));
        widths[widest] -= cut;
        total -= cut;
    }
}

std::string cell_text(const Column& column, const std::string& cell, std::size_t width) {
    std::string text = cut_to_columns(cell, width);
    if (column.right) text.insert(0, width - std::min(width, count_columns(text)), ' ');
    return text;
}

}  // namespace

std::vector<std::string> table_lines(std::vector<Column> columns, const Terminal& terminal) {
    assert(!columns.empty());
    std::vector<std::size_t> widths;
    for (Column& column : columns) {
        for (std::string& cell : column.cells) cell = printable(cell);
        widths.push_back(natural_width(column));
    }
    if (terminal.width) {
        drop_what_does_not_fit(columns, widths, *terminal.width);
        shrink(columns, widths, *terminal.width);
    }
    std::vector<std::string> lines(1 + columns.front().cells.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column& column = columns[i];
        bool last = i + 1 == columns.size();
        for (std::size_t row = 0; row < lines.size(); ++row) {
            std::string text = cell_text(column, row == 0 ? column.title : column.cells[row - 1], widths[i]);
            std::size_t blanks = last ? 0 : gap + widths[i] - std::min(widths[i], count_columns(text));
            const char* colour = row > 0 && !column.colours.empty() ? column.colours[row - 1] : nullptr;
            lines[row] += (colour ? terminal.paint(colour, text) : text) + std::string(blanks, ' ');
        }
    }
    for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
    return lines;
}

}  // namespace newsbus::cli

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "extract/body/hints.h"
#include "extract/tree/outline.h"

namespace newsbus::extract {

/// What BlockModel looks at: of a block itself, of what is around it, and of the page. No class, id or role is among
/// them; only whether blocks are alike in them.
enum class Measure : std::uint8_t {
    // the text
    own,
    link,
    words,
    sentence,
    ends,
    furniture,
    label,
    heading,
    tag,
    commas,
    digits,
    capitals,
    marks,
    titled,
    question,
    colon,
    dots,
    times,
    in_json_ld,
    in_description,
    is_headline,
    // the elements around
    depth,
    list_items,
    cells,
    asides,
    navs,
    headers,
    footers,
    forms,
    figures,
    quotes,
    articles,
    mains,
    to_article,
    // blocks made alike, the two elements around, the page
    alike,
    placed,
    alike_count,
    parent_mass,
    parent_link,
    parent_prose,
    grand_mass,
    grand_link,
    grand_prose,
    total,
    prose,
    position,
    text_position,
    from_headline,
    near,
    mid,
    far,
    before,
    since_long,
    until_long,
    count
};
constexpr std::size_t measure_count = static_cast<std::size_t>(Measure::count);

/// Those that count of the three blocks before and behind too.
constexpr std::array neighbouring = {Measure::own,   Measure::link,   Measure::heading,   Measure::sentence,
                                     Measure::tag,   Measure::placed, Measure::furniture, Measure::label,
                                     Measure::alike, Measure::ends};
constexpr std::array<int, 6> neighbours = {-3, -2, -1, 1, 2, 3};
constexpr std::size_t column_count = measure_count + neighbouring.size() * neighbours.size();

/// The name of a column in the table of the model: "own", "own-1", "link+2".
std::string column_name(std::size_t column);

using Columns = std::array<float, column_count>;

/// One block with text of its own.
struct BlockRow {
    std::uint32_t element = 0;  ///< its index in the outline
    Columns columns{};

    float& operator[](Measure measure) { return columns[static_cast<std::size_t>(measure)]; }
    float operator[](Measure measure) const { return columns[static_cast<std::size_t>(measure)]; }
};

/// The blocks of a page of which nothing was dropped yet, in document order: those inside the element `container`, to
/// which all others are context. None of a page of more than 20,000. Linear.
std::vector<BlockRow> block_rows(const Outline& outline, std::uint32_t container, const BodyHints& hints);

}  // namespace newsbus::extract

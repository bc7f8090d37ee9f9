#include "text/phrase_table.h"

#include "base/tsv.h"

#include <array>
#include <cassert>
#include <optional>
#include <utility>

namespace newsbus::text {
namespace {

constexpr std::string_view own_table[] = {
#include "text/boilerplate.inc"
};

constexpr std::array<std::string_view, 2> columns = {"kind", "phrase"};

constexpr std::pair<std::string_view, PhraseKind> kind_names[] = {
    {"line", phrase_line},     {"lead", phrase_lead},       {"start", phrase_start}, {"within", phrase_within},
    {"ending", phrase_ending}, {"heading", phrase_heading}, {"only", phrase_only},   {"opens", phrase_opens},
    {"whole", phrase_whole},   {"aside", phrase_aside},
};

std::optional<PhraseKind> kind_named(std::string_view name) {
    for (auto [known, kind] : kind_names)
        if (name == known) return kind;
    return std::nullopt;
}

/// The kinds of a cell, "line|ending", as bits.
Result<unsigned> kinds_named(std::string_view names) {
    unsigned kinds = 0;
    std::string_view unknown;
    bool all = !names.empty();
    each_item(names, '|', [&](std::string_view name) {
        auto kind = kind_named(name);
        if (kind)
            kinds |= *kind;
        else
            unknown = name, all = false;
    });
    if (!all) return Error{Errc::config, "unknown kind \"" + std::string(unknown) + '"'};
    return kinds;
}

RowReader row_reader(const PhraseReader& read) {
    return [&read](std::span<const std::string_view> cells) -> Result<void> {
        auto kinds = kinds_named(cells[0]);
        if (!kinds) return kinds.error();
        return read(*kinds, cells[1]);
    };
}

}  // namespace

Result<void> read_phrases(const std::string& path, const PhraseReader& read) {
    return read_tsv(path, columns, row_reader(read));
}

void read_own_phrases(const PhraseReader& read) {
    auto done = read_tsv(own_table, "boilerplate.tsv", columns, row_reader(read));
    assert(done);
}

}  // namespace newsbus::text

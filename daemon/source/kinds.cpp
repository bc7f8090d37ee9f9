#include "source/kinds.h"

#include "source/misread.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace newsbus::source {
namespace {

const KindRow& row_of(Kind kind) {
    for (const KindRow* row : {&feed_kind, &listing_kind, &page_kind, &sitemap_kind})
        if (row->kind == kind) return *row;
    assert(false && "every kind has a row");
    std::abort();
}

}  // namespace

std::string_view name_of(Kind kind) {
    auto row = std::find_if(std::begin(kind_names), std::end(kind_names),
                            [kind](const auto& known) { return known.second == kind; });
    assert(row != std::end(kind_names));
    return row->first;
}

Source::Source(Options options) : options_(std::move(options)) {
    if (options_.rules.empty()) return;
    // The config has refused what does not compile.
    if (auto rules = extract::Rules::compile(options_.rules)) rules_ = std::move(*rules);
}

std::unique_ptr<Source> make_source(Options options, std::string password) {
    const KindRow& row = row_of(options.kind);
    return row.make(std::move(options), std::move(password));
}

Result<Harvest> read_as(Kind kind, const Response& response, const extract::Rules* rules, Making making) {
    auto harvest = is_empty_answer(response) ? Result<Harvest>(Error{Errc::syntax, ""})
                                             : row_of(kind).read(response, rules, making);
    if (!harvest) return misread(kind, response, std::move(harvest.error()));
    return harvest;
}

}  // namespace newsbus::source

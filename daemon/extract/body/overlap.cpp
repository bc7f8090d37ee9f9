#include "extract/body/overlap.h"

#include "text/letters.h"

#include <algorithm>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_text = 1 << 20;  // bytes; what is behind is not compared
constexpr std::uint32_t factor = 0x01000193;

// Calls `visit` with the hash of every run of `letters`.
template <class Visit>
void for_each_run(std::string_view letters, Visit visit) {
    std::uint32_t hash = 0, leaving = 1;
    constexpr std::size_t run = Overlap::run;
    for (std::size_t i = 0; i < run; ++i) leaving *= factor;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        hash = hash * factor + static_cast<unsigned char>(letters[i]);
        if (i >= run) hash -= leaving * static_cast<unsigned char>(letters[i - run]);
        if (i + 1 >= run) visit(hash);
    }
}

}  // namespace

Overlap::Overlap(std::string_view text) {
    for_each_run(text::letters_of(text.substr(0, longest_text)), [this](std::uint32_t hash) { runs_.push_back(hash); });
    std::sort(runs_.begin(), runs_.end());
    runs_.erase(std::unique(runs_.begin(), runs_.end()), runs_.end());
}

Overlap::Count Overlap::count(std::string_view piece) const {
    Count count;
    for_each_run(text::letters_of(piece), [&](std::uint32_t hash) {
        ++count.all;
        count.found += std::binary_search(runs_.begin(), runs_.end(), hash);
    });
    return count;
}

}  // namespace newsbus::extract

#include "extract/body/overlap.h"

#include "text/letters.h"

#include <algorithm>
#include <bit>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_text = 1 << 20;  // bytes; what is behind is not compared
constexpr std::uint32_t factor = 0x01000193, spread = 0x9E3779B1;
constexpr std::uint32_t none = 0, hash_of_none = 1;  // an empty slot; what a hash of 0 is taken for

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
    const std::string letters = text::letters_of(text.substr(0, longest_text));
    if (letters.size() < run) return;
    slots_.resize(std::bit_ceil(2 * letters.size()));
    shift_ = 32 - std::countr_zero(slots_.size());
    for_each_run(letters, [this](std::uint32_t hash) {
        std::uint32_t& slot = slots_[slot_of(hash)];
        size_ += slot == none;
        slot = hash == none ? hash_of_none : hash;
    });
}

// Where the hash stands, or may be put: there is always room.
std::size_t Overlap::slot_of(std::uint32_t hash) const {
    if (hash == none) hash = hash_of_none;
    std::size_t slot = (hash * spread) >> shift_;
    while (slots_[slot] != none && slots_[slot] != hash) slot = (slot + 1) & (slots_.size() - 1);
    return slot;
}

Overlap::Count Overlap::count_letters(std::string_view letters) const {
    Count count;
    if (letters.size() < run) return count;
    count.all = letters.size() - run + 1;
    if (size_ > 0) for_each_run(letters, [&](std::uint32_t hash) { count.found += slots_[slot_of(hash)] != none; });
    return count;
}

Overlap::Count Overlap::count(std::string_view piece) const {
    return count_letters(text::letters_of(piece));
}

}  // namespace newsbus::extract

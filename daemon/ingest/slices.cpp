#include "ingest/slices.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

namespace newsbus::ingest {

Slices::Slices(Outcome whole, std::unique_ptr<Unread> unread) : whole_(std::move(whole)), unread_(std::move(unread)) {}

Outcome Slices::next(std::size_t most) {
    assert(left());
    most = std::max<std::size_t>(most, 1);
    const bool whole = at_ == 0 && whole_.entries.size() <= most && !reads();
    if (!whole) {
        std::vector<Entry> some = entries(most);
        if (at_ < whole_.entries.size() || reads()) {
            Outcome slice = empty_slice();
            slice.entries = std::move(some);
            return slice;
        }
        whole_.entries = std::move(some);
    }
    taken_ = true;
    whole_.met = met_;
    return std::move(whole_);
}

std::vector<Entry> Slices::entries(std::size_t most) {
    std::vector<Entry> some;
    const auto from = whole_.entries.begin() + static_cast<std::ptrdiff_t>(at_);
    const std::size_t count = std::min(most, whole_.entries.size() - at_);
    std::move(from, from + static_cast<std::ptrdiff_t>(count), std::back_inserter(some));
    at_ += count;
    if (some.empty() && reads()) some = unread_->next(most);
    return some;
}

Outcome Slices::empty_slice() const {
    Outcome slice;
    slice.job = whole_.job;
    slice.kind = whole_.kind;
    slice.source = whole_.source;
    slice.now = whole_.now;
    slice.more = true;
    slice.met = met_;
    return slice;
}

void Slices::stored(const Receipt& receipt) {
    if (!left()) return;
    if (!met_) met_ = std::make_shared<MetEntries>();
    met_->insert(receipt.met.begin(), receipt.met.end());
    if (whole_.state) whole_.state->moving_dates += receipt.moving_dates;
}

}  // namespace newsbus::ingest

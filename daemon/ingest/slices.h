#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "work/outcome.h"

namespace newsbus::ingest {

/// Entries that are made only when it is their turn: those of a document that would be too large to be held whole.
class Unread {
public:
    virtual ~Unread() = default;
    virtual bool empty() const = 0;

    /// Makes the next ones, at most `most`. Costs CPU time.
    virtual std::vector<Entry> next(std::size_t most) = 0;
};

/// What a visit caused, cut into slices that are stored one after the other: see Outcome. A visit that brought few
/// entries is one slice, and nothing of it changes.
class Slices {
public:
    /// `unread` follows the entries of `whole`; nullptr = nothing does.
    explicit Slices(Outcome whole, std::unique_ptr<Unread> unread = nullptr);

    /// Is anything left? Yes until the last slice was taken.
    bool left() const { return !taken_; }

    /// Must next() make entries, so that it costs CPU time?
    bool reads() const { return unread_ && !unread_->empty(); }

    /// The next slice, of at most `most` entries (at least one).
    Outcome next(std::size_t most);

    /// What the store made of the slice before: the next ones need it.
    void stored(const Receipt& receipt);

private:
    std::vector<Entry> entries(std::size_t most);
    Outcome empty_slice() const;

    Outcome whole_;
    std::unique_ptr<Unread> unread_;
    std::size_t at_ = 0;  ///< of whole_.entries: the first that is in no slice yet
    bool taken_ = false;
    std::shared_ptr<MetEntries> met_;
};

}  // namespace newsbus::ingest

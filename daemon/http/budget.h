#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "base/counters.h"

namespace newsbus::http {

/// A limit on the bytes of all bodies in flight together. Each body has an account: open while it is being received,
/// closed when it is complete. A closed account holds its bytes until the reader of the body is done: it lives in
/// Response::account. Accounts may end on any thread.
class Budget : public std::enable_shared_from_this<Budget> {
public:
    class Account;

    /// `gauge` shows the bytes in use.
    static std::shared_ptr<Budget> make(std::uint64_t limit, Counter& gauge);

    std::shared_ptr<Account> open();

    void set_limit(std::uint64_t limit);
    std::uint64_t limit() const;
    std::uint64_t used() const;

    /// Is there room for more than `more` bytes?
    bool has_room(std::uint64_t more = 0) const;

    /// Does a closed account hold bytes? Then some come back without any transfer going on.
    bool awaits_return() const;

    /// `wake` is called whenever bytes come back or the limit changes: on any thread, and under the lock of the budget.
    /// Empty = call nothing any more.
    void on_return(std::function<void()> wake);

private:
    Budget(std::uint64_t limit, Counter& gauge) : limit_(limit), gauge_(gauge) {}
    void give_back(std::uint64_t bytes, bool closed);

    mutable std::mutex mutex_;
    std::uint64_t limit_;
    std::uint64_t used_ = 0;
    std::uint64_t closed_ = 0;  ///< the part of used_ in closed accounts
    std::function<void()> wake_;
    Counter& gauge_;
};

/// What one body has taken of the budget. Its destructor gives everything back.
class Budget::Account {
public:
    explicit Account(std::shared_ptr<Budget> budget) : budget_(std::move(budget)) {}
    Account(const Account&) = delete;
    Account& operator=(const Account&) = delete;
    ~Account();

    /// Takes bytes that have arrived already. Over budget, each transfer pauses after its next write, so accounts go
    /// little beyond the limit. Returns false, and takes nothing, when this account has taken more than 1 MiB since the
    /// budget was full: a large body that came in one turn, compressed well, does that. The `first` in line may always
    /// take.
    bool take(std::uint64_t bytes, bool first);

    /// The body is complete: from now on only its reader can give the bytes back.
    void close();

private:
    std::shared_ptr<Budget> budget_;
    std::uint64_t taken_ = 0;
    std::uint64_t beyond_ = 0;  ///< taken since the budget was full
    bool closed_ = false;
};

}  // namespace newsbus::http

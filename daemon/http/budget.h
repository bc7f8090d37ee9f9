#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "base/counters.h"

namespace newsbus::http {

/// The bytes of all bodies in flight: received or being received (their `Account` is open), or being read by others
/// (closed, kept alive as Response::account). Accounts may end on any thread.
class Budget : public std::enable_shared_from_this<Budget> {
public:
    class Account;

    /// `gauge` shows the bytes in use.
    static std::shared_ptr<Budget> make(std::uint64_t limit, Counter& gauge);

    std::shared_ptr<Account> open();

    void set_limit(std::uint64_t limit);
    std::uint64_t limit() const;
    std::uint64_t used() const;

    /// Are `more` bytes and one left?
    bool has_room(std::uint64_t more = 0) const;

    /// Does a closed account hold bytes, so that some will come back whatever the open ones do?
    bool awaits_return() const;

    /// `wake` is called, on any thread and under the budget's lock, whenever bytes come back; empty = never again.
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

/// What one body has taken; everything is given back when it is destroyed.
class Budget::Account {
public:
    explicit Account(std::shared_ptr<Budget> budget) : budget_(std::move(budget)) {}
    Account(const Account&) = delete;
    Account& operator=(const Account&) = delete;
    ~Account();

    /// Takes bytes that have arrived already. A full budget pauses every transfer after its next write, so each takes
    /// little more than its share. Returns false, and takes nothing, when this account has taken more than a MiB beyond
    /// the limit: only a decompression bomb does that. The `first` in line may always take.
    bool take(std::uint64_t bytes, bool first);

    /// The body is complete: its bytes come back when the reader is done with it.
    void close();

private:
    std::shared_ptr<Budget> budget_;
    std::uint64_t taken_ = 0;
    std::uint64_t beyond_ = 0;  ///< taken since the budget was full
    bool closed_ = false;
};

}  // namespace newsbus::http

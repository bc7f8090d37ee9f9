#include "http/budget.h"

#include <cassert>
#include <utility>

namespace newsbus::http {
namespace {

constexpr std::uint64_t most_beyond = 1 << 20;

}  // namespace

std::shared_ptr<Budget> Budget::make(std::uint64_t limit, Counter& gauge) {
    return std::shared_ptr<Budget>(new Budget(limit, gauge));
}

std::shared_ptr<Budget::Account> Budget::open() {
    return std::make_shared<Account>(shared_from_this());
}

void Budget::set_limit(std::uint64_t limit) {
    std::lock_guard lock(mutex_);
    limit_ = limit;
    if (wake_) wake_();
}

std::uint64_t Budget::limit() const {
    std::lock_guard lock(mutex_);
    return limit_;
}

std::uint64_t Budget::used() const {
    std::lock_guard lock(mutex_);
    return used_;
}

bool Budget::has_room(std::uint64_t more) const {
    std::lock_guard lock(mutex_);
    return used_ + more < limit_;
}

bool Budget::awaits_return() const {
    std::lock_guard lock(mutex_);
    return closed_ > 0;
}

void Budget::on_return(std::function<void()> wake) {
    std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

void Budget::give_back(std::uint64_t bytes, bool closed) {
    std::lock_guard lock(mutex_);
    assert(bytes <= used_ && (!closed || bytes <= closed_));
    used_ -= bytes;
    if (closed) closed_ -= bytes;
    gauge_.set(static_cast<std::int64_t>(used_));
    if (wake_) wake_();
}

Budget::Account::~Account() {
    if (taken_ > 0) budget_->give_back(taken_, closed_);
}

bool Budget::Account::take(std::uint64_t bytes, bool first) {
    std::lock_guard lock(budget_->mutex_);
    assert(!closed_);
    bool full = budget_->used_ >= budget_->limit_;
    beyond_ = full && !first ? beyond_ + bytes : 0;
    if (beyond_ > most_beyond) return false;
    budget_->used_ += bytes;
    taken_ += bytes;
    budget_->gauge_.set(static_cast<std::int64_t>(budget_->used_));
    return true;
}

void Budget::Account::close() {
    std::lock_guard lock(budget_->mutex_);
    assert(!closed_);  // a second time would count the bytes twice
    closed_ = true;
    budget_->closed_ += taken_;
}

}  // namespace newsbus::http

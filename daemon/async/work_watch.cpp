#include "async/work_watch.h"

#include "base/progress.h"

#include <boost/asio/execution.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>

#include <algorithm>
#include <type_traits>

namespace newsbus {
namespace {

SteadyTime time_of(std::int64_t ticks) {
    return SteadyTime(SteadyTime::duration(ticks));
}

/// An executor that runs everything in a Workload::Running. What it can do beside that is what the inner one can.
class Watched {
public:
    Watched(asio::any_io_executor inner, std::shared_ptr<Workload> load)
        : inner_(std::move(inner)), load_(std::move(load)) {}

    bool operator==(const Watched& other) const noexcept { return inner_ == other.inner_ && load_ == other.load_; }
    bool operator!=(const Watched& other) const noexcept { return !(*this == other); }

    template <class Property>
    auto query(const Property& property) const
        -> decltype(asio::query(std::declval<const asio::any_io_executor&>(), property)) {
        return asio::query(inner_, property);
    }
    template <class Property>
    requires(asio::can_require_v<const asio::any_io_executor&, Property>) Watched require(const Property& property)
    const { return {asio::require(inner_, property), load_}; }
    template <class Property>
    requires(asio::can_prefer_v<const asio::any_io_executor&, Property>) Watched prefer(const Property& property)
    const { return {asio::prefer(inner_, property), load_}; }

    template <class Function>
    void execute(Function function) const {
        inner_.execute([load = load_, function = std::move(function)]() mutable {
            Workload::Running running(*load);
            function();
        });
    }

private:
    asio::any_io_executor inner_;
    std::shared_ptr<Workload> load_;
};

}  // namespace

SteadyTime::duration Workload::age(SteadyTime now) {
    SteadyTime::duration oldest{0};
    auto consider = [&](std::int64_t since) { oldest = std::max(oldest, now - time_of(since)); };
    for (Piece& piece : pieces_) {
        std::int64_t began = piece.began;
        if (began == 0) continue;
        if (std::uint64_t progress = piece.progress; progress != piece.seen) {
            piece.moved = now.time_since_epoch().count();
            piece.seen = progress;
        }
        consider(std::max(began, piece.moved));
    }
    if (std::int64_t turned = turned_) consider(turned);
    return oldest;
}

Workload::Running::Running(Workload& load) : load_(load), place_(0), outer_(detail::progress) {
    while (place_ < load.pieces_.size() && load.pieces_[place_].taken.exchange(true)) ++place_;
    if (place_ == load.pieces_.size()) return;
    Piece& piece = load.pieces_[place_];
    piece.began = load.clock_.now().time_since_epoch().count();
    detail::progress = &piece.progress;
}

Workload::Running::~Running() {
    if (place_ == load_.pieces_.size()) return;
    detail::progress = outer_;
    load_.pieces_[place_].began = 0;
    load_.pieces_[place_].taken = false;
}

std::shared_ptr<Workload> WorkWatch::at(const std::string& name, Workload::Bounds bounds) {
    std::lock_guard lock(mutex_);
    for (const Watched& watched : all_)
        if (watched.load->name() == name) return watched.load;
    return all_.emplace_back(Watched{std::make_shared<Workload>(name, bounds, clock_)}).load;
}

std::vector<WorkWatch::Age> WorkWatch::ages() {
    std::lock_guard lock(mutex_);
    std::vector<Age> ages;
    SteadyTime now = clock_.now();
    for (Watched& watched : all_) {
        auto age = watched.load->age(now);
        watched.longest = std::max(watched.longest, age);
        const Workload::Bounds& bounds = watched.load->bounds();
        ages.push_back({watched.load->name(), age, age >= bounds.late, age >= bounds.dead});
    }
    return ages;
}

std::vector<WorkWatch::Change> WorkWatch::changes() {
    std::vector<Age> ages = this->ages();
    std::lock_guard lock(mutex_);
    std::vector<Change> changes;
    for (std::size_t i = 0; i < ages.size(); ++i) {
        const Age& now = ages[i];
        Watched& watched = all_[i];  // none is ever taken away
        if (now.late != watched.told) changes.push_back({now.name, now.late ? now.age : watched.longest, now.late});
        watched.told = now.late;
        if (!now.late) watched.longest = now.age;
    }
    return changes;
}

asio::any_io_executor watched(asio::any_io_executor executor, std::shared_ptr<Workload> load) {
    return Watched(std::move(executor), std::move(load));
}

}  // namespace newsbus

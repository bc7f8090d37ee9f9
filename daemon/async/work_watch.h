#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "async/timer.h"

namespace newsbus {

/// What one thread, or the threads of one pool, are at. Watched is the time since any piece of unfinished work last
/// showed progress: it began, or said note_progress() (base/progress.h). So a long commit that advances is young, and a
/// short one on a disk that hangs grows old. Any thread may begin work; WorkWatch looks.
class Workload {
public:
    /// How old work may be.
    struct Bounds {
        SteadyTime::duration late;                                ///< then the thread counts as stuck
        SteadyTime::duration dead = SteadyTime::duration::max();  ///< then nothing but a new start helps
    };

    Workload(std::string name, Bounds bounds, const SteadyClock& clock)
        : name_(std::move(name)), bounds_(bounds), clock_(clock) {}
    Workload(const Workload&) = delete;
    Workload& operator=(const Workload&) = delete;

    const std::string& name() const { return name_; }

    const Bounds& bounds() const { return bounds_; }

    /// For a thread that never ends its work but turns round and round: it did so once more.
    void turn() { turned_ = clock_.now().time_since_epoch().count(); }

    /// Work of the calling thread, from its beginning to its end.
    class Running {
    public:
        explicit Running(Workload& load);
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        ~Running();

    private:
        Workload& load_;
        std::size_t place_;
        std::atomic<std::uint64_t>* outer_;  // what this thread counted before
    };

private:
    friend class WorkWatch;

    /// Time without progress of the oldest unfinished work; zero when there is none.
    SteadyTime::duration age(SteadyTime now);

    struct Piece {
        std::atomic<bool> taken{false};
        std::atomic<std::int64_t> began{0};      ///< steady; 0 = nothing runs here
        std::atomic<std::uint64_t> progress{0};  ///< grows with the work, also from one piece to the next
        std::uint64_t seen = 0;                  ///< progress when it was last looked at
        std::int64_t moved = 0;                  ///< and when that was new
    };

    const std::string name_;
    const Bounds bounds_;
    const SteadyClock& clock_;
    std::array<Piece, 64> pieces_;         ///< of more threads than these the rest is not watched
    std::atomic<std::int64_t> turned_{0};  ///< 0 = it does not turn
};

/// Everything in the daemon that can get stuck, by the names of its threads. Any thread.
class WorkWatch {
public:
    explicit WorkWatch(const SteadyClock& clock = SteadyClock::machine()) : clock_(clock) {}

    /// The workload of that name, made when there is none yet.
    std::shared_ptr<Workload> at(const std::string& name, Workload::Bounds bounds);

    struct Age {
        std::string name;
        SteadyTime::duration age{0};
        bool late = false, dead = false;  ///< past its bounds
        bool operator==(const Age&) const = default;
    };
    /// All of them in the order in which they were made.
    std::vector<Age> ages();

    /// A thread that got stuck since the last call, or goes on again.
    struct Change {
        std::string name;
        SteadyTime::duration age{0};  ///< how long it has been stuck, or was
        bool late = false;
        bool operator==(const Change&) const = default;
    };
    /// What changed since the last call, for the log: once when it begins, once when it is over.
    std::vector<Change> changes();

private:
    struct Watched {
        std::shared_ptr<Workload> load;
        bool told = false;                ///< that it is late
        SteadyTime::duration longest{0};  ///< of this time
    };
    const SteadyClock& clock_;
    std::mutex mutex_;
    std::vector<Watched> all_;
};

/// `executor`, with all that runs on it watched as `load`.
asio::any_io_executor watched(asio::any_io_executor executor, std::shared_ptr<Workload> load);

}  // namespace newsbus

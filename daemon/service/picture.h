#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include <boost/json/object.hpp>

#include "async/work_watch.h"
#include "base/result.h"
#include "store/store.h"

namespace newsbus::service {

/// What was read of the store, and how long ago.
template <class T>
struct Seen {
    Result<T> value;
    SteadyTime::duration age{0};  ///< since it was read; zero when it was read for this very call
};

/// The control address's view of the store. A thread of its own reads it, so whoever asks waits for a moment at most:
/// when the store does not answer, because its disk hangs, it gets what was last read, and how old that is. One thread
/// asks.
class Picture {
public:
    /// Reading is watched as `work`. `patience` is how long a call may wait; none waits while one that waited in vain
    /// is not answered yet.
    Picture(std::unique_ptr<store::Outbox> outbox, std::shared_ptr<Workload> work,
            const SteadyClock& clock = SteadyClock::machine(), Duration patience = std::chrono::milliseconds(500));
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;
    ~Picture();  ///< leaves a thread that hangs in the store to itself

    Seen<store::Complaints> complaints(std::size_t worst);
    Seen<store::Survey> survey(std::size_t most);
    Seen<boost::json::object> status(const std::string& version);

private:
    /// Shared with the thread, which may outlive this.
    struct Shared {
        std::mutex mutex;
        std::condition_variable changed;
        std::deque<std::function<void()>> jobs;
        bool busy = false;  ///< something is read, or to be read
        bool stop = false, ended = false;
        std::unique_ptr<store::Outbox> outbox;
    };
    template <class T>
    struct Cell {
        std::optional<Result<T>> last;
        SteadyTime at{};
        std::uint64_t asked = 0, read = 0;
        bool queued = false;
    };

    template <class T>
    Seen<T> look(const std::shared_ptr<Cell<T>>& cell, std::function<Result<T>(store::Outbox&)> read);

    const SteadyClock& clock_;
    Duration patience_;
    bool in_vain_ = false;  // the last call that waited was not answered
    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
    std::shared_ptr<Cell<store::Complaints>> complaints_ = std::make_shared<Cell<store::Complaints>>();
    std::shared_ptr<Cell<store::Survey>> survey_ = std::make_shared<Cell<store::Survey>>();
    std::shared_ptr<Cell<boost::json::object>> status_ = std::make_shared<Cell<boost::json::object>>();
    std::thread thread_;
};

}  // namespace newsbus::service

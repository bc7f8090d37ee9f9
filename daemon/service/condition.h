#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "async/work_watch.h"
#include "base/time.h"

namespace newsbus::service {

/// Which configuration the daemon runs on, and what became of the last attempt to change it.
struct ConfigState {
    TimePoint applied{};     ///< when the one in force was
    std::string refused;     ///< why the last reload was refused: its first problem; "" = it was not
    TimePoint refused_at{};  ///< when
};

/// The name of the thread that runs all coroutines, in a WorkWatch.
inline constexpr const char* io_thread = "io";

/// "no progress: store for 12s, bus for 4s": the threads that are late; "" when none is. While the I/O thread is, it is
/// named alone: it tells how others are.
std::string stuck_threads(const std::vector<WorkWatch::Age>& ages);

/// How the daemon is: whether its threads get on, what its pulse (daemon.cpp) last found wrong, which configuration is
/// in force, whether it is ready. Any thread.
class Condition {
public:
    enum class Phase { starting, running, stopping };

    /// `work` = the threads.
    explicit Condition(WorkWatch& work) : work_(work) {}

    void set(std::string trouble);  ///< "" = well
    /// What is wrong now: threads that are stuck, else what was set; "" = nothing.
    std::string trouble() const;
    std::vector<WorkWatch::Age> ages() const { return work_.ages(); }
    void applied(TimePoint now);
    void refused(TimePoint now, std::string why);
    ConfigState config() const;

    void set_phase(Phase phase) { phase_ = phase; }
    void set_bound(bool bound) { bound_ = bound; }  ///< are the sockets of the bus bound?

    /// Why the daemon is not ready: it starts, it stops, or the sockets of the bus are not bound. "" = it is ready: the
    /// store is open, the sockets are bound, a configuration is applied. A reload does not change that, unless sockets
    /// are bound anew.
    std::string unready() const;

private:
    WorkWatch& work_;
    mutable std::mutex mutex_;
    std::string trouble_;
    ConfigState config_;
    std::atomic<Phase> phase_{Phase::starting};
    std::atomic<bool> bound_{false};
};

}  // namespace newsbus::service

#pragma once

#include <sys/types.h>

#include <functional>
#include <mutex>
#include <set>

namespace newsbus::plugins {

/// The keepers that this process has started, which are all the children it has. What a keeper leaves behind that was
/// killed becomes a child of this process as well, and is ended here. Any thread.
class Keepers {
public:
    static Keepers& own();

    /// Calls `spawn`, which starts a keeper: 0, or errno of what failed.
    int start(const std::function<int(pid_t& keeper)>& spawn, pid_t& keeper);

    /// Waits for the end of a keeper that is ending. `well`: it told that nothing is left of its program; otherwise it
    /// is killed, and so is all that it leaves.
    void end(pid_t keeper, bool well);

private:
    void end_orphans();

    std::mutex mutex_;
    std::set<pid_t> keepers_;
};

}  // namespace newsbus::plugins

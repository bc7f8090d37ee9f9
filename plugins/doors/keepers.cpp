#include "plugins/doors/keepers.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>
#include <vector>

namespace newsbus::plugins {
namespace {

constexpr int most_rounds = 400;  // as of a keeper: who forks faster than that stays
constexpr std::chrono::milliseconds between_rounds{5};

/// Of all threads of this process.
std::vector<pid_t> children() {
    std::vector<pid_t> found;
    std::error_code none;
    for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task", none)) {
        std::ifstream list(thread.path() / "children");
        for (pid_t child = 0; list >> child;) found.push_back(child);
    }
    return found;
}

}  // namespace

Keepers& Keepers::own() {
    static auto* const keepers = new Keepers;  // for ever: plugins may be dropped as late as that
    return *keepers;
}

int Keepers::start(const std::function<int(pid_t& keeper)>& spawn, pid_t& keeper) {
    std::lock_guard lock(mutex_);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    const int failed = spawn(keeper);
    if (failed == 0) keepers_.insert(keeper);
    return failed;
}

void Keepers::end(pid_t keeper, bool well) {
    if (!well) kill(keeper, SIGKILL);
    {
        std::lock_guard lock(mutex_);
        keepers_.erase(keeper);  // before its number is free for another one
    }
    while (waitpid(keeper, nullptr, 0) < 0 && errno == EINTR) continue;
    if (!well) end_orphans();
}

// Children of those that are killed become ours, and are next.
void Keepers::end_orphans() {
    std::lock_guard lock(mutex_);
    for (int round = 0; round < most_rounds; ++round) {
        bool found = false;
        for (pid_t child : children()) {
            if (keepers_.contains(child)) continue;
            found = true;
            kill(child, SIGKILL);
            waitpid(child, nullptr, WNOHANG);
        }
        if (!found) return;
        std::this_thread::sleep_for(between_rounds);
    }
}

}  // namespace newsbus::plugins

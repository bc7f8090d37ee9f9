#include "service/condition.h"

#include <spdlog/fmt/fmt.h>

#include <chrono>
#include <utility>

namespace newsbus::service {

std::string stuck_threads(const std::vector<WorkWatch::Age>& ages) {
    std::string text;
    for (const WorkWatch::Age& thread : ages) {
        if (!thread.late) continue;
        auto seconds = std::chrono::duration_cast<std::chrono::seconds>(thread.age).count();
        std::string one = fmt::format("{} for {}s", thread.name, seconds);
        if (thread.name == io_thread) return "no progress: " + one;
        text += (text.empty() ? "no progress: " : ", ") + one;
    }
    return text;
}

void Condition::set(std::string trouble) {
    std::lock_guard lock(mutex_);
    trouble_ = std::move(trouble);
}

std::string Condition::trouble() const {
    if (std::string stuck = stuck_threads(work_.ages()); !stuck.empty()) return stuck;
    std::lock_guard lock(mutex_);
    return trouble_;
}

void Condition::applied(TimePoint now) {
    std::lock_guard lock(mutex_);
    config_ = {now, {}, {}};
}

void Condition::refused(TimePoint now, std::string why) {
    std::lock_guard lock(mutex_);
    config_.refused = std::move(why);
    config_.refused_at = now;
}

ConfigState Condition::config() const {
    std::lock_guard lock(mutex_);
    return config_;
}

std::string Condition::unready() const {
    switch (phase_.load()) {
        case Phase::starting:
            return "starting";
        case Phase::stopping:
            return "stopping";
        default:
            return bound_ ? "" : "the sockets of the bus are not bound";
    }
}

}  // namespace newsbus::service

#include "service/condition.h"

#include <utility>

namespace newsbus::service {

void Condition::set(std::string trouble) {
    std::lock_guard lock(mutex_);
    trouble_ = std::move(trouble);
}

std::string Condition::trouble() const {
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

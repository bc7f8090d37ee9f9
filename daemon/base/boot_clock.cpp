#include "base/boot_clock.h"

#include <chrono>
#include <ctime>
#include <fstream>

namespace newsbus {
namespace {

class Machine final : public BootClock {
public:
    Machine() { std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), run_); }
    TimePoint now() const override { return SystemClock().now(); }
    const std::string& run() const override { return run_; }
    Duration since_start() const override {
        timespec now{};
        clock_gettime(CLOCK_BOOTTIME, &now);
        return std::chrono::duration_cast<Duration>(std::chrono::seconds(now.tv_sec) +
                                                    std::chrono::nanoseconds(now.tv_nsec));
    }

private:
    std::string run_;
};

}  // namespace

const BootClock& BootClock::machine() {
    static const Machine machine;
    return machine;
}

}  // namespace newsbus

#include "service/process.h"

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>

namespace newsbus::service {
namespace {

namespace fs = std::filesystem;

/// Of /proc/self/stat (proc(5)).
struct Stat {
    double cpu_seconds = 0, started = 0;  ///< `started`: since the machine was booted
    std::int64_t threads = 0, virtual_bytes = 0, resident_bytes = 0;
};

std::optional<Stat> read_stat() {
    std::ifstream file("/proc/self/stat");
    std::string line;
    if (!std::getline(file, line)) return std::nullopt;
    // The second field is the program's name in parentheses, which may hold blanks and parentheses itself.
    std::istringstream fields(line.substr(line.rfind(')') + 1));
    std::string state;
    std::array<std::int64_t, 21> number{};  // fields 4 to 24
    fields >> state;
    for (std::int64_t& field : number) fields >> field;
    if (!fields) return std::nullopt;
    auto field = [&number](std::size_t i) { return number[i - 4]; };
    auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    return Stat{.cpu_seconds = static_cast<double>(field(14) + field(15)) / ticks,
                .started = static_cast<double>(field(22)) / ticks,
                .threads = field(20),
                .virtual_bytes = field(23),
                .resident_bytes = field(24) * sysconf(_SC_PAGESIZE)};
}

double clock_seconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// When the process started. Found once: a clock that is set later must not look like a restart.
double start_time(const Stat& stat) {
    static const double found = clock_seconds(CLOCK_REALTIME) - clock_seconds(CLOCK_BOOTTIME) + stat.started;
    return found;
}

/// -1 when they cannot be counted.
std::int64_t open_files() {
    std::int64_t count = -1;  // the folder itself is open too
    std::error_code problem;
    for (fs::directory_iterator it("/proc/self/fd", problem), end; !problem && it != end; it.increment(problem))
        ++count;
    return problem ? -1 : count;
}

}  // namespace

void write_process(Exposition& page) {
    if (auto stat = read_stat()) {
        page.counter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds");
        page.sample(stat->cpu_seconds);
        page.gauge("process_resident_memory_bytes", "Resident memory size in bytes");
        page.sample(stat->resident_bytes);
        page.gauge("process_virtual_memory_bytes", "Virtual memory size in bytes");
        page.sample(stat->virtual_bytes);
        page.gauge("process_threads", "Number of threads of the process");
        page.sample(stat->threads);
        page.gauge("process_start_time_seconds", "Start time of the process since the Unix epoch in seconds");
        page.sample(start_time(*stat));
    }
    if (std::int64_t files = open_files(); files >= 0) {
        page.gauge("process_open_fds", "Number of open file descriptors");
        page.sample(files);
    }
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        page.gauge("process_max_fds", "Maximum number of open file descriptors");
        page.sample(limit.rlim_cur == RLIM_INFINITY ? std::numeric_limits<double>::infinity()
                                                    : static_cast<double>(limit.rlim_cur));
    }
}

}  // namespace newsbus::service

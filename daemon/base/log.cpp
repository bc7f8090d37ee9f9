#include "base/log.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ansicolor_sink.h>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <mutex>

namespace newsbus::log {
namespace {

/// Does stderr go to the journal (systemd.exec(5), JOURNAL_STREAM)?
bool journal_reads_stderr() {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat info;
    if (!stream || fstat(STDERR_FILENO, &info) != 0) return false;
    return fmt::format("{}:{}", info.st_dev, info.st_ino) == stream;
}

/// "<4>": the priority that sd-daemon(3) reads at the start of a line.
class Priority final : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override {
        static constexpr std::array prefixes{"<7>", "<7>", "<6>", "<4>", "<3>", "<2>", "<6>"};
        std::string_view prefix = prefixes[message.level];
        out.append(prefix.data(), prefix.data() + prefix.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<Priority>(); }
};

std::unique_ptr<spdlog::formatter> make_formatter() {
    auto formatter = std::make_unique<spdlog::pattern_formatter>();
    if (journal_reads_stderr())
        formatter->add_flag<Priority>('*').set_pattern("%*%n: %v");
    else
        formatter->set_pattern("%Y-%m-%dT%H:%M:%S.%e %^%l%$ %n: %v");
    return formatter;
}

/// One sink for all loggers; the registry gives its formatter to each logger that it initializes.
spdlog::sink_ptr make_sink() {
    spdlog::set_formatter(make_formatter());
    return std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>();
}

}  // namespace

std::shared_ptr<spdlog::logger> get(const char* module) {
    static std::mutex mutex;
    static const spdlog::sink_ptr sink = make_sink();
    std::lock_guard lock(mutex);
    if (auto known = spdlog::get(module)) return known;
    auto logger = std::make_shared<spdlog::logger>(module, sink);
    spdlog::initialize_logger(logger);
    return logger;
}

bool set_level(std::string_view level) {
    static constexpr std::array names{"trace", "debug", "info", "warn", "error"};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (level == names[i]) {
            spdlog::set_level(static_cast<spdlog::level::level_enum>(i));
            return true;
        }
    return false;
}

}  // namespace newsbus::log

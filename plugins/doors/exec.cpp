// exec: a program of the user, in any language: an article in as a JSON line, a JSON merge patch out as a line.
#include "article/json.h"
#include "base/log.h"
#include "base/places.h"
#include "base/size.h"
#include "plugins/doors/answer.h"
#include "plugins/doors/child.h"
#include "plugins/doors/kinds.h"
#include "plugins/doors/program.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <future>
#include <memory>
#include <mutex>
#include <optional>

namespace newsbus::plugins {
namespace {

constexpr log::Logger logger("plugin");
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr Option options[] = {
    {"command", OptionType::string_list, "", "the program and its arguments; no shell is involved"},
    {"timeout", OptionType::duration, R"("2s")", "time for one answer; a program that takes longer is ended"},
    {"start_timeout", OptionType::duration, R"("30s")", "time for the first answer after a start"},
    {"max_answer", OptionType::size, R"("4MiB")", "longest answer; a program that writes more is ended"},
    {"memory", OptionType::size, R"("1GiB")",
     "data that the program, and each process that it starts, may have in memory; more is refused to it"},
    {"restart_pause", OptionType::duration, R"("1s")",
     "pause before a program that failed is started again; doubled after each further failure, up to "
     "max_restart_pause"},
    {"max_restart_pause", OptionType::duration, R"("5m")", "longest of these pauses"},
    {"environment", OptionType::string_list, "[]",
     "variables of the program, NAME=value; besides these it gets PATH, HOME, LANG and TZ only, unless "
     "they stand here"},
};

struct Settings {
    std::vector<std::string> command, environment;
    Duration timeout{}, start_timeout{}, restart_pause{}, max_restart_pause{};
    std::size_t max_answer = 0;
    std::uint64_t memory = 0;
};

/// What the child says on stderr goes to our log, a few lines a minute.
class Complaints {
public:
    explicit Complaints(std::string command) : command_(std::move(command)) {}

    void add(std::string_view line) {
        constexpr int lines_a_minute = 20;
        auto now = std::chrono::steady_clock::now();
        if (now - minute_ >= std::chrono::minutes(1)) {
            if (lines_ > lines_a_minute)
                logger.warn("stderr suppressed", {{"command", command_}, {"lines", lines_ - lines_a_minute}});
            minute_ = now;
            lines_ = 0;
        }
        if (++lines_ > lines_a_minute) return;
        logger.warn("stderr", {{"command", command_}, {"line", line}});
    }

private:
    std::string command_;
    SteadyTime minute_{};
    int lines_ = 0;
};

/// Ends programs beside whoever drops their plugins: one that does not end by itself takes a moment, and there may be
/// many. The end of this process waits for them.
class Undertaker {
public:
    static Undertaker& own() {
        static Undertaker undertaker;
        return undertaker;
    }
    void take(std::unique_ptr<Child> child) {
        std::lock_guard lock(mutex_);
        std::erase_if(ending_, [](const auto& one) { return one.wait_for(Duration(0)) == std::future_status::ready; });
        ending_.push_back(std::async(std::launch::async, [child = std::move(child)]() mutable { child.reset(); }));
    }

private:
    std::mutex mutex_;
    std::vector<std::future<void>> ending_;
};

class Exec final : public Plugin {
public:
    Exec(Settings settings, Descriptor interrupted)
        : settings_(std::move(settings)), complaints_(settings_.command[0]), interrupted_(std::move(interrupted)) {}

    ~Exec() override {
        if (child_) Undertaker::own().take(std::move(child_));
    }

    bool waits() const override { return true; }

    void interrupt() override { eventfd_write(interrupted_.get(), 1); }

    Result<Verdict> process(Article& article) override {
        if (auto running = ensure_running(); !running) return running.error();
        Duration time = answered_ ? settings_.timeout : settings_.start_timeout;
        auto answer = child_->ask(to_json(article), std::chrono::steady_clock::now() + time, settings_.max_answer,
                                  interrupted_.get());
        if (!answer) return give_up(answer.error());
        answered_ = true;
        failures_ = 0;
        return apply(*answer, article);
    }

private:
    Result<void> ensure_running() {
        if (child_) return {};
        auto now = std::chrono::steady_clock::now();
        if (now < next_start_) {
            auto left = std::chrono::ceil<std::chrono::seconds>(next_start_ - now);
            return Error{Errc::plugin, "is not running; started again in " + format_duration(left)};
        }
        auto started = Child::start(settings_.command, settings_.environment, settings_.memory,
                                    [this](std::string_view line) { complaints_.add(line); });
        if (!started) return give_up(started.error());
        child_ = std::move(*started);
        answered_ = false;
        return {};
    }

    Error give_up(const Error& error) {
        child_.reset();
        Duration pause = settings_.restart_pause;
        for (int i = 0; i < failures_ && pause < settings_.max_restart_pause; ++i) pause *= 2;
        next_start_ = std::chrono::steady_clock::now() + std::min(pause, settings_.max_restart_pause);
        ++failures_;
        return error;
    }

    static Result<Verdict> apply(std::string_view answer, Article& article) {
        while (!answer.empty() && (answer.back() == '\r' || answer.back() == ' ')) answer.remove_suffix(1);
        if (answer == "null") return Verdict::drop;
        if (answer.empty() || answer == "{}") return Verdict::keep;
        auto edited = answered(article, answer);
        if (!edited) return edited.error();
        article = std::move(*edited);
        return Verdict::keep;
    }

    Settings settings_;
    Complaints complaints_;
    Descriptor interrupted_;  // an eventfd: stays readable once written to
    std::unique_ptr<Child> child_;
    bool answered_ = false;  // since it was started
    int failures_ = 0;       // in a row
    SteadyTime next_start_{};
};

/// What is configured, and the little that a program needs of our environment beside it: no secrets of the service leak
/// into it. Each name stands there once: programs do not agree which of two counts.
std::vector<std::string> small_environment(const std::vector<std::string>& configured) {
    std::vector<std::string> variables = configured;
    for (const char* name : {"PATH", "HOME", "LANG", "TZ"}) {
        const std::string begin = std::string(name) + '=';
        auto is_it = [&begin](const std::string& variable) { return variable.starts_with(begin); };
        const char* value = std::getenv(name);
        if (value && std::ranges::none_of(configured, is_it)) variables.push_back(begin + value);
    }
    return variables;
}

std::optional<std::string> path_in(const std::vector<std::string>& environment) {
    for (const std::string& variable : environment)
        if (variable.starts_with("PATH=")) return variable.substr(5);
    return std::nullopt;
}

Result<std::unique_ptr<Plugin>> make(const OptionValues& values, const Context&) {
    Settings settings{values.strings("command"),
                      small_environment(values.strings("environment")),
                      values.duration("timeout"),
                      values.duration("start_timeout"),
                      values.duration("restart_pause"),
                      values.duration("max_restart_pause"),
                      static_cast<std::size_t>(std::max<std::int64_t>(values.integer("max_answer"), 0)),
                      static_cast<std::uint64_t>(std::max<std::int64_t>(values.integer("memory"), 0))};
    if (settings.command.empty() || settings.command[0].empty())
        return Error{Errc::config, "command: names no program"};
    auto program = find_program(settings.command[0], path_in(settings.environment));
    if (!program) return Error(program.error()).within("command");
    if (const std::string keeper = own_places().keeper; access(keeper.c_str(), X_OK) != 0)
        return Error{Errc::config,
                     keeper + ": " + std::strerror(errno) + ", and nothing else runs programs of plugins"};
    for (const std::string& variable : values.strings("environment"))
        if (variable.find('=') == std::string::npos || variable.starts_with('='))
            return Error{Errc::config, "environment: \"" + variable + "\" is not NAME=value"};
    for (const char* limit : {"timeout", "start_timeout"})
        if (values.duration(limit) <= Duration::zero())
            return Error{Errc::config, std::string(limit) + ": must be more than 0"};
    constexpr std::uint64_t least_memory = 16 << 20;
    if (settings.memory < least_memory) return Error{Errc::config, "memory: must be at least 16MiB"};
    if (!settings.max_answer) return Error{Errc::config, "max_answer: must be more than 0"};
    Descriptor interrupted(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (interrupted.get() < 0) return Error{Errc::plugin, std::string("eventfd: ") + std::strerror(errno)};
    return std::make_unique<Exec>(std::move(settings), std::move(interrupted));
}

}  // namespace

const PluginKind exec{"exec", "Runs a program of yours: one JSON line in, one merge patch line out", options, make,
                      false};

}  // namespace newsbus::plugins

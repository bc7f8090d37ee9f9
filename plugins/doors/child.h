#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "plugins/doors/keeper.h"

namespace newsbus::plugins {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor();
    int get() const { return number_; }

private:
    int number_;
};

/// A program that answers each line on its stdin with a line on its stdout. It runs under newsbus-keeper (keeper.cpp):
/// with this object, or with newsbus, ends all that it ever started. When it dies, stays silent or says too much, that
/// is an Error here, never a signal or an endless wait.
class Child {
public:
    using Deadline = std::chrono::steady_clock::time_point;
    using LineSink = std::function<void(std::string_view line)>;

    /// Starts `command` (looked up in PATH) with exactly this environment. It and each process that it starts may have
    /// `memory` bytes of data (RLIMIT_DATA). `complaints` gets what it writes to stderr; who writes more than 6 MiB a
    /// second has to wait.
    static Result<std::unique_ptr<Child>> start(const std::vector<std::string>& command,
                                                const std::vector<std::string>& environment, std::uint64_t memory,
                                                LineSink complaints);

    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Sends a line and waits for the answer, both without the line break. Errc::plugin when the child ended, did not
    /// answer before `deadline`, answered more than `max_answer` bytes or without being asked, or when the descriptor
    /// `interrupt` became readable. After an error question and answer no longer match: destroy the child.
    Result<std::string> ask(std::string_view line, Deadline deadline, std::size_t max_answer, int interrupt);

private:
    Child(pid_t keeper, Descriptor lifeline, Descriptor in, Descriptor out, Descriptor err, LineSink complaints);

    Result<void> exchange(std::string_view& unsent, Deadline deadline, std::size_t max_answer, int interrupt);
    Result<bool> read_answer(std::size_t max_answer);  // is there a whole line?
    void read_complaints(Deadline now);
    std::optional<keeper::Report> hear(std::chrono::milliseconds longest);
    std::string ending();

    pid_t keeper_;
    Descriptor lifeline_, in_, out_, err_;
    LineSink complaints_;
    std::string answer_, complaint_;
    Deadline deaf_until_{};  // to complaints: it makes too many
};

}  // namespace newsbus::plugins

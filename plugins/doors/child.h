#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

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

/// A child process that answers lines on stdout to lines on stdin. It leads a process group of its own and dies with
/// this object, group and all. Its death, its silence and its noise are Errors here, never signals or endless waits.
class Child {
public:
    using Deadline = std::chrono::steady_clock::time_point;
    using LineSink = std::function<void(std::string_view line)>;

    /// Starts `command` (looked up in PATH) with exactly this environment. `complaints` gets what it writes to stderr.
    static Result<std::unique_ptr<Child>> start(const std::vector<std::string>& command,
                                                const std::vector<std::string>& environment, LineSink complaints);

    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Sends a line and waits for the answer, both without the line break. Errc::plugin when it ended, did not answer
    /// in time, answered more than `max_answer` bytes or said something that it was not asked for, or when `interrupt`
    /// became readable. After an error the conversation is out of step: the child has to go.
    Result<std::string> ask(std::string_view line, Deadline deadline, std::size_t max_answer, int interrupt);

private:
    Child(pid_t pid, Descriptor in, Descriptor out, Descriptor err, LineSink complaints);

    Result<void> exchange(std::string_view& unsent, Deadline deadline, std::size_t max_answer, int interrupt);
    Result<bool> read_answer(std::size_t max_answer);  // is there a whole line?
    void read_complaints();
    std::string ending();

    pid_t pid_;
    Descriptor in_, out_, err_;
    LineSink complaints_;
    std::string answer_, complaint_;
};

}  // namespace newsbus::plugins

#include "cli/interrupt.h"

#include "cli/reader_left.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <csignal>
#include <cstdint>

namespace newsbus::cli {
namespace {

constexpr std::array signals{SIGINT, SIGTERM, SIGHUP};

volatile std::sig_atomic_t taken = 0;  // the first that came
int bell = -1;                         // an eventfd: wakes wait()
std::array<struct sigaction, signals.size()> before;

void take(int signal) {
    int kept = errno;
    if (taken == 0) taken = signal;
    std::uint64_t one = 1;
    [[maybe_unused]] ssize_t rung = ::write(bell, &one, sizeof one);
    errno = kept;
}

}  // namespace

Interrupt::Interrupt() {
    assert(bell < 0);
    bell = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct sigaction action {};
    action.sa_handler = take;
    for (std::size_t i = 0; i < signals.size(); ++i) {
        ::sigaction(signals[i], nullptr, &before[i]);
        if (before[i].sa_handler != SIG_IGN) ::sigaction(signals[i], &action, nullptr);
    }
}

Interrupt::~Interrupt() {
    for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &before[i], nullptr);
    ::close(bell);
    bell = -1;
}

bool Interrupt::came() const {
    return was_interrupted();
}

bool Interrupt::wait(Duration time) const {
    using std::chrono::steady_clock;
    const auto end = steady_clock::now() + time;
    while (!came() && !reader_left()) {
        auto left = std::chrono::ceil<Duration>(end - steady_clock::now());
        if (left.count() <= 0) return true;
        // A reader that leaves is an error on the descriptor, which poll tells unasked.
        std::array<pollfd, 2> watched{{{bell, POLLIN, 0}, {STDOUT_FILENO, 0, 0}}};
        ::poll(watched.data(), watched.size(), static_cast<int>(std::min(left, Duration(60'000)).count()));
    }
    return false;
}

bool was_interrupted() {
    return taken != 0;
}

void end_by_signal_that_came() {
    if (taken == 0) return;
    ::signal(taken, SIG_DFL);
    ::raise(taken);
}

}  // namespace newsbus::cli

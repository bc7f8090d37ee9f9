#include "plugins/doors/child.h"

#include "base/places.h"
#include "plugins/doors/keeper.h"
#include "plugins/doors/keepers.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace newsbus::plugins {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_complaint = 500;
constexpr auto deafness = 10ms;     // after complaints, so that noise costs little
constexpr auto farewell = 200ms;    // to end by itself after SIGTERM
constexpr auto longest_start = 5s;  // of the keeper
constexpr auto longest_end = 3s;    // of the keeper, who gives up after two

Error failed(const std::string& what, int error) {
    return {Errc::plugin, what + ": " + std::strerror(error)};
}

/// One way between us and the child; both ends close on exec, ours does not block.
struct Ends {
    Descriptor ours, theirs;
};

Result<Ends> make_pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return failed("pipe", errno);
    Ends made{Descriptor(ends[0]), Descriptor(ends[1])};
    if (fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) return failed("pipe", errno);
    return made;
}

/// A socket and no pipe, because send() can be told not to raise SIGPIPE.
Result<Ends> make_socket(int type) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()) != 0) return failed("socketpair", errno);
    Ends made{Descriptor(ends[0]), Descriptor(ends[1])};
    if (fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) return failed("socketpair", errno);
    return made;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> list;
    list.reserve(texts.size() + 1);
    for (const std::string& text : texts) list.push_back(const_cast<char*>(text.c_str()));
    list.push_back(nullptr);
    return list;
}

/// posix_spawn's two option objects; the child starts with default signals, in a group of its own.
class SpawnSetup {
public:
    SpawnSetup() {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnSetup() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnSetup(const SpawnSetup&) = delete;
    SpawnSetup& operator=(const SpawnSetup&) = delete;

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

int milliseconds_until(Child::Deadline deadline) {
    auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

}  // namespace

Descriptor::~Descriptor() {
    if (number_ >= 0) close(number_);
}

Result<std::unique_ptr<Child>> Child::start(const std::vector<std::string>& command,
                                            const std::vector<std::string>& environment, std::uint64_t memory,
                                            LineSink complaints) {
    auto lifeline = make_socket(SOCK_SEQPACKET), in = make_socket(SOCK_STREAM);
    if (!lifeline) return lifeline.error();
    if (!in) return in.error();
    auto out = make_pipe(), err = make_pipe();
    if (!out) return out.error();
    if (!err) return err.error();

    SpawnSetup setup;
    posix_spawn_file_actions_adddup2(&setup.actions, in->theirs.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&setup.actions, out->theirs.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&setup.actions, err->theirs.get(), STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&setup.actions, lifeline->theirs.get(), keeper::lifeline);
    posix_spawn_file_actions_addclosefrom_np(&setup.actions, keeper::lifeline + 1);
    std::vector<std::string> words{own_places().keeper, std::to_string(memory)};
    words.insert(words.end(), command.begin(), command.end());
    std::vector<char*> arguments = pointers(words), variables = pointers(environment);
    pid_t pid = 0;
    auto spawn = [&](pid_t& keeper) {
        return posix_spawn(&keeper, arguments[0], &setup.actions, &setup.attributes, arguments.data(),
                           variables.data());
    };
    if (int error = Keepers::own().start(spawn, pid)) return failed(words[0], error);
    std::unique_ptr<Child> child(new Child(pid, std::move(lifeline->ours), std::move(in->ours), std::move(out->ours),
                                           std::move(err->ours), std::move(complaints)));
    lifeline->theirs = Descriptor();  // its end shows only if nobody else has it
    const std::optional<keeper::Report> report = child->hear(longest_start);
    if (!report) return Error{Errc::plugin, words[0] + ": says nothing"};
    if (report->value != 0) return failed(command[0], report->value);
    return child;
}

Child::Child(pid_t keeper, Descriptor lifeline, Descriptor in, Descriptor out, Descriptor err, LineSink complaints)
    : keeper_(keeper),
      lifeline_(std::move(lifeline)),
      in_(std::move(in)),
      out_(std::move(out)),
      err_(std::move(err)),
      complaints_(std::move(complaints)) {}

Child::~Child() {
    if (keeper_ <= 0) return;
    in_ = Descriptor();
    const keeper::Please please{};
    send(lifeline_.get(), &please, sizeof please, MSG_NOSIGNAL);
    pollfd wait{lifeline_.get(), POLLIN, 0};
    poll(&wait, 1, static_cast<int>(std::chrono::milliseconds(farewell).count()));
    ending();
}

/// What the keeper says next; nothing when it does not within that time.
std::optional<keeper::Report> Child::hear(std::chrono::milliseconds longest) {
    pollfd wait{lifeline_.get(), POLLIN, 0};
    while (poll(&wait, 1, static_cast<int>(longest.count())) < 0 && errno == EINTR) continue;
    keeper::Report report{};
    if (recv(lifeline_.get(), &report, sizeof report, MSG_DONTWAIT) != sizeof report) return std::nullopt;
    return report;
}

/// Ends whatever is left of the program and of what it started, and says in words how the program ended.
std::string Child::ending() {
    shutdown(lifeline_.get(), SHUT_WR);
    const std::optional<keeper::Report> report = hear(longest_end);
    Keepers::own().end(std::exchange(keeper_, 0), report.has_value());
    if (!report) return "ended with its keeper";
    if (WIFEXITED(report->value)) return "ended with exit code " + std::to_string(WEXITSTATUS(report->value));
    return "ended by signal " + std::to_string(WTERMSIG(report->value));
}

Result<std::string> Child::ask(std::string_view line, Deadline deadline, std::size_t max_answer, int interrupt) {
    auto early = read_answer(max_answer);
    if (!early) return early.error();
    if (!answer_.empty()) return Error{Errc::plugin, "wrote something that it was not asked for"};
    std::string sent(line);
    sent += '\n';
    std::string_view unsent = sent;
    if (auto done = exchange(unsent, deadline, max_answer, interrupt); !done) return done.error();
    std::size_t end = answer_.find('\n');
    std::string answer = answer_.substr(0, end);
    answer_.erase(0, end + 1);
    return answer;
}

/// Writes and reads at once until the answer is whole: a child may answer before it has read everything.
Result<void> Child::exchange(std::string_view& unsent, Deadline deadline, std::size_t max_answer, int interrupt) {
    for (Deadline now; (now = std::chrono::steady_clock::now()) < deadline;) {
        short write = unsent.empty() ? 0 : POLLOUT;
        const bool deaf = now < deaf_until_;
        std::array<pollfd, 4> wait{{{out_.get(), POLLIN, 0},
                                    {deaf ? -1 : err_.get(), POLLIN, 0},
                                    {write ? in_.get() : -1, write, 0},
                                    {interrupt, POLLIN, 0}}};
        int ready =
            poll(wait.data(), wait.size(), milliseconds_until(deaf ? std::min(deadline, deaf_until_) : deadline));
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0) return failed("poll", errno);
        if (wait[3].revents) return Error{Errc::plugin, "interrupted"};
        if (wait[1].revents) read_complaints(now);
        if (wait[2].revents) {
            ssize_t sent = send(in_.get(), unsent.data(), unsent.size(), MSG_NOSIGNAL);
            if (sent > 0)
                unsent.remove_prefix(static_cast<std::size_t>(sent));
            else if (sent < 0 && errno != EAGAIN && errno != EINTR)
                unsent = {};  // it reads no more; it may have answered
        }
        if (!wait[0].revents) continue;
        auto whole = read_answer(max_answer);
        if (!whole) return whole.error();
        if (*whole) return {};
    }
    return Error{Errc::plugin, "did not answer in time"};
}

Result<bool> Child::read_answer(std::size_t max_answer) {
    std::array<char, 64 * 1024> block;
    while (true) {
        ssize_t got = read(out_.get(), block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 && errno == EAGAIN) return false;
        if (got < 0) return failed("read", errno);
        if (got == 0) {
            read_complaints(std::chrono::steady_clock::now());
            return Error{Errc::plugin, ending()};
        }
        std::string_view part(block.data(), static_cast<std::size_t>(got));
        bool whole = part.find('\n') != std::string_view::npos;
        answer_ += part;
        if (answer_.size() > max_answer + 1)
            return Error{Errc::plugin, "answered more than " + std::to_string(max_answer) + " bytes"};
        if (whole) return true;
    }
}

void Child::read_complaints(Deadline now) {
    std::array<char, 4096> block;
    constexpr int most_blocks = 16;  // 64 KiB at a time, so that noise cannot hold us
    deaf_until_ = now + deafness;
    for (int i = 0; i < most_blocks; ++i) {
        ssize_t got = read(err_.get(), block.data(), block.size());
        if (got == 0) err_ = Descriptor();
        if (got <= 0) return;
        for (char c : std::string_view(block.data(), static_cast<std::size_t>(got))) {
            if (c != '\n') {
                if (complaint_.size() < longest_complaint) complaint_ += c;
                continue;
            }
            if (!complaint_.empty()) complaints_(complaint_);
            complaint_.clear();
        }
    }
}

}  // namespace newsbus::plugins

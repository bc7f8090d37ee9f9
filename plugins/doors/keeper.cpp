// newsbus-keeper stands between newsbus and a program of an `exec` plugin, so that nothing of it is left when it ends,
// or when newsbus does, by kill -9 too: processes that lost their parent become children of the keeper, whatever group
// or session they made for themselves. A program of its own, small, since it stays.

#include "plugins/doors/keeper.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>

namespace {

using namespace newsbus::plugins;

constexpr int wrong_use = 2;
constexpr int grace_ms = 20;      // for an end of its own that is under way
constexpr int most_rounds = 400;  // of killing, 5 ms each: who forks faster than that stays
constexpr int between_rounds_ms = 5;

pid_t program = 0;
int signals = -1;
bool program_ended = false;
int program_status = 0;

void report(keeper::Report::Kind kind, int value) {
    const keeper::Report message{kind, value};
    send(keeper::lifeline, &message, sizeof message, MSG_NOSIGNAL);
}

/// Takes what has ended. False when no child is left.
bool reap() {
    int status = 0;
    pid_t ended = 0;
    while ((ended = waitpid(-1, &status, WNOHANG)) > 0)
        if (ended == program) {
            program_ended = true;
            program_status = status;
        }
    return ended == 0;
}

/// Waits until some child has ended, so long at most.
void await_an_end(int milliseconds) {
    pollfd wait{signals, POLLIN, 0};
    poll(&wait, 1, milliseconds);
    signalfd_siginfo information{};
    while (read(signals, &information, sizeof information) > 0) continue;
}

void kill_children() {
    FILE* list = std::fopen("/proc/thread-self/children", "re");
    if (!list) {  // a kernel that does not tell
        if (!program_ended) kill(-program, SIGKILL);
        return;
    }
    int child = 0;
    while (std::fscanf(list, "%d", &child) == 1) kill(child, SIGKILL);
    std::fclose(list);
}

/// Children of those that are killed become ours, and are next.
void end_all() {
    for (int round = 0; round < most_rounds && reap(); ++round) {
        kill_children();
        await_an_end(between_rounds_ms);
    }
}

[[noreturn]] void become(char** command, std::uint64_t memory, int failure) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // should the keeper be killed
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    const rlimit data{memory, memory};
    if (setrlimit(RLIMIT_DATA, &data) == 0) execvp(command[0], command);
    const int why = errno;
    _exit(write(failure, &why, sizeof why) == sizeof why ? 127 : 126);
}

/// Starts the program; errno of what failed, 0 = nothing did.
int start(char** command, std::uint64_t memory) {
    int failure[2];
    if (pipe2(failure, O_CLOEXEC) != 0) return errno;
    program = fork();
    if (program < 0) return errno;
    if (program == 0) become(command, memory, failure[1]);
    for (int own : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO, failure[1]}) close(own);  // the program's now
    int why = 0;
    if (read(failure[0], &why, sizeof why) != sizeof why) why = 0;
    close(failure[0]);
    return why;
}

/// Until the program has ended or shall.
void keep() {
    while (reap() && !program_ended) {
        pollfd wait[2] = {{signals, POLLIN, 0}, {keeper::lifeline, POLLIN, 0}};
        poll(wait, 2, -1);
        if (wait[0].revents) await_an_end(0);
        if (!wait[1].revents) continue;
        keeper::Please please{};
        if (recv(keeper::lifeline, &please, sizeof please, MSG_DONTWAIT) > 0)
            kill(-program, SIGTERM);
        else
            return await_an_end(grace_ms);
    }
}

}  // namespace

int main(int count, char** words) {
    if (count < 3 || fcntl(keeper::lifeline, F_SETFD, FD_CLOEXEC) != 0) {
        std::fputs("newsbus-keeper is started by newsbus, for the programs of exec plugins\n", stderr);
        return wrong_use;
    }
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    sigset_t all, ends;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, nullptr);
    sigemptyset(&ends);
    sigaddset(&ends, SIGCHLD);
    signals = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
    const int failed = start(words + 2, std::strtoull(words[1], nullptr, 10));
    report(keeper::Report::started, failed);
    if (failed != 0) return EXIT_FAILURE;
    keep();
    end_all();
    report(keeper::Report::ended, program_status);
    return EXIT_SUCCESS;
}

#include "cli/demo_daemon.h"

#include <spdlog/fmt/fmt.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <optional>
#include <thread>
#include <utility>

namespace newsbus::cli {
namespace {

namespace fs = std::filesystem;

Error system_error(std::string_view what) {
    return Error{Errc::store, fmt::format("{}: {}", what, std::strerror(errno))};
}

constexpr std::string_view folder_prefix = "newsbus-demo-";

constexpr std::string_view head = R"(# Written by `newsbus demo`; the folder goes away with it.
[state]
dir = "{0}/state"
[bus]
publish = "{1}"
replay = "{2}"
heartbeat = "100ms"
[http]
allow_networks = ["127.0.0.0/8"]
min_interval = "1s"
host_pause = "10ms"
[control]
listen = "unix:{0}/control"
)";

constexpr std::string_view source = R"(
[[source]]
id = "{}"
url = "{}/{}"
interval = "1s"
max_interval = "1s"
full_text = "{}"
)";

std::string configuration(const DemoServer& server, const fs::path& folder, const std::string& publish,
                          const std::string& replay) {
    std::string text = fmt::format(fmt::runtime(head), folder.string(), publish, replay);
    for (const DemoSite& site : demo_sites())
        text += fmt::format(fmt::runtime(source), site.id, server.address(site.id), site.feed,
                            site.full_pages ? "always" : "never");
    return text;
}

/// Locks the folder of a demo, so that no other one takes it for abandoned. Nothing when somebody else has it.
std::optional<int> lock(const fs::path& folder, int flags) {
    int fd = ::open((folder / "lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
    if (fd < 0) return std::nullopt;
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
    ::close(fd);
    return std::nullopt;
}

/// Folders of this user whose demo was killed (SIGKILL), and so holds no lock any more.
void remove_abandoned(const fs::path& place) {
    std::error_code failed;
    for (fs::directory_iterator entry(place, failed), end; !failed && entry != end; entry.increment(failed)) {
        const fs::path& folder = entry->path();
        struct stat info {};
        if (!folder.filename().native().starts_with(folder_prefix) || ::lstat(folder.c_str(), &info) != 0) continue;
        if (!S_ISDIR(info.st_mode) || info.st_uid != ::geteuid()) continue;
        auto held = lock(folder, 0);
        if (!held) continue;
        std::error_code ignored;
        fs::remove_all(folder, ignored);
        ::close(*held);
    }
}

/// Runs in the child between fork and exec: system calls only.
[[noreturn]] void become(char* const* arguments, int log, pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    ::dup2(log, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    ::execv("/proc/self/exe", arguments);
    ::_exit(127);
}

}  // namespace

Result<DemoDaemon> DemoDaemon::prepare(const DemoServer& server, const std::string& data_dir) {
    std::error_code failed;
    fs::path place = fs::temp_directory_path(failed);
    if (failed) return Error{Errc::store, "no folder for temporary files: " + failed.message()};
    remove_abandoned(place);
    std::string name = (place / (std::string(folder_prefix) + "XXXXXX")).string();
    if (!::mkdtemp(name.data())) return system_error(name);

    DemoDaemon daemon;
    daemon.folder_ = name;
    daemon.lock_ = lock(daemon.folder_, O_CREAT).value_or(-1);
    daemon.data_dir_ = data_dir;
    daemon.publish_ = "ipc://" + name + "/publish";
    daemon.replay_ = "ipc://" + name + "/replay";
    std::ofstream file(daemon.config_file());
    file << configuration(server, daemon.folder_, daemon.publish_, daemon.replay_);
    file.close();
    if (!file) return system_error(daemon.config_file().string());
    return daemon;
}

DemoDaemon::DemoDaemon(DemoDaemon&& other) noexcept
    : folder_(std::exchange(other.folder_, {})),
      publish_(std::move(other.publish_)),
      replay_(std::move(other.replay_)),
      data_dir_(std::move(other.data_dir_)),
      lock_(std::exchange(other.lock_, -1)),
      child_(std::exchange(other.child_, 0)) {}

DemoDaemon::~DemoDaemon() {
    kill();
    std::error_code ignored;  // what is left lies among the temporary files
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
    if (lock_ >= 0) ::close(lock_);
}

Result<void> DemoDaemon::start() {
    const std::string log_name = (folder_ / "daemon.log").string();
    int log = ::open(log_name.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0) return system_error(log_name);

    std::vector<std::string> words{"newsbus", "run", "--config", config_file().string()};
    if (!data_dir_.empty()) words.insert(words.end(), {"--data-dir", data_dir_});
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    const pid_t parent = ::getpid();
    child_ = ::fork();
    if (child_ == 0) become(arguments.data(), log, parent);
    ::close(log);
    if (child_ < 0) {
        child_ = 0;
        return system_error("fork");
    }
    return {};
}

bool DemoDaemon::running() {
    if (child_ > 0 && ::waitpid(child_, nullptr, WNOHANG) == child_) child_ = 0;
    return child_ > 0;
}

void DemoDaemon::kill() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
}

bool DemoDaemon::stop() {
    if (child_ <= 0) return false;
    ::kill(child_, SIGTERM);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    int status = 0;
    while (::waitpid(child_, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > deadline) return false;  // the destructor kills it
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    child_ = 0;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string DemoDaemon::last_log_lines(int count) const {
    std::ifstream file(folder_ / "daemon.log");
    std::deque<std::string> lines;
    for (std::string line; std::getline(file, line);) {
        lines.push_back(std::move(line));
        if (lines.size() > static_cast<std::size_t>(count)) lines.pop_front();
    }
    std::string text;
    for (const std::string& line : lines) text += line + '\n';
    return text;
}

}  // namespace newsbus::cli

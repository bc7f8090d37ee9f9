#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/demo_site.h"

namespace newsbus::cli {

/// The daemon of the demo: a child process of this same program, with state and configuration in a temporary folder.
/// The destructor kills the child and removes the folder; the child also dies when the demo does. Folders of demos that
/// were killed themselves are removed by the next demo.
class DemoDaemon {
public:
    /// Makes the folder and writes the configuration: each site is a source, polled every second.
    static Result<DemoDaemon> prepare(const DemoServer& server, const std::string& data_dir);
    DemoDaemon(DemoDaemon&& other) noexcept;
    DemoDaemon& operator=(DemoDaemon&&) = delete;
    ~DemoDaemon();

    Result<void> start();
    bool running();  ///< false when the child has ended
    void kill();     ///< SIGKILL, as a power cut would
    bool stop();     ///< SIGTERM; true when it ended with exit code 0 within 10 s

    const std::string& publish() const { return publish_; }
    const std::string& replay() const { return replay_; }
    std::filesystem::path config_file() const { return folder_ / "newsbus.toml"; }
    std::string last_log_lines(int count) const;

private:
    DemoDaemon() = default;

    std::filesystem::path folder_;
    std::string publish_, replay_, data_dir_;
    int lock_ = -1;  ///< held while the folder is in use
    pid_t child_ = 0;
};

}  // namespace newsbus::cli

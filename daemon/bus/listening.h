#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace newsbus::bus {

/// May a socket be bound at that path? A dead socket may stand there, nothing else. An endpoint without a file is
/// always free: a port that is taken shows when it is bound. Errors name the endpoint.
Result<void> check_free(const std::string& endpoint);

/// How many connections one endpoint may have: 1,024, and no more than a quarter of the open files allowed, because the
/// daemon needs descriptors for other things too.
std::size_t connections_allowed();

/// A file descriptor that is closed with its owner; -1 = none.
class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor();

    int get() const { return fd_; }

private:
    int fd_;
};

/// A socket that listens; of ipc, its file goes with it.
struct Listening {
    Descriptor socket;
    std::string endpoint;  ///< as bound: the port stands where * was
    std::string file;      ///< of ipc: for its owner and its group

    Listening(Descriptor s, std::string e, std::string f)
        : socket(std::move(s)), endpoint(std::move(e)), file(std::move(f)) {}
    Listening(Listening&& other) noexcept = default;
    ~Listening();
};

/// Opens a stream socket at an endpoint such as "tcp://127.0.0.1:*" or "ipc:///run/newsbus/replay".
/// Fails with Errc::config when the endpoint is not acceptable, with Errc::network when it cannot be bound, naming it.
Result<Listening> listen_at(const std::string& endpoint);

}  // namespace newsbus::bus

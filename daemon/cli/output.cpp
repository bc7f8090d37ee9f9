#include "cli/output.h"

#include "cli/command.h"
#include "cli/interrupt.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <iostream>
#include <streambuf>

namespace newsbus::cli {

/// Collects bytes for write(2). After the first error it takes nothing more, and `error()` says why.
class Output::Buffer final : public std::streambuf {
public:
    explicit Buffer(std::streambuf* before) : before_(before) { clear(); }
    std::streambuf* before() const { return before_; }
    int error() const { return error_; }

private:
    int_type overflow(int_type next) override {
        if (!write_all()) return traits_type::eof();
        if (!traits_type::eq_int_type(next, traits_type::eof())) sputc(traits_type::to_char_type(next));
        return traits_type::not_eof(next);
    }
    int sync() override { return write_all() ? 0 : -1; }

    void clear() { setp(bytes_.data(), bytes_.data() + bytes_.size()); }

    bool write_all() {
        for (const char* at = pbase(); at < pptr() && error_ == 0;) {
            auto left = static_cast<std::size_t>(pptr() - at);
            // Who was told to end writes what is taken at once, and does not wait for a reader that has stopped
            // reading.
            if (was_interrupted() && !is_writable(0)) error_ = EPIPE;
            if (error_ != 0) break;
            ssize_t wrote =
                ::write(STDOUT_FILENO, at, was_interrupted() ? std::min<std::size_t>(left, PIPE_BUF) : left);
            if (wrote >= 0)
                at += wrote;
            else if (errno == EAGAIN)  // somebody made it non-blocking
                is_writable(-1);
            else if (errno != EINTR)
                error_ = errno;
        }
        clear();
        return error_ == 0;
    }

    static bool is_writable(int patience) {
        pollfd wanted{STDOUT_FILENO, POLLOUT, 0};
        return ::poll(&wanted, 1, patience) > 0;
    }

    std::streambuf* before_;
    int error_ = 0;
    std::array<char, 1 << 16> bytes_;
};

namespace {

/// A descriptor that was closed by the caller (`>&-`) is opened the wrong way round: using it still fails.
void open_closed_descriptors() {
    for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF) ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace

Output::Output() {
    open_closed_descriptors();
    ::signal(SIGPIPE, SIG_IGN);
    std::ios::sync_with_stdio(false);
    buffer_ = std::make_unique<Buffer>(std::cout.rdbuf());
    std::cout.rdbuf(buffer_.get());
}

Output::~Output() {
    std::cout.flush();
    std::cout.rdbuf(buffer_->before());
}

int Output::finish(std::string_view command, int code) {
    std::cout.flush();
    if (buffer_->error() == 0 || buffer_->error() == EPIPE) return code;
    std::cerr << command << ": standard output: " << std::strerror(buffer_->error()) << '\n';
    return code == exit_ok ? exit_failed : code;
}

}  // namespace newsbus::cli

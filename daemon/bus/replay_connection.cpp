#include "bus/replay_connection.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace newsbus::bus {
namespace {

constexpr std::size_t piece = 4096;           // read at a time, so that a turn of the loop is short
constexpr std::size_t unread_answers = 8192;  // bytes: while more than these wait, no request is read
constexpr std::size_t kept_block = 64 << 10;  // capacity that an empty queue may keep
constexpr std::chrono::seconds patience{30};  // with a peer that takes nothing
constexpr std::chrono::seconds speaking{10};  // the time that a greeting or a request may take

}  // namespace

ReplayConnection::ReplayConnection(Descriptor socket, std::string id, SteadyTime now)
    : socket_(std::move(socket)), id_(std::move(id)), out_(zeromq::zmtp_opening()), heard_(now), moved_(now) {}

bool ReplayConnection::end(const char* why) {
    why_ = why;
    return false;
}

bool ReplayConnection::receive() {
    std::array<char, piece> bytes;
    ssize_t got = recv(fd(), bytes.data(), bytes.size(), 0);
    if (got == 0) return end("it left");
    if (got < 0) return errno == EAGAIN || errno == EINTR || end("the connection broke");
    in_.assign(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

/// Reads on in what was received, as long as its answers find room.
bool ReplayConnection::read_messages(const Take& take) {
    using Step = zeromq::ZmtpReader::Step;
    std::string_view rest = in_;
    Step step = Step::message;
    while (step != Step::hungry && waiting() < unread_answers) {
        step = reader_.read(rest);
        if (step == Step::broken) return end(reader_.fault());
        if (step == Step::message) take(id_, reader_.message());
        if (step == Step::answer) out_ += reader_.answer();
    }
    in_.erase(0, in_.size() - rest.size());
    return true;
}

bool ReplayConnection::serve(bool readable, SteadyTime now, const Take& take) {
    if (!flush(now)) return false;
    if (readable && in_.empty() && waiting() < unread_answers && !receive()) return false;
    do {
        if (!read_messages(take) || !flush(now)) return false;
    } while (!in_.empty() && waiting() < unread_answers);
    if (!reader_.is_amid()) heard_ = now;
    return true;
}

bool ReplayConnection::flush(SteadyTime now) {
    while (waiting() > 0) {
        ssize_t gone = send(fd(), out_.data() + sent_, waiting(), MSG_NOSIGNAL);
        if (gone < 0 && errno == EINTR) continue;
        if (gone < 0) {
            if (errno != EAGAIN) return end("the connection broke");
            break;
        }
        sent_ += static_cast<std::size_t>(gone);
        moved_ = now;
    }
    if (waiting() == 0) {
        sent_ = 0;
        out_.clear();
        if (out_.capacity() > kept_block) out_ = {};
    } else if (sent_ > out_.size() / 2) {
        out_ = out_.substr(sent_);
        sent_ = 0;
    }
    return true;
}

void ReplayConnection::add(std::initializer_list<std::string_view> frames, SteadyTime now) {
    if (waiting() == 0) moved_ = now;
    zeromq::append_zmtp_message(out_, frames);
}

std::uint32_t ReplayConnection::interest() const {
    bool reads = in_.empty() && waiting() < unread_answers;
    return EPOLLRDHUP | (reads ? EPOLLIN : 0u) | (waiting() > 0 ? EPOLLOUT : 0u);
}

SteadyTime ReplayConnection::deadline() const {
    SteadyTime deadline = SteadyTime::max();
    // While its answers wait, it is we who do not read on.
    if (waiting() > 0)
        deadline = moved_ + patience;
    else if (reader_.is_amid())
        deadline = heard_ + speaking;
    return deadline;
}

}  // namespace newsbus::bus

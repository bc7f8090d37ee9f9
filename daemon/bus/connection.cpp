#include "bus/connection.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <utility>

namespace newsbus::bus {
namespace {

constexpr std::size_t piece = 4096;  // read at a time, so that a turn of the loop is short
constexpr int frames_a_breath = 2000;
constexpr std::size_t unread_answers = 8192;  // bytes: while more than these wait, nothing is read
constexpr std::size_t sent_at_once = 64;      // messages
constexpr std::chrono::seconds speaking{10};  // the time that a greeting or a message may take

std::string wire_bytes(std::initializer_list<std::string_view> frames) {
    constexpr std::size_t longest_head = 9;
    std::size_t size = 0;
    for (const std::string_view& frame : frames) size += longest_head + frame.size();
    std::string bytes;
    bytes.reserve(size);
    zeromq::append_zmtp_message(bytes, frames);
    return bytes;
}

}  // namespace

Wire::Wire(std::string bytes, std::size_t& sum) : bytes_(std::move(bytes)), sum_(sum) {
    sum_ += cost();
}

Wire::Wire(std::initializer_list<std::string_view> frames, std::size_t& sum) : Wire(wire_bytes(frames), sum) {}

Wire::~Wire() {
    sum_ -= cost();
}

Connection::Connection(Descriptor socket, std::uint64_t id, const ConnectionKind& kind, Kept& kept, SteadyTime now)
    : socket_(std::move(socket)), id_(id), kind_(kind), kept_(kept), reader_(kind.socket), heard_(now), moved_(now) {
    answer_first(zeromq::zmtp_opening(kind.socket), now);
}

Connection::~Connection() {
    kept_.input -= input_;
    kept_.messages -= queue_.size() * place;
}

bool Connection::end(const char* why) {
    why_ = why;
    return false;
}

bool Connection::receive() {
    std::array<char, piece> bytes;
    ssize_t got = recv(fd(), bytes.data(), bytes.size(), 0);
    if (got == 0) return end("it left");
    if (got < 0) return errno == EAGAIN || errno == EINTR || end("the connection broke");
    in_.assign(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

bool Connection::may_read() const {
    return answers_ < unread_answers && frames_ > 0;
}

/// Reads on in what was received, as long as its answers find room.
bool Connection::read_messages(SteadyTime now, const Take& take) {
    using Step = zeromq::ZmtpReader::Step;
    std::string_view rest = in_;
    if (!rest.empty() && !reader_.is_amid()) heard_ = now;
    while (may_read()) {
        const Step step = reader_.read(rest);
        if (step == Step::broken) return end(reader_.fault());
        if (step == Step::hungry) break;
        --frames_;
        if (!reader_.is_amid()) heard_ = now;
        if (step == Step::message) take(reader_.take_message());
        if (step == Step::answer) answer_first(reader_.answer(), now);
    }
    in_.erase(0, in_.size() - rest.size());
    return true;
}

bool Connection::serve(bool readable, SteadyTime now, const Take& take) {
    if (!flush(now)) return false;
    if (now - breathed_ >= breath) {
        breathed_ = now;
        frames_ = frames_a_breath;
    }
    if (readable && in_.empty() && may_read() && !receive()) return false;
    do {
        if (!read_messages(now, take) || !flush(now)) return false;
    } while (!in_.empty() && may_read());
    count_input();
    return true;
}

void Connection::count_input() {
    const std::size_t bytes = in_.size() + reader_.kept();
    kept_.input += bytes - input_;  // either way: sizes count modulo 2^64
    input_ = bytes;
}

bool Connection::flush(SteadyTime now) {
    while (!queue_.empty()) {
        std::array<iovec, sent_at_once> parts;
        std::size_t count = 0;
        for (const Item& item : queue_) {
            if (count == parts.size()) break;
            const std::string_view bytes = item.message->bytes().substr(count == 0 ? sent_ : 0);
            parts[count++] = {const_cast<char*>(bytes.data()), bytes.size()};
        }
        msghdr message{};
        message.msg_iov = parts.data();
        message.msg_iovlen = count;
        const ssize_t gone = sendmsg(fd(), &message, MSG_NOSIGNAL);
        if (gone < 0 && errno == EINTR) continue;
        if (gone < 0) return errno == EAGAIN || end("the connection broke");
        taken(static_cast<std::size_t>(gone));
        moved_ = now;
    }
    return true;
}

/// The kernel took so many bytes of the queue.
void Connection::taken(std::size_t bytes) {
    while (bytes > 0) {
        assert(!queue_.empty());
        const Item& first = queue_.front();
        const std::size_t part = std::min(bytes, first.message->bytes().size() - sent_);
        bytes -= part;
        sent_ += part;
        if (sent_ < first.message->bytes().size()) return;
        if (first.is_answer) answers_ -= first.cost();
        kept_.messages -= place;
        sent_ = 0;
        queue_.pop_front();
    }
}

void Connection::entered(const Item& item) {
    if (queue_.empty()) moved_ = item.since;
    if (item.is_answer) answers_ += item.cost();
    kept_.messages += place;
}

void Connection::add(Item item) {
    entered(item);
    queue_.push_back(std::move(item));
}

/// Answers to commands do not wait behind messages: a peer takes their lateness for death. Who asks for them has waited
/// as long as before.
void Connection::answer_first(std::string bytes, SteadyTime now) {
    Item item{std::make_shared<Wire>(std::move(bytes), kept_.messages), true, queue_.empty() ? now : waiting_since()};
    entered(item);
    queue_.insert(queue_.begin() + (sent_ > 0 ? 1 : 0), std::move(item));
}

std::uint32_t Connection::interest() const {
    return EPOLLRDHUP | (in_.empty() && may_read() ? EPOLLIN : 0u) | (queue_.empty() ? 0u : EPOLLOUT);
}

std::optional<SteadyTime> Connection::unfinished_since() const {
    return reader_.kept() > 0 ? std::optional(heard_) : std::nullopt;
}

SteadyTime Connection::deadline() const {
    SteadyTime deadline = SteadyTime::max();
    if (!queue_.empty() && kind_.patience) deadline = moved_ + *kind_.patience;
    // While its answers wait, it is we who do not read on.
    if (answers_ == 0 && reader_.is_amid()) deadline = std::min(deadline, heard_ + speaking);
    return deadline;
}

}  // namespace newsbus::bus

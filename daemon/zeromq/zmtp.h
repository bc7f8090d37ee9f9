#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsbus::zeromq {

// ZMTP 3.1 (rfc.zeromq.org/spec/37) is what ZeroMQ sockets speak on a connection: a greeting of 64 bytes, a command
// READY from both sides, then messages. Written here for the sockets that strangers send to, those of the daemon:
// libzmq keeps all frames of a message before it hands out the first, and has no limit for how many there are; and it
// counts what it keeps for a peer in messages, not in bytes. No security mechanism (NULL), no socket of ours connects.

/// What a socket of ours is, who may connect to it, and what its peers' messages may be. Beyond `longest_message` (all
/// frames and their heads together) the connection is broken; below it more than is kept is read and forgotten.
struct ZmtpSocket {
    std::string_view type;                     ///< as READY names it
    std::array<std::string_view, 3> partners;  ///< types of peers; "" = no further
    std::size_t kept_of_frame;                 ///< bytes of the first frame
    std::size_t longest_message;
};

/// One byte more is kept than a request may have, so that a longer one can be told.
inline constexpr ZmtpSocket router{"ROUTER", {"DEALER", "REQ", "ROUTER"}, (64 << 10) + 1, 1 << 20};
/// Its peers send subscriptions only; a topic has about 4,080 bytes at most.
inline constexpr ZmtpSocket publisher{"PUB", {"SUB", "XSUB", ""}, 4096, 4096};

/// What the side that listens sends as soon as somebody connects: its greeting and its READY.
std::string zmtp_opening(const ZmtpSocket& socket);

/// Appends one message to `out`.
void append_zmtp_message(std::string& out, std::initializer_list<std::string_view> frames);

/// Reads what peers of a socket of ours send, in pieces of any size. Bounded: it keeps the first frame of the message
/// that is being read, up to a limit, of the second only that there was one, and a command of at most 4 KiB.
class ZmtpReader {
public:
    enum class Step {
        hungry,   ///< all of the bytes are taken, more are needed
        part,     ///< a frame of a message that goes on is whole, or a command with nothing to tell
        message,  ///< a message is whole: message()
        answer,   ///< a PING wants this back: answer()
        broken,   ///< this is no ZMTP 3, or past a limit: fault() says what. The connection is to be ended.
    };

    explicit ZmtpReader(const ZmtpSocket& socket) : socket_(socket) {}

    /// Takes from the front of `bytes` up to the end of the next thing to tell.
    Step read(std::string_view& bytes);

    /// The message, once: its first frame, and an empty second one when there were more. To a publisher a subscription
    /// is a message as in ZMTP 3.0, of one frame: a byte 1, or 0 to take it back, then the topic.
    std::vector<std::string> take_message() { return std::exchange(message_, {}); }
    const std::string& answer() const { return answer_; }
    const char* fault() const { return fault_; }

    /// Have both sides said hello?
    bool is_open() const { return open_; }
    /// Is a message, or the opening, only partly here?
    bool is_amid() const { return !open_ || in_message_ || in_body_ || !head_.empty(); }
    /// Bytes of memory that what is not whole yet, or not taken, has.
    std::size_t kept() const;

private:
    Step read_greeting(std::string_view& bytes);
    Step read_head(std::string_view& bytes);
    Step read_body(std::string_view& bytes);
    Step end_frame();
    Step end_command();
    Step break_off(const char* why);
    Step end_opening(std::string_view name, std::string_view metadata);
    Step end_subscription(bool adds, std::string_view topic);

    const ZmtpSocket& socket_;
    bool greeted_ = false, open_ = false;
    std::string head_;                     // of the greeting, then of a frame: what has come so far
    bool in_body_ = false;                 // a frame's head is read
    bool in_message_ = false;              // further frames of a message follow
    bool more_ = false, command_ = false;  // of the frame
    std::uint64_t left_ = 0;               // bytes of the frame to come
    std::size_t size_ = 0;                 // of the message so far
    std::string body_;                     // of the frame, as far as it is kept
    std::vector<std::string> message_;
    std::string answer_;
    const char* fault_ = "";
};

}  // namespace newsbus::zeromq

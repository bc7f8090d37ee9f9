#include "zeromq/zmtp.h"

#include <algorithm>
#include <cstdint>

namespace newsbus::zeromq {
namespace {

constexpr std::size_t greeting_size = 64;
constexpr std::size_t longest_command = 4096;
constexpr std::size_t longest_context = 16;  // of a PING, given back in the PONG

// Of a frame's first byte.
constexpr unsigned char more_flag = 1, long_flag = 2, command_flag = 4;

/// A number of `bytes` bytes, the highest first.
void append_number(std::string& out, std::uint64_t number, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>((number >> shift) & 0xff);
}

std::uint64_t number_of(std::string_view bytes) {
    std::uint64_t number = 0;
    for (char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

void append_frame(std::string& out, unsigned char flags, std::string_view body) {
    const bool is_long = body.size() > 255;
    out += static_cast<char>(flags | (is_long ? long_flag : 0));
    append_number(out, body.size(), is_long ? 8 : 1);
    out += body;
}

/// A string that grows by itself may take twice what it holds: this one takes no more than `most` bytes.
void append_within(std::size_t most, std::string& text, std::string_view piece) {
    const std::size_t size = text.size() + piece.size();
    if (size > text.capacity()) {
        std::string larger;
        larger.reserve(std::max(size, std::min(most, 2 * text.capacity())));
        text.swap(larger.append(text));
    }
    text += piece;
}

/// The name of a command, taken from its front; "" when it has none.
std::string_view take_name(std::string_view& command) {
    if (command.empty()) return {};
    auto size = static_cast<unsigned char>(command[0]);
    if (command.size() < 1u + size) return {};
    std::string_view name = command.substr(1, size);
    command.remove_prefix(1u + size);
    return name;
}

/// The value of a property in the metadata of READY; "" when it is not there. Names are compared without case.
std::string property(std::string_view metadata, std::string_view wanted) {
    auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    while (!metadata.empty()) {
        std::string_view name = take_name(metadata);
        if (name.empty() || metadata.size() < 4) return {};
        std::uint64_t size = number_of(metadata.substr(0, 4));
        metadata.remove_prefix(4);
        if (size > metadata.size()) return {};
        if (std::equal(name.begin(), name.end(), wanted.begin(), wanted.end(), same))
            return std::string(metadata.substr(0, size));
        metadata.remove_prefix(size);
    }
    return {};
}

/// Why this greeting is not the one of a peer that we can speak with; nullptr when it is.
const char* fault_of_greeting(std::string_view greeting) {
    if (static_cast<unsigned char>(greeting[0]) != 0xff || (greeting.size() > 9 && greeting[9] != 0x7f))
        return "no ZMTP greeting";
    if (greeting.size() > 10 && greeting[10] < 3) return "ZMTP older than 3";
    if (greeting.size() < greeting_size) return nullptr;
    constexpr std::string_view null_mechanism("NULL\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
    return greeting.substr(12, 20) == null_mechanism ? nullptr : "a security mechanism other than NULL";
}

}  // namespace

std::string zmtp_opening(const ZmtpSocket& socket) {
    std::string opening("\xff\0\0\0\0\0\0\0\0\x7f\x03\x01NULL", 16);
    opening.resize(greeting_size);
    std::string ready("\5READY\xbSocket-Type", 18);
    append_number(ready, socket.type.size(), 4);
    append_frame(opening, command_flag, ready += socket.type);
    return opening;
}

void append_zmtp_message(std::string& out, std::initializer_list<std::string_view> frames) {
    for (const std::string_view& frame : frames) append_frame(out, &frame == frames.end() - 1 ? 0 : more_flag, frame);
}

std::size_t ZmtpReader::kept() const {
    const auto beside = [](const std::string& text) {
        return text.capacity() > std::string().capacity() ? text.capacity() : 0;
    };
    return beside(body_) + (message_.empty() ? 0 : beside(message_[0]));
}

ZmtpReader::Step ZmtpReader::break_off(const char* why) {
    fault_ = why;
    return Step::broken;
}

ZmtpReader::Step ZmtpReader::read(std::string_view& bytes) {
    if (*fault_) return Step::broken;
    while (!bytes.empty() || (in_body_ && left_ == 0)) {
        Step step = !greeted_ ? read_greeting(bytes) : !in_body_ ? read_head(bytes) : read_body(bytes);
        if (step != Step::hungry) return step;
    }
    return Step::hungry;
}

ZmtpReader::Step ZmtpReader::read_greeting(std::string_view& bytes) {
    std::size_t count = std::min(greeting_size - head_.size(), bytes.size());
    head_ += bytes.substr(0, count);
    bytes.remove_prefix(count);
    if (const char* fault = fault_of_greeting(head_)) return break_off(fault);
    if (head_.size() == greeting_size) {
        greeted_ = true;
        head_.clear();
    }
    return Step::hungry;
}

ZmtpReader::Step ZmtpReader::read_head(std::string_view& bytes) {
    head_ += bytes.front();
    bytes.remove_prefix(1);
    auto flags = static_cast<unsigned char>(head_[0]);
    if (flags > 7 || (flags & (command_flag | more_flag)) == (command_flag | more_flag))
        return break_off("a frame with unknown flags");
    if (head_.size() < ((flags & long_flag) ? 9u : 2u)) return Step::hungry;
    more_ = flags & more_flag;
    command_ = flags & command_flag;
    left_ = number_of(std::string_view(head_).substr(1));
    if (command_ ? left_ > longest_command : left_ > socket_.longest_message)
        return break_off("a frame that is too long");
    if (!command_ && (size_ += head_.size() + left_) > socket_.longest_message)
        return break_off("a message that is too long");
    if (!command_ && !open_) return break_off("a message before READY");
    head_.clear();
    in_body_ = true;
    return Step::hungry;
}

ZmtpReader::Step ZmtpReader::read_body(std::string_view& bytes) {
    std::size_t count = std::min<std::uint64_t>(left_, bytes.size());
    // Of further frames nothing is kept, of the first no more than a reader wants to know.
    std::size_t most = command_ ? longest_command : in_message_ ? 0 : socket_.kept_of_frame;
    append_within(most, body_, bytes.substr(0, std::min(count, most - std::min(most, body_.size()))));
    bytes.remove_prefix(count);
    left_ -= count;
    return left_ == 0 ? end_frame() : Step::hungry;
}

ZmtpReader::Step ZmtpReader::end_frame() {
    in_body_ = false;
    if (command_) return end_command();
    if (!in_message_) message_.clear();
    if (message_.size() < 2) message_.push_back(std::move(body_));
    body_ = {};
    in_message_ = more_;
    if (more_) return Step::part;
    size_ = 0;
    return Step::message;
}

ZmtpReader::Step ZmtpReader::end_command() {
    std::string command = std::move(body_);
    body_ = {};
    std::string_view rest = command;
    std::string_view name = take_name(rest);
    if (!open_) return end_opening(name, rest);
    if (name == "ERROR") return break_off("the peer says ERROR");
    if (socket_.type == publisher.type && (name == "SUBSCRIBE" || name == "CANCEL"))
        return end_subscription(name == "SUBSCRIBE", rest);
    if (name != "PING" || rest.size() < 2) return Step::part;
    answer_.clear();
    append_frame(answer_, command_flag, "\4PONG" + std::string(rest.substr(2, longest_context)));
    return Step::answer;
}

ZmtpReader::Step ZmtpReader::end_opening(std::string_view name, std::string_view metadata) {
    if (name != "READY") return break_off("no READY");
    const std::string type = property(metadata, "Socket-Type");
    if (type.empty() || std::ranges::count(socket_.partners, type) == 0)
        return break_off("a socket of a type that is not served here");
    open_ = true;
    return Step::part;
}

ZmtpReader::Step ZmtpReader::end_subscription(bool adds, std::string_view topic) {
    if (in_message_) return break_off("a subscription amid a message");
    message_.assign(1, std::string(1, adds ? '\1' : '\0').append(topic));
    return Step::message;
}

}  // namespace newsbus::zeromq

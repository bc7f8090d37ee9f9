#pragma once

#include <memory>
#include <string_view>

namespace newsbus::cli {

/// Standard output while a command runs: takes std::cout over, keeps the reason why a write failed, and has SIGPIPE
/// ignored, so that a command whose reader leaves (`newsbus replay | head`) cleans up after itself instead of dying.
/// One for the whole program. Standard descriptors that were closed are opened first, so that no file takes their
/// place.
class Output {
public:
    Output();
    ~Output();
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    /// Writes what is left. Gives the exit code of a command that ended with `code`: a reader that left is no failure,
    /// a disk that is full is one, told on stderr in the name of `command`.
    int finish(std::string_view command, int code);

private:
    class Buffer;
    std::unique_ptr<Buffer> buffer_;
};

}  // namespace newsbus::cli

#pragma once

#include <memory>
#include <string_view>

namespace newsbus::cli {

/// Standard output while a command runs. It replaces the buffer of std::cout and keeps the reason of a failed write. It
/// ignores SIGPIPE, so that a command whose reader leaves (`newsbus replay | head`) cleans up and does not just die.
/// Standard descriptors that are closed are opened first, so that no file gets their numbers.
/// One for the whole program.
class Output {
public:
    Output();
    ~Output();
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    /// Writes what is left. Returns the exit code of a command that ended with `code`: a reader that left is no
    /// failure; a full disk is one, and is reported on stderr in the name of `command`.
    int finish(std::string_view command, int code);

private:
    class Buffer;
    std::unique_ptr<Buffer> buffer_;
};

}  // namespace newsbus::cli

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newsbus {

/// Does it begin as gzip does (RFC 1952)?
bool is_gzip(std::string_view bytes);

/// Does it begin as a zlib stream does (RFC 1950), with the usual window? A text may, too, if it begins with an "x".
bool is_zlib(std::string_view bytes);

/// What came out of a gzip file.
struct Unzipped {
    std::string bytes;
    bool whole = true;  ///< false: the file is cut short or damaged, or went on past `limit`
};

/// Unpacks a gzip file, also one of several members. Never makes more than `limit` bytes, whatever a decompression bomb
/// would expand to. A broken file gives what could be read of it. Fails with Errc::syntax when that is nothing.
Result<Unzipped> gunzip(std::string_view bytes, std::size_t limit);

/// A body as it reads, whatever was said about it: unpacked when it is gzip or zlib by its first bytes, else as it is.
class Plain {
public:
    /// Twice packed is unpacked twice. What cannot be unpacked stays as it is. `body` must live as long.
    explicit Plain(std::string_view body, std::size_t limit = 32 << 20);
    Plain(const Plain&) = delete;
    Plain& operator=(const Plain&) = delete;

    std::string_view bytes() const { return bytes_; }
    bool whole() const { return whole_; }  ///< false: as Unzipped::whole

private:
    std::string unpacked_;
    std::string_view bytes_;
    bool whole_ = true;
};

}  // namespace newsbus

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newsbus {

/// Does it begin as gzip does (RFC 1952)?
bool is_gzip(std::string_view bytes);

/// What came out of a gzip file.
struct Unzipped {
    std::string bytes;
    bool whole = true;  ///< false: the file is cut short or damaged, or went on past `limit`
};

/// Unpacks a gzip file, also one of several members. Never makes more than `limit` bytes, whatever a decompression bomb
/// would expand to. A broken file gives what could be read of it. Fails with Errc::syntax when that is nothing.
Result<Unzipped> gunzip(std::string_view bytes, std::size_t limit);

}  // namespace newsbus

#include "base/gunzip.h"

#include "base/freed.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

namespace newsbus {
namespace {

constexpr int any_window = 15 + 32;  // zlib's way to say: gzip or zlib, as the first bytes tell

/// Inflates member after member until the input ends, `out` is full or something is wrong. True when all was read.
bool inflate_all(z_stream& stream, std::string& out, std::size_t limit) {
    std::array<char, 16 << 10> buffer;
    while (out.size() < limit) {
        std::size_t room = std::min(buffer.size(), limit - out.size());
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(room);
        int answer = inflate(&stream, Z_NO_FLUSH);
        out.append(buffer.data(), room - stream.avail_out);
        if (answer == Z_STREAM_END) {
            // What is no further member is padding (RFC 1952 section 2.2).
            std::string_view rest(reinterpret_cast<const char*>(stream.next_in), stream.avail_in);
            if (!is_gzip(rest)) return true;
            if (inflateReset(&stream) != Z_OK) return false;
        } else if (answer != Z_OK) {
            return false;
        }
    }
    return false;
}

}  // namespace

bool is_gzip(std::string_view bytes) {
    return bytes.starts_with("\x1f\x8b\x08");
}

bool is_zlib(std::string_view bytes) {
    if (bytes.size() < 8 || bytes[0] != '\x78') return false;
    return (0x7800 + static_cast<unsigned char>(bytes[1])) % 31 == 0 && (bytes[1] & 0x20) == 0;
}

Result<Unzipped> gunzip(std::string_view bytes, std::size_t limit) {
    z_stream stream{};
    if (inflateInit2(&stream, any_window) != Z_OK) return Error{Errc::syntax, "gzip: zlib does not start"};
    std::unique_ptr<z_stream, Freed<inflateEnd>> ended(&stream);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max()));
    Unzipped unzipped;
    unzipped.whole = inflate_all(stream, unzipped.bytes, limit);
    if (unzipped.bytes.empty() && !unzipped.whole) return Error{Errc::syntax, "gzip: damaged from the start"};
    return unzipped;
}

Plain::Plain(std::string_view body, std::size_t limit) : bytes_(body) {
    for (int layer = 0; layer < 2 && (is_gzip(bytes_) || is_zlib(bytes_)); ++layer) {
        auto unzipped = gunzip(bytes_, limit);
        if (!unzipped || (!unzipped->whole && is_zlib(bytes_) && unzipped->bytes.size() < bytes_.size())) return;
        unpacked_ = std::move(unzipped->bytes);
        bytes_ = unpacked_;
        whole_ = whole_ && unzipped->whole;
    }
}

}  // namespace newsbus

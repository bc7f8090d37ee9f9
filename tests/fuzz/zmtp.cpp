// What a peer of the bus sends: the first byte says in which pieces it comes, and its lowest bit to which endpoint.
// Whatever comes is read or broken off, little of it is kept, and the pieces make no difference.
#include "zeromq/zmtp.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace newsbus::zeromq;

std::vector<std::vector<std::string>> messages_of(std::string_view bytes, std::size_t piece, const ZmtpSocket& socket) {
    ZmtpReader reader(socket);
    std::vector<std::vector<std::string>> messages;
    while (!bytes.empty()) {
        std::string_view part = bytes.substr(0, piece);
        bytes.remove_prefix(part.size());
        for (auto step = ZmtpReader::Step::message; step != ZmtpReader::Step::hungry;) {
            step = reader.read(part);
            if (reader.kept() > socket.kept_of_frame + 4096) std::abort();
            if (step == ZmtpReader::Step::broken) return messages;
            if (step == ZmtpReader::Step::message) messages.push_back(reader.take_message());
        }
        if (!part.empty()) std::abort();
    }
    return messages;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    const ZmtpSocket& socket = data[0] % 2 ? publisher : router;
    if (messages_of(bytes, 1u + data[0], socket) != messages_of(bytes, size, socket)) std::abort();
    return 0;
}

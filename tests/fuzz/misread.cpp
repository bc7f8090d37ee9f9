// Any bytes as the answer to a poll: what cannot be read is told in one bounded line of valid UTF-8.
#include "base/utf8.h"
#include "source/source.h"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newsbus;
    Response response;
    response.status = 200;
    response.url = Url::parse("https://user:secret@news.example/feed").value();
    response.headers = {{"content-type", "text/html"}};
    response.body.assign(reinterpret_cast<const char*>(data), size);
    for (source::Kind kind : {source::Kind::feed, source::Kind::sitemap}) {
        auto harvest = source::read_as(kind, response);
        if (harvest) continue;
        const std::string& what = harvest.error().what;
        bool is_line = is_valid_utf8(what) && what.size() < 800 && !what.empty();
        for (unsigned char c : what) is_line = is_line && c >= 0x20 && c != 0x7f;
        if (!is_line || what.find("secret") != what.npos) std::abort();
    }
    return 0;
}

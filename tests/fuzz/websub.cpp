// Any bytes as what hubs and sites say for WebSub: the query of a verification, a signature, Link headers, the head of
// a page, the path of a request. The first byte says which.
#include "source/websub.h"
#include "source/link_header.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace newsbus;
using source::Verification;

void require(bool holds) {
    if (!holds) std::abort();
}

bool is_printable(std::string_view text) {
    for (unsigned char c : text)
        if (c < 0x20 || c == 0x7f) return false;
    return true;
}

void verify(std::string_view text) {
    const auto read = source::read_verification(text);
    if (!read) return;
    require(!read->topic.empty());
    require(read->challenge.size() <= 1000 && is_printable(read->challenge));
    require((read->mode == Verification::Mode::denied) == read->challenge.empty());
    require(!read->lease || (*read->lease > Duration(0) && *read->lease <= std::chrono::hours(24 * 30)));
    require(read->reason.size() <= 210 && is_printable(read->reason));
    source::same_topic(read->topic, "https://news.example/feed");
}

void sign(std::string_view text) {
    const auto signature = source::read_signature(text);
    if (signature) require(!source::is_signed(*signature, "0123456789abcdef", "body"));
}

void announce(std::string_view text, bool page) {
    Response response;
    response.status = 200;
    response.url = Url::parse("https://news.example/feed").value();
    if (page)
        response.body = text;
    else
        response.headers = {{"link", std::string(text)}, {"link", std::string(text.substr(text.size() / 2))}};
    require(source::links_of_header(text).size() <= 50);
    const HubOffer offer = source::announced_hub(response, {}, page ? source::Kind::page : source::Kind::feed, {});
    require(offer.hub.empty() == offer.topic.empty());
    if (offer.hub.empty()) return;
    for (const std::string& address : {offer.hub, offer.topic}) {
        const auto url = Url::parse(address);
        require(url && url->is_http() && url->userinfo().empty() && address.size() <= 2000);
    }
    Push push;
    push.stage = PushStage::wanted;
    push.hub = offer.hub;
    push.topic = offer.topic;
    push.token = "0123456789abcdef0123456789abcdef";
    const auto request = source::hub_request(push, "https://me.example/");
    require(request && request->form && is_printable(*request->form));
    // What is sent can be read back.
    const auto again = source::read_verification(*request->form + "&hub.challenge=c");
    require(again && again->topic == offer.topic);
}

void find_token(std::string_view text) {
    const auto token = source::token_of(text, "/hooks");
    require(!token || token->size() == 32);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 5) {
        case 0:
            verify(text);
            break;
        case 1:
            sign(text);
            break;
        case 2:
            announce(text, false);
            break;
        case 3:
            announce(text, true);
            break;
        default:
            find_token(text);
    }
    return 0;
}

// What `lab urls` asks: JSON lines {"input", "base"?} come in; for each the parts of the URL go out, named as in the
// test data of the URL standard, or {"failure": true}.
#include "url/url.h"

#include <boost/json.hpp>

#include <algorithm>
#include <iostream>
#include <string>

namespace {

namespace json = boost::json;
using newsbus::Result;
using newsbus::Url;

Result<Url> read(const json::object& asked) {
    std::string_view input = asked.at("input").as_string();
    const json::value* base_text = asked.if_contains("base");
    if (!base_text) return Url::parse(input);
    auto base = Url::parse(base_text->as_string());
    return base ? Url::parse(input, *base) : base;
}

/// As the data has it: nothing where the scheme's own port is meant.
std::string written_port(const Url& url) {
    std::string_view after(url.host().data() + url.host().size());  // str() ends in a zero
    return after.starts_with(':') && !url.host().empty() ? std::to_string(url.port()) : "";
}

std::string with_mark(char mark, std::string_view part) {
    return part.empty() ? "" : mark + std::string(part);
}

json::object parts_of(const Url& url) {
    std::string_view user = url.userinfo(), host = url.host();
    std::size_t colon = std::min(user.find(':'), user.size());
    std::string port = written_port(url);
    return {{"href", url.str()},
            {"protocol", std::string(url.scheme()) + ":"},
            {"username", user.substr(0, colon)},
            {"password", user.substr(std::min(colon + 1, user.size()))},
            {"host", std::string(host) + (port.empty() ? "" : ":" + port)},
            {"hostname", host},
            {"port", port},
            {"pathname", url.path()},
            {"search", with_mark('?', url.query())},
            {"hash", with_mark('#', url.fragment())}};
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        auto url = read(json::parse(line).as_object());
        std::cout << json::serialize(url ? parts_of(*url) : json::object{{"failure", true}}) << '\n';
    }
}

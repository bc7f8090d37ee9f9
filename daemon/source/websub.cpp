#include "source/websub.h"

#include "base/ascii.h"
#include "base/one_line.h"
#include "base/secrets.h"
#include "html/tokens.h"
#include "source/link_header.h"
#include "url/shown.h"
#include "url/web_address.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

namespace newsbus::source {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_address = 2000;
constexpr std::size_t longest_head = 256 << 10;  // of an HTML page
constexpr std::size_t most_hubs = 20;
constexpr std::size_t longest_challenge = 1000;
constexpr std::size_t longest_reason = 200;
constexpr std::size_t longest_query = 16 << 10;
constexpr std::size_t token_digits = 32;
constexpr Duration longest_lease = 24h * 30, longest_renewal = 24h * 20;
constexpr Duration first_pause = 5min, longest_pause = 24h;
constexpr std::string_view callback_folder = "/websub/";

/// What one kind of announcement says.
struct Announced {
    std::vector<std::string> hubs;
    std::string self;

    /// `rel` may name several relations.
    void add(std::string_view rel, std::string_view target, const Url& base) {
        bool hub = false, own = false;
        while (!rel.empty()) {
            const std::size_t end = std::min(rel.find_first_of(" \t\r\n\f"), rel.size());
            hub |= ascii::equals_ignoring_case(rel.substr(0, end), "hub");
            own |= ascii::equals_ignoring_case(rel.substr(0, end), "self");
            rel.remove_prefix(std::min(end + 1, rel.size()));
        }
        if (!hub && !own) return;
        const std::string address = usable(target, base);
        if (address.empty()) return;
        if (hub && hubs.size() < most_hubs) hubs.push_back(address);
        if (own && self.empty()) self = address;
    }

    /// "" for what no hub could be asked for.
    static std::string usable(std::string_view target, const Url& base) {
        const auto address = web_address(target, base);
        if (!address || address->str().size() > longest_address) return {};
        return address->without_fragment().str();
    }
};

Announced by_headers(const Response& response) {
    Announced found;
    for (const auto& [name, value] : response.headers)
        if (name == "link")
            for (const HeaderLink& link : links_of_header(value)) found.add(link.rel, link.target, response.url);
    return found;
}

Announced by_page(const Response& response) {
    Announced found;
    html::Tokens tokens(std::string_view(response.body).substr(0, longest_head));
    for (html::Token token; tokens.next(token);) {
        if (token.name == "body" || (token.kind == html::Token::Kind::end && token.name == "head")) break;
        if (token.kind == html::Token::Kind::start && token.name == "link")
            found.add(token.attribute("rel"), token.attribute("href"), response.url);
    }
    return found;
}

Announced by_feed(const FeedInfo& feed, const Url& base) {
    Announced found;
    for (const std::string& hub : feed.hubs) found.add("hub", hub, base);
    if (!feed.feed_url.empty()) found.add("self", feed.feed_url, base);
    return found;
}

const std::string& chosen(const std::vector<std::string>& hubs, const std::string& current) {
    if (const auto same = std::ranges::find(hubs, current); same != hubs.end()) return *same;
    const auto safe = std::ranges::find_if(hubs, [](const std::string& hub) { return hub.starts_with("https:"); });
    return safe == hubs.end() ? hubs.front() : *safe;
}

int hex_digit(char c) {
    if (ascii::is_digit(c)) return c - '0';
    const char letter = ascii::lower(c);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

bool is_hex(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return hex_digit(c) >= 0; });
}

/// One side of a pair of application/x-www-form-urlencoded. A "%" that is followed by no digits stands for itself.
std::string form_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escaped = text[i] == '%' && i + 2 < text.size() && is_hex(text.substr(i + 1, 2));
        if (escaped) {
            out += static_cast<char>(hex_digit(text[i + 1]) << 4 | hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

std::string form_encoded(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (char c : text) {
        if (ascii::is_alpha(c) || ascii::is_digit(c) || c == '*' || c == '-' || c == '.' || c == '_') {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return out;
}

/// The first value of each name that a hub sends.
struct Query {
    std::optional<std::string> mode, topic, challenge, lease, reason;

    explicit Query(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('&'), text.size());
            take(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

private:
    void take(std::string_view pair) {
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const std::string name = form_decoded(pair.substr(0, equals));
        for (auto [known, value] :
             {std::pair("hub.mode", &mode), std::pair("hub.topic", &topic), std::pair("hub.challenge", &challenge),
              std::pair("hub.lease_seconds", &lease), std::pair("hub.reason", &reason)})
            if (name == known && !*value) *value = form_decoded(pair.substr(std::min(equals + 1, pair.size())));
    }
};

std::optional<Verification::Mode> mode_called(std::string_view name) {
    if (name == "subscribe") return Verification::Mode::subscribe;
    if (name == "unsubscribe") return Verification::Mode::unsubscribe;
    if (name == "denied") return Verification::Mode::denied;
    return std::nullopt;
}

/// A challenge is sent back: nothing that a browser or a terminal would make something of.
bool can_be_echoed(std::string_view challenge) {
    return !challenge.empty() && challenge.size() <= longest_challenge &&
           std::ranges::all_of(challenge, [](char c) { return c >= 0x20 && c < 0x7f; });
}

/// Nothing for what is no time at all.
std::optional<Duration> lease_of(std::string_view text) {
    std::int64_t seconds = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (end != text.data() + text.size() || text.empty() || seconds < 0) return std::nullopt;
    if (failed == std::errc::result_out_of_range) return longest_lease;
    if (failed != std::errc() || seconds == 0) return std::nullopt;
    return std::min<Duration>(longest_lease, std::chrono::seconds(std::min<std::int64_t>(seconds, 1 << 30)));
}

std::size_t size_of_hash(std::string_view name) {
    static constexpr std::pair<std::string_view, std::size_t> hashes[] = {
        {"sha1", 20}, {"sha256", 32}, {"sha384", 48}, {"sha512", 64}};
    for (const auto& [known, size] : hashes)
        if (name == known) return size;
    return 0;
}

Duration scaled(Duration time, double factor) {
    return Duration(std::llround(static_cast<double>(time.count()) * factor));
}

}  // namespace

HubOffer announced_hub(const Response& response, const FeedInfo& feed, Kind kind, const Push& current) {
    Announced found = by_headers(response);
    if (found.hubs.empty()) {
        const bool is_page = kind == Kind::page || kind == Kind::listing;
        Announced inside = is_page ? by_page(response) : by_feed(feed, response.url);
        found.hubs = std::move(inside.hubs);
        if (found.self.empty()) found.self = std::move(inside.self);
    } else if (found.self.empty() && !feed.feed_url.empty()) {
        found.self = Announced::usable(feed.feed_url, response.url);
    }
    if (found.hubs.empty()) return {};
    if (found.self.empty()) found.self = Announced::usable(response.url.str(), response.url);
    if (found.self.empty()) return {};
    return {chosen(found.hubs, current.hub), std::move(found.self)};
}

std::string callback_address(std::string_view base, std::string_view token) {
    while (base.ends_with('/')) base.remove_suffix(1);
    return std::string(base) + std::string(callback_folder) + std::string(token);
}

std::optional<std::string_view> token_of(std::string_view path, std::string_view base_path) {
    while (base_path.ends_with('/')) base_path.remove_suffix(1);
    if (!path.starts_with(callback_folder) && path.starts_with(base_path)) path.remove_prefix(base_path.size());
    if (!path.starts_with(callback_folder)) return std::nullopt;
    path.remove_prefix(callback_folder.size());
    if (path.size() != token_digits || !is_hex(path)) return std::nullopt;
    return path;
}

Result<Request> hub_request(const Push& push, std::string_view callback_base) {
    auto hub = Url::parse(push.hub);
    if (!hub) return std::move(hub.error()).within("hub");
    const bool ends = push.stage == PushStage::ending;
    Request request;
    request.url = std::move(*hub);
    std::string form = "hub.mode=";
    form += ends ? "unsubscribe" : "subscribe";
    form += "&hub.topic=" + form_encoded(push.topic);
    form += "&hub.callback=" + form_encoded(callback_address(callback_base, push.token));
    if (!ends) {
        form += "&hub.lease_seconds=" + std::to_string(lease_wish.count());
        form += "&hub.secret=" + push.secret;
    }
    request.form = std::move(form);
    request.accept = "*/*";
    request.max_body = 64 << 10;  // a line of text
    return request;
}

std::optional<Verification> read_verification(std::string_view text) {
    if (text.size() > longest_query) return std::nullopt;
    Query query(text);
    const auto mode = mode_called(query.mode.value_or(""));
    if (!mode || !query.topic || query.topic->empty()) return std::nullopt;
    Verification read;
    read.mode = *mode;
    read.topic = std::move(*query.topic);
    if (read.mode == Verification::Mode::denied) {
        read.reason = one_line(query.reason.value_or(""), longest_reason);
        return read;
    }
    if (!query.challenge || !can_be_echoed(*query.challenge)) return std::nullopt;
    read.challenge = std::move(*query.challenge);
    if (query.lease) {
        read.lease = lease_of(*query.lease);
        if (!read.lease && read.mode == Verification::Mode::subscribe) return std::nullopt;
    }
    return read;
}

bool same_topic(std::string_view a, std::string_view b) {
    if (a == b) return true;
    if (a.size() > 2 * longest_address || b.size() > 2 * longest_address) return false;
    const auto first = Url::parse(a), second = Url::parse(b);
    return first && second && *first == *second;
}

std::optional<Signature> read_signature(std::string_view header) {
    header = ascii::trimmed(header);
    const std::size_t equals = header.find('=');
    if (equals == header.npos) return std::nullopt;
    Signature read;
    read.hash = ascii::lower(header.substr(0, equals));
    const std::string_view digits = header.substr(equals + 1);
    const std::size_t size = size_of_hash(read.hash);
    if (size == 0 || digits.size() != 2 * size || !is_hex(digits)) return std::nullopt;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        read.bytes += static_cast<char>(hex_digit(digits[i]) << 4 | hex_digit(digits[i + 1]));
    return read;
}

bool is_signed(const Signature& signature, std::string_view secret, std::string_view body) {
    const std::string right = hmac(signature.hash, secret, body);
    return !right.empty() && same_secret(right, signature.bytes);
}

Duration renew_after(Duration lease, double jitter, Duration least) {
    return std::max(least, std::min(scaled(lease, 2.0 / 3 - 0.1 * jitter), longest_renewal));
}

Duration hub_pause(int failures, double jitter, Duration least) {
    Duration pause = first_pause;
    for (int i = 1; i < failures && pause < longest_pause; ++i) pause *= 4;
    pause = std::min(pause, longest_pause);
    return std::max(least, pause + scaled(pause, 0.1 * jitter));
}

}  // namespace newsbus::source

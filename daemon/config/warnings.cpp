#include "config/warnings.h"

#include "base/address.h"
#include "config/checks.h"
#include "config/report.h"
#include "http/guard.h"
#include "url/url.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <tuple>

namespace newsbus::config {
namespace {

constexpr auto warning = Severity::warning;

std::string text_of(const Place& place) {
    return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

/// Names that stand in examples and belong to nobody (RFC 2606).
bool is_example(std::string_view host) {
    for (std::string_view name : {"example.org", "example.com", "example.net", "example", "invalid", "test"})
        if (host == name || (host.ends_with(name) && host[host.size() - name.size() - 1] == '.')) return true;
    return false;
}

void look_at_contact(Loaded& loaded) {
    const std::string& contact = loaded.config.http.contact;
    auto url = Url::parse(contact);
    std::string host(url && url->is_http() ? url->host() : contact.substr(contact.find('@') + 1));
    if (!contact.empty() && is_example(host))
        loaded.add("http/contact",
                   fmt::format("`contact`: {} is an example: write one where site owners reach you", quote(contact)),
                   warning);
}

/// The same document, asked for in the same way: it would be fetched twice, and each article come twice.
void look_for_twins(Loaded& loaded) {
    std::map<std::tuple<std::string, source::Kind, std::string, std::vector<std::pair<std::string, std::string>>>,
             std::size_t>
        seen;
    for (std::size_t i = 0; i < loaded.config.sources.size(); ++i) {
        const source::Options& source = loaded.config.sources[i];
        auto url = Url::parse(source.url);
        if (!url) continue;
        auto [first, is_new] =
            seen.try_emplace({comparable_url(*url), source.kind, source.username, source.headers}, i);
        if (is_new) continue;
        const std::string& other = loaded.config.sources[first->second].id;
        Place place = loaded.places.of(fmt::format("source/{}/url", first->second));
        loaded.add(fmt::format("source/{}/url", i),
                   fmt::format("`url`: source {} at {} has it already", quote(other), text_of(place)), warning);
    }
}

/// The private networks that the source may contact.
std::vector<std::string> networks_of(const Config& config, const source::Options& source) {
    std::vector<std::string> networks = config.http.allow_networks;
    networks.insert(networks.end(), source.allow_networks.begin(), source.allow_networks.end());
    return networks;
}

/// An address that the guard refuses whenever it is asked for. A proxy connects by itself, and has no guard.
void look_at_address(Loaded& loaded, std::size_t number) {
    const source::Options& source = loaded.config.sources[number];
    auto url = Url::parse(source.url);
    if (!url || !loaded.config.http.proxy.empty()) return;
    bool is_local = url->host() == "localhost";
    auto address = parse_host(is_local ? "127.0.0.1" : url->host());
    std::string_view purpose = address ? http::special_purpose(address->as_sockaddr()) : "";
    std::vector<std::string> networks = networks_of(loaded.config, source);
    if (purpose.empty() || on_network(*url, networks)) return;
    if (is_local && on_network(*Url::parse("http://[::1]/"), networks)) return;
    loaded.add(
        fmt::format("source/{}/url", number),
        fmt::format("`url`: {} is {}: it is never fetched while no `allow_networks` holds it", url->host(), purpose),
        warning);
}

void look_at_password(Loaded& loaded, std::size_t number) {
    const source::Options& source = loaded.config.sources[number];
    auto url = Url::parse(source.url);
    if (source.username.empty() || !url || url->scheme() != "http") return;
    if (on_network(*url, networks_of(loaded.config, source))) return;
    loaded.add(fmt::format("source/{}/username", number),
               "`username`: goes out unencrypted with its password, the URL being http", warning);
}

void look_at_path(Loaded& loaded, const std::string& path, std::string_view key, const std::string& text) {
    if (text.empty() || text.starts_with('/')) return;
    loaded.add(path,
               fmt::format("`{}`: {} depends on the folder in which newsbus is started: write the whole path", key,
                           quote(text)),
               warning);
}

}  // namespace

void add_warnings(Loaded& loaded) {
    const Config& config = loaded.config;
    if (config.sources.empty()) loaded.add("", "there is no source: nothing will be fetched", warning);
    look_at_contact(loaded);
    look_for_twins(loaded);
    look_at_path(loaded, "state/dir", "dir", config.state.dir.string());
    for (std::size_t i = 0; i < config.sources.size(); ++i) {
        const source::Options& source = config.sources[i];
        look_at_address(loaded, i);
        look_at_password(loaded, i);
        const std::array<std::pair<std::string_view, const std::string*>, 4> files = {{
            {"password_file", &source.password_file},
            {"ca_file", &source.ca_file},
            {"cert_file", &source.cert_file},
            {"key_file", &source.key_file},
        }};
        for (const auto& [key, text] : files) look_at_path(loaded, fmt::format("source/{}/{}", i, key), key, *text);
    }
}

}  // namespace newsbus::config

#include "service/source_files.h"

#include "base/access.h"
#include "http/tls_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>

namespace newsbus::service {
namespace {

constexpr std::size_t longest_password = 4096;

/// What was found in the TLS files of one source; many sources share theirs.
struct Examined {
    std::vector<http::TlsFault> faults;
    std::string expired;
};
using Known = std::map<std::array<std::string, 3>, Examined>;

void look_at_tls(config::Loaded& loaded, std::size_t number, Known& known) {
    const source::Options& source = loaded.config.sources[number];
    if (source.ca_file.empty() && source.cert_file.empty()) return;
    auto [found, is_new] = known.try_emplace({source.ca_file, source.cert_file, source.key_file});
    Examined& examined = found->second;
    if (is_new) {
        examined.faults = http::check_tls_files(source.ca_file, source.cert_file, source.key_file);
        if (examined.faults.empty()) examined.expired = http::expired_since(source.cert_file);
    }
    for (const http::TlsFault& fault : examined.faults)
        loaded.add(fmt::format("source/{}/{}", number, fault.option),
                   fmt::format("`{}`: {}", fault.option, fault.what));
    if (!examined.expired.empty())
        loaded.add(fmt::format("source/{}/cert_file", number),
                   fmt::format("`cert_file`: {} expired at {}", source.cert_file, examined.expired),
                   config::Severity::warning);
}

}  // namespace

Result<std::string> read_password(const source::Options& source) {
    const std::string& path = source.password_file;
    if (path.empty()) return std::string();
    if (auto fault = file_fault(path)) return Error{Errc::config, *fault};
    std::ifstream file(path);
    std::string line(longest_password + 1, '\0');
    file.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(file.gcount()));
    line.resize(std::min(line.find('\n'), line.size()));
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) return Error{Errc::config, path + ": its first line, the password, is empty"};
    if (line.size() > longest_password)
        return Error{Errc::config, path + ": its first line is too long for a password"};
    return line;
}

std::vector<std::string> read_source_files(config::Loaded& loaded) {
    std::vector<std::string> passwords(loaded.config.sources.size());
    Known known;
    for (std::size_t i = 0; i < passwords.size(); ++i) {
        look_at_tls(loaded, i, known);
        if (auto password = read_password(loaded.config.sources[i]))
            passwords[i] = std::move(*password);
        else
            loaded.add(fmt::format("source/{}/password_file", i), "`password_file`: " + password.error().what);
    }
    return passwords;
}

}  // namespace newsbus::service

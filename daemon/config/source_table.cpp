#include "config/source_table.h"

#include "base/address.h"
#include "base/slug.h"
#include "config/checks.h"

#include <fmt/format.h>

namespace newsbus::config {
namespace {

/// A basic string of TOML (https://toml.io/en/v1.0.0#string).
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\')
            out += std::string{'\\', c};
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        else
            out += c;
    }
    return out + '"';
}

/// The text with blanks in the place of control characters: of ASCII, and of C1, which are C2 80 to C2 9F.
std::string one_line(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto byte = static_cast<unsigned char>(text[i]);
        bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        out += byte < 0x20 || byte == 0x7F || c1 ? ' ' : text[i];
        if (c1) ++i;
    }
    return out;
}

/// `key = ["a", "b"]`, nothing for none.
std::string list_line(std::string_view key, const std::vector<std::string>& texts) {
    if (texts.empty()) return "";
    std::string list;
    for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + quoted(text);
    return fmt::format("{} = [{}]\n", key, list);
}

std::string comment(std::string_view text) {
    return "# " + one_line(text) + '\n';
}

}  // namespace

std::string to_toml(const SourceTable& table) {
    std::string out;
    for (const std::string& remark : table.remarks) out += comment(remark);
    out += "[[source]]\nid = " + quoted(table.id) + '\n';
    if (!table.name.empty()) out += "name = " + quoted(one_line(table.name)) + '\n';
    if (table.kind != "feed") out += "kind = " + quoted(table.kind) + '\n';
    out += "url = " + quoted(table.url) + '\n';
    out += list_line("tags", table.tags) + list_line("allow_networks", table.allow_networks);
    return out + '\n';
}

std::vector<std::string> networks_needed(const std::string& url, const Url& asked, std::vector<std::string> networks) {
    auto parsed = Url::parse(url);
    if (!parsed) return {};
    bool is_literal = parsed->host() == "localhost" || parse_host(parsed->host());
    if (is_literal)
        std::erase_if(networks, [&parsed](const std::string& network) { return !on_network(*parsed, {network}); });
    else if (parsed->host() != asked.host())
        networks.clear();
    return networks;
}

std::string SourceIds::make(std::string_view title, std::string_view url) {
    std::string stem = slug(title);
    if (stem.empty())
        if (auto parsed = Url::parse(url)) stem = slug(parsed->host());
    if (stem.empty()) stem = "source";
    std::string id = stem;
    for (int& number = next_[stem]; !taken_.insert(id).second;) id = fmt::format("{}-{}", stem, ++number + 1);
    return id;
}

}  // namespace newsbus::config

#include "config/source_table.h"

#include "base/slug.h"
#include "base/url.h"

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

/// One comment line, whatever the text holds.
std::string comment(std::string_view text) {
    std::string out = "# ";
    for (char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    return out + '\n';
}

}  // namespace

std::string to_toml(const SourceTable& table) {
    std::string out;
    for (const std::string& remark : table.remarks) out += comment(remark);
    out += "[[source]]\nid = " + quoted(table.id) + '\n';
    if (table.kind != "feed") out += "kind = " + quoted(table.kind) + '\n';
    out += "url = " + quoted(table.url) + '\n';
    if (!table.tags.empty()) {
        std::string list;
        for (const std::string& tag : table.tags) list += (list.empty() ? "" : ", ") + quoted(tag);
        out += "tags = [" + list + "]\n";
    }
    return out + '\n';
}

std::string SourceIds::make(std::string_view title, std::string_view url) {
    std::string stem = slug(title);
    if (stem.empty())
        if (auto parsed = Url::parse(url)) stem = slug(parsed->host());
    if (stem.empty()) stem = "source";
    std::string id = stem;
    for (int number = 2; !taken_.insert(id).second; ++number) id = fmt::format("{}-{}", stem, number);
    return id;
}

}  // namespace newsbus::config

#include "extract/facts/metadata.h"

#include "base/ascii.h"
#include "html/text.h"
#include "html/walk.h"
#include "url/web_address.h"

#include <algorithm>

namespace newsbus::extract {
namespace {

using ascii::lower;

constexpr std::size_t most_meta = 1000;

bool has_word(std::string_view list, std::string_view word) {
    std::string text = " " + lower(list) + " ";
    return text.find(" " + std::string(word) + " ") != std::string::npos;
}

// Some generators escape twice: "&amp;amp;" in the source is "&amp;" here.
std::string content_of(pugi::xml_node node) {
    return html::inline_text_of(node.attribute("content").value());
}

void read_meta(pugi::xml_node node, Metadata& metadata) {
    if (!node.attribute("content") || metadata.meta.size() > most_meta) return;
    std::string content = content_of(node);
    if (content.empty()) return;
    for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
        std::string name = lower(node.attribute(key).value());
        if (!name.empty()) metadata.meta.emplace(std::move(name), content);
    }
}

void read_link(pugi::xml_node node, Metadata& metadata) {
    std::string_view rel = node.attribute("rel").value();
    if (rel.empty()) return;
    if (metadata.canonical.empty() && std::string_view(node.name()) == "link" && has_word(rel, "canonical"))
        metadata.canonical = node.attribute("href").value();
    if (metadata.license.empty() && has_word(rel, "license")) metadata.license = node.attribute("href").value();
}

}  // namespace

std::string_view Metadata::first(std::initializer_list<std::string_view> names) const {
    for (std::string_view name : names)
        if (auto found = meta.lower_bound(name); found != meta.end() && found->first == name) return found->second;
    return {};
}

std::vector<std::string_view> Metadata::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (auto [at, end] = meta.equal_range(name); at != end; ++at) values.push_back(at->second);
    return values;
}

Metadata read_metadata(pugi::xml_node page) {
    Metadata metadata;
    auto enter = [&](pugi::xml_node node) {
        const char first = *node.name();
        // Most nodes are none of those below.
        if (first != 'm' && first != 'l' && first != 'a' && first != 't' && first != 'h' && first != 'b')
            return html::Descend::yes;
        const std::string_view name = node.name();
        if (name == "meta")
            read_meta(node, metadata);
        else if (name == "link" || name == "a")
            read_link(node, metadata);
        else if (name == "title" && metadata.title.empty())
            metadata.title = html::inline_text(node);
        else if (name == "html")
            metadata.language =
                node.attribute("lang") ? node.attribute("lang").value() : node.attribute("xml:lang").value();
        else if (name == "base" && metadata.base.empty())
            metadata.base = node.attribute("href").value();
        return html::Descend::yes;
    };
    html::walk(page, enter, [](pugi::xml_node) {});
    return metadata;
}

Url base_of(const Metadata& metadata, const Url& url) {
    return web_address(metadata.base, url).value_or(url);
}

}  // namespace newsbus::extract

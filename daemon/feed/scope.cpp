#include "feed/scope.h"

#include "base/ascii.h"
#include "feed/link.h"
#include "url/web_address.h"

#include <algorithm>
#include <span>
#include <utility>

namespace newsbus::feed {
namespace {

struct Known {
    std::string_view name;
    Space space;
};

// By what is left of the URI when scheme, "www.", case and the last / or # are gone, since all of these get lost.
constexpr Known uris[] = {
    {"backend.userland.com/rss", Space::plain},
    {"backend.userland.com/rss2", Space::plain},
    {"blogs.law.harvard.edu/tech/rss", Space::plain},
    {"cyber.law.harvard.edu/rss", Space::plain},
    {"my.netscape.com/publish/formats/rss-0.91.dtd", Space::plain},
    {"my.netscape.com/rdf/simple/0.9", Space::plain},
    {"channel.netscape.com/rdf/simple/0.9", Space::plain},
    {"purl.org/rss/1.0", Space::plain},
    {"purl.org/net/rss1.1", Space::plain},
    {"purl.org/rss/1.0/modules/rss091", Space::plain},
    {"purl.org/atom/ns", Space::atom},
    {"w3.org/2005/atom", Space::atom},
    {"example.com/newformat", Space::atom},
    {"example.com/necho", Space::atom},
    {"purl.org/echo", Space::atom},
    {"purl.org/pie", Space::atom},
    {"purl.org/atom-blog/ns", Space::atom},
    {"purl.org/rss/1.0/modules/content", Space::content},
    {"purl.org/dc/elements/1.0", Space::dublin_core},
    {"purl.org/dc/elements/1.1", Space::dublin_core},
    {"purl.org/dc/terms", Space::dublin_core},
    {"search.yahoo.com/mrss", Space::media},
    {"tools.search.yahoo.com/mrss", Space::media},
    {"video.search.yahoo.com/mrss", Space::media},
    {"api.maps.yahoo.com/maps/2.0/annotatedmaps.xsd", Space::other},
    {"itunes.com/dtds/podcast-1.0.dtd", Space::itunes},
    {"example.com/dtds/podcast-1.0.dtd", Space::itunes},
    {"rssnamespace.org/feedburner/ext/1.0", Space::proxy},
    {"pheedo.com/namespace/pheedo", Space::proxy},
    {"news.yandex.ru", Space::full_text},
    {"turbo.yandex.ru", Space::full_text},
    {"news.mail.ru", Space::full_text},
    {"news.rambler.ru", Space::full_text},
    {"google.com/schemas/play-podcasts/1.0", Space::itunes},
    {"purl.org/rss/1.0/modules/syndication", Space::syndication},
    {"w3.org/1999/02/22-rdf-syntax-ns", Space::rdf},
    {"w3.org/1999/xhtml", Space::xhtml},
    {"w3.org/xml/1998/namespace", Space::xml},
};

// For prefixes that nobody declared.
constexpr Known prefixes[] = {
    {"a", Space::atom},
    {"atom", Space::atom},
    {"atom10", Space::atom},
    {"atom03", Space::atom},
    {"content", Space::content},
    {"dc", Space::dublin_core},
    {"dcterms", Space::dublin_core},
    {"dcterm", Space::dublin_core},
    {"media", Space::media},
    {"itunes", Space::itunes},
    {"googleplay", Space::itunes},
    {"sy", Space::syndication},
    {"feedburner", Space::proxy},
    {"pheedo", Space::proxy},
    {"yandex", Space::full_text},
    {"turbo", Space::full_text},
    {"mailru", Space::full_text},
    {"rambler", Space::full_text},
    {"rdf", Space::rdf},
    {"xhtml", Space::xhtml},
    {"body", Space::xhtml},
    {"xml", Space::xml},
    {"rss", Space::plain},
    {"rss1", Space::plain},
};

std::string essence(std::string_view uri) {
    std::string out = ascii::lower(uri);
    std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
    for (std::string_view start : {"https://", "http://", "www."})
        if (out.starts_with(start)) out.erase(0, start.size());
    while (!out.empty() && (out.back() == '/' || out.back() == '#')) out.pop_back();
    return out;
}

const Known* find(std::span<const Known> table, std::string_view name) {
    auto found =
        std::ranges::find_if(table, [name](const Known& row) { return ascii::equals_ignoring_case(row.name, name); });
    return found == table.end() ? nullptr : &*found;
}

/// Calls `each(name, attribute)` for those whose name begins with "xml": namespaces and what XML itself defines. Every
/// element is asked for them, and few have any.
template <class Each>
void for_each_of_xml(pugi::xml_node node, Each each) {
    pugi::xml_attribute attribute = node.first_attribute();
    for (const char* name; *(name = attribute.name()) != '\0'; attribute = attribute.next_attribute())
        if (name[0] == 'x' && name[1] == 'm' && name[2] == 'l') each(std::string_view(name), attribute);
}

/// The prefix that an attribute of this name binds, "" for the default namespace; nothing when it binds none.
std::optional<std::string_view> bound_prefix(std::string_view name) {
    if (name == "xmlns") return "";
    if (name.starts_with("xmlns:")) return name.substr(6);
    return std::nullopt;
}

/// What the element itself binds `prefix` to.
std::optional<Space> own_space(pugi::xml_node node, std::string_view prefix) {
    std::optional<Space> own;
    for_each_of_xml(node, [&](std::string_view name, pugi::xml_attribute attribute) {
        if (!own && bound_prefix(name) == prefix) own = space_of_uri(attribute.value());
    });
    return own;
}

}  // namespace

Space space_of_uri(std::string_view uri) {
    if (uri.empty()) return Space::plain;
    const Known* known = find(uris, essence(uri));
    return known ? known->space : Space::other;
}

Scope::Scope(const Scope& parent, pugi::xml_node node)
    : binding_parent_(parent.bindings_.empty() ? parent.binding_parent_ : &parent),
      unprefixed_(parent.unprefixed_),
      base_(parent.base_),
      language_(parent.language_) {
    for_each_of_xml(node, [this](std::string_view name, pugi::xml_attribute attribute) { read(name, attribute); });
}

void Scope::read(std::string_view name, pugi::xml_attribute attribute) {
    constexpr std::size_t most_bindings = 100;  // of one element; each lookup goes through them
    if (auto prefix = bound_prefix(name)) {
        Space space = space_of_uri(attribute.value());
        if (prefix->empty())
            unprefixed_ = space;
        else if (bindings_.size() < most_bindings)
            bindings_.emplace_back(*prefix, space);
    } else if (name == "xml:lang") {
        language_ = attribute.value();
    } else if (name == "xml:base") {
        if (auto base = web_address(attribute.value(), *base_)) base_ = &own_base_.emplace(std::move(*base));
    }
}

std::optional<Space> Scope::bound(std::string_view prefix) const {
    for (const Scope* scope = this; scope; scope = scope->binding_parent_)
        for (const auto& [bound, space] : scope->bindings_)
            if (bound == prefix) return space;
    return std::nullopt;
}

std::string_view local_name(std::string_view name) {
    std::size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

Name Scope::name_of(pugi::xml_node node) const {
    const char *begin = node.name(), *colon = nullptr, *end = begin;
    for (; *end != '\0'; ++end)  // names are shorter than what it takes to call for their length
        if (*end == ':' && !colon) colon = end;
    std::string_view prefix, local(begin, end);
    if (colon) {
        prefix = {begin, colon};
        local = {colon + 1, end};
    }
    if (auto own = own_space(node, prefix)) return {*own, local};
    if (prefix.empty()) return {unprefixed_, local};
    std::optional<Space> space = bound(prefix);
    if (space && *space != Space::other) return {*space, local};
    const Known* usual = find(prefixes, prefix);
    return {usual ? usual->space : Space::other, local};
}

std::string Scope::resolved(std::string_view link) const {
    std::string buffer;
    return web_address_text(address_in(link, buffer), base());
}

}  // namespace newsbus::feed

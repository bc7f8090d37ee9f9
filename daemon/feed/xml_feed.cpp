#include "feed/xml_feed.h"
#include "base/ascii.h"
#include "feed/channel.h"
#include "feed/elements.h"
#include "feed/entry.h"
#include "feed/value.h"
#include "feed/vocabulary.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace newsbus::feed {
namespace {

bool is(std::string_view local, std::string_view name) {
    return ascii::equals_ignoring_case(local, name);
}

/// The first element of the document, in its order, that a feed begins with: the root, or a feed inside something else.
pugi::xml_node find_root(const pugi::xml_document& document) {
    pugi::xml_node node = document.first_child();
    while (node) {
        if (node.type() == pugi::node_element && is_feed_root(node.name())) return node;
        if (node.first_child()) {
            node = node.first_child();
            continue;
        }
        while (node && !node.next_sibling()) node = node.parent();
        if (node) node = node.next_sibling();
    }
    return node;
}

/// The versions of RSS that say "2.0" or "0.92"; everything else is read as the latest.
std::string rss_format(std::string_view version) {
    for (std::string_view known : {"0.90", "0.91", "0.92", "0.93", "0.94", "1.0"})
        if (version == known) return "rss" + std::string(known);
    if (version == "0.9") return "rss0.90";
    return "rss2.0";
}

bool declares(pugi::xml_node node, std::string_view uri) {
    return std::ranges::any_of(node.attributes(), [uri](pugi::xml_attribute attribute) {
        return std::string_view(attribute.name()).starts_with("xmlns") && std::string_view(attribute.value()) == uri;
    });
}

std::string format_of(pugi::xml_node root) {
    std::string_view local = local_name(root.name());
    std::string_view version = ascii::trimmed(root.attribute("version").value());
    if (is(local, "rss")) return rss_format(version);
    if (is(local, "rdf")) {
        bool old = declares(root, "http://my.netscape.com/rdf/simple/0.9/") ||
                   declares(root, "http://channel.netscape.com/rdf/simple/0.9/");
        return old ? "rss0.90" : "rss1.0";
    }
    if (is(local, "feed")) {
        bool old = version == "0.3" || declares(root, "http://purl.org/atom/ns#");
        return old ? "atom0.3" : "atom1.0";
    }
    bool cdf = root.attribute("HREF") || root.attribute("href") || root.attribute("BASE");
    return cdf ? "cdf" : "rss2.0";
}

/// Walks root, channels and wrappers. Reads what the feed says about itself first, since entries inherit from it.
class XmlFeedReader {
public:
    XmlFeedReader(const Url& base, const ReadOptions& options, bool& mixed)
        : document_scope_(base), options_(options), mixed_(mixed) {}

    Result<Harvest> run(pugi::xml_node root) {
        harvest_.feed.format = format_of(root);
        Scope scope(document_scope_, root);
        bool atom = is(local_name(root.name()), "feed");
        if (atom || is(local_name(root.name()), "channel")) read_head(root, scope);
        for (pugi::xml_node child : Elements(root))
            if (is_channel(child)) read_head(child, Scope(scope, child));
        inherited_.language = harvest_.feed.language;
        if (!atom) inherited_.author.clear();
        read_entries(root, scope);
        drop_shared_originals();
        report_entries_beyond(beyond_, harvest_.problems);
        return std::move(harvest_);
    }

private:
    static bool is_channel(pugi::xml_node element) { return is(local_name(element.name()), "channel"); }

    void read_head(pugi::xml_node node, const Scope& scope) {
        read_channel(node, scope, harvest_.feed, inherited_.author);
        if (filling_of(node.child("title")) == Filling::mixed) mixed_ = true;
        for (const char* name : {"href", "HREF"})
            if (harvest_.feed.url.empty()) harvest_.feed.url = scope.resolved(node.attribute(name).value());
    }

    /// Entries stand in the root (Atom, RDF), in a channel (RSS), in a wrapper inside one, or, by mistake, in each
    /// other.
    void read_entries(pugi::xml_node node, const Scope& scope) {
        for (pugi::xml_node child : Elements(node)) {
            Role role = meaning_of(scope.name_of(child)).role;
            if (role == Role::entry && harvest_.articles.size() == most_entries) {
                ++beyond_;
            } else if (role == Role::entry) {
                make_room_for(child);
                if (read_entry(child, scope, inherited_, options_, harvest_.articles.emplace_back())) mixed_ = true;
            } else if (role == Role::entries || is_channel(child))
                read_below(child, scope);
        }
    }

    /// What a service names as the origin of several articles, or of the whole feed, is a front page.
    void drop_shared_originals() {
        std::unordered_map<std::string, int> uses;
        for (const Article& article : harvest_.articles)
            if (!article.canonical_url.empty()) ++uses[article.canonical_url];
        if (!uses.empty()) ++uses[harvest_.feed.url];
        for (Article& article : harvest_.articles)
            if (!article.canonical_url.empty() && uses[article.canonical_url] > 1) article.canonical_url.clear();
    }

    /// At the first entry, for it and those like it beside it: growing would hold all of them twice.
    void make_room_for(pugi::xml_node entry) {
        if (!harvest_.articles.empty()) return;
        std::size_t count = 0;
        for (pugi::xml_node node = entry; node && count < most_entries; node = node.next_sibling(entry.name())) ++count;
        harvest_.articles.reserve(count);
    }

    // Two levels of wrappers are all there is in any format, so this recursion cannot run away.
    void read_below(pugi::xml_node node, const Scope& scope) {
        if (level_ == 3) return;
        ++level_;
        read_entries(node, Scope(scope, node));
        --level_;
    }

    Scope document_scope_;
    const ReadOptions& options_;
    bool& mixed_;
    Harvest harvest_;
    Inherited inherited_;
    std::size_t beyond_ = 0;  // entries that are not read
    int level_ = 0;
};

}  // namespace

bool is_feed_root(std::string_view element_name) {
    std::string_view local = local_name(element_name);
    return is(local, "rss") || is(local, "rdf") || is(local, "feed") || is(local, "channel");
}

Result<Harvest> read_xml_feed(const pugi::xml_document& document, const Url& base, const ReadOptions& options,
                              bool& mixed) {
    pugi::xml_node root = find_root(document);
    if (!root) return Error{Errc::syntax, "no feed in it: neither rss, rdf:RDF, feed nor channel"};
    return XmlFeedReader(base, options, mixed).run(root);
}

}  // namespace newsbus::feed

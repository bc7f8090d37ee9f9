#include "feed/xml_feed.h"
#include "base/ascii.h"
#include "base/heap_measure.h"
#include "feed/channel.h"
#include "feed/elements.h"
#include "feed/entry.h"
#include "feed/value.h"
#include "feed/vocabulary.h"

#include <algorithm>
#include <deque>
#include <string>
#include <unordered_map>

namespace newsbus::feed {
namespace {

// Trees count as all other memory does: a large feed is held as its tree. Before main(), since it is one for all
// threads.
[[maybe_unused]] const bool trees_are_counted =
    (pugi::set_memory_management_functions(counted_malloc, counted_free), true);

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

/// The entries of a feed by their place in the tree. What the feed says about itself is read first, since entries
/// inherit from it.
class XmlEntries final : public Unmade {
public:
    XmlEntries(std::shared_ptr<const XmlText> document, const Url& base, const ReadOptions& options)
        : document_(std::move(document)), base_(base), options_(options), document_scope_(base_) {}

    /// Walks root, channels and wrappers.
    void find(pugi::xml_node root, FeedInfo& feed) {
        feed.format = format_of(root);
        const Scope& scope = scopes_.emplace_back(document_scope_, root);
        bool atom = is(local_name(root.name()), "feed");
        if (atom || is(local_name(root.name()), "channel")) read_head(root, scope, feed);
        for (pugi::xml_node child : Elements(root))
            if (is_channel(child)) read_head(child, Scope(scope, child), feed);
        inherited_.language = feed.language;
        if (!atom) inherited_.author.clear();
        find_entries(root, scope);
        site_ = feed.url;
    }

    /// All of them, as articles.
    std::vector<Article> made() {
        std::vector<Article> articles(size());
        for (std::size_t at = 0; at < size(); ++at) {
            if (read(at, articles[at])) mixed_ = true;
            count_original(articles[at]);
        }
        for (Article& article : articles) drop_shared_original(article);
        return articles;
    }

    /// Learns of each what the others depend on.
    void survey() {
        for (std::size_t at = 0; at < size(); ++at) {
            Article article;
            if (read(at, article)) mixed_ = true;
            count_original(article);
        }
    }

    std::size_t size() const override { return entries_.size(); }
    Article make(std::size_t at) const override {
        Article article;
        read(at, article);
        drop_shared_original(article);
        return article;
    }

    std::size_t beyond() const { return beyond_; }
    bool mixed() const { return mixed_; }  ///< is a text that was read mixed content?

private:
    struct Place {
        pugi::xml_node node;
        const Scope* scope;  ///< of its parent
    };

    static bool is_channel(pugi::xml_node element) { return is(local_name(element.name()), "channel"); }

    void read_head(pugi::xml_node node, const Scope& scope, FeedInfo& feed) {
        read_channel(node, scope, feed, inherited_.author);
        if (filling_of(node.child("title")) == Filling::mixed) mixed_ = true;
        for (const char* name : {"href", "HREF"})
            if (feed.url.empty()) feed.url = scope.resolved(node.attribute(name).value());
    }

    /// Entries stand in the root (Atom, RDF), in a channel (RSS), in a wrapper inside one, or, by mistake, in each
    /// other.
    void find_entries(pugi::xml_node node, const Scope& scope) {
        for (pugi::xml_node child : Elements(node)) {
            Role role = meaning_of(scope.name_of(child)).role;
            if (role == Role::entry && entries_.size() == most_entries)
                ++beyond_;
            else if (role == Role::entry)
                entries_.push_back({child, &scope});
            else if (role == Role::entries || is_channel(child))
                find_below(child, scope);
        }
    }

    // Two levels of wrappers are all there is in any format, so this recursion cannot run away.
    void find_below(pugi::xml_node node, const Scope& scope) {
        if (level_ == 3) return;
        ++level_;
        find_entries(node, scopes_.emplace_back(scope, node));
        --level_;
    }

    bool read(std::size_t at, Article& article) const {
        return read_entry(entries_[at].node, *entries_[at].scope, inherited_, options_, article);
    }

    void count_original(const Article& article) {
        if (!article.canonical_url.empty()) ++originals_[article.canonical_url];
    }

    /// What a service names as the origin of several articles, or of the whole feed, is a front page.
    void drop_shared_original(Article& article) const {
        if (article.canonical_url.empty()) return;
        auto uses = originals_.find(article.canonical_url);
        const bool shared = uses != originals_.end() && uses->second > 1;
        if (shared || article.canonical_url == site_) article.canonical_url.clear();
    }

    std::shared_ptr<const XmlText> document_;
    Url base_;
    ReadOptions options_;
    Scope document_scope_;
    std::deque<Scope> scopes_;  // of root, channels and wrappers
    std::vector<Place> entries_;
    Inherited inherited_;
    std::string site_;
    std::unordered_map<std::string, int> originals_;  // how many entries name each
    std::size_t beyond_ = 0;                          // entries that are not read
    int level_ = 0;
    bool mixed_ = false;
};

}  // namespace

bool is_feed_root(std::string_view element_name) {
    std::string_view local = local_name(element_name);
    return is(local, "rss") || is(local, "rdf") || is(local, "feed") || is(local, "channel");
}

Result<Harvest> read_xml_feed(const std::shared_ptr<const XmlText>& document, const Url& base,
                              const ReadOptions& options, bool& mixed) {
    pugi::xml_node root = find_root(document->tree);
    if (!root) return Error{Errc::syntax, "no feed in it: neither rss, rdf:RDF, feed nor channel"};
    auto entries = std::make_unique<XmlEntries>(document, base, options);
    Harvest harvest;
    entries->find(root, harvest.feed);
    report_entries_beyond(entries->beyond(), harvest.problems);
    const bool made = entries->size() < options.unmade_from;
    if (made)
        harvest.articles = entries->made();
    else
        entries->survey();
    if (entries->mixed()) mixed = true;
    if (!made) harvest.unmade = std::move(entries);
    return harvest;
}

}  // namespace newsbus::feed

#include "config/keys.h"

#include <algorithm>

namespace newsbus::config {
namespace {

// The keys of a section stand together.
constexpr Key table[] = {
    {"", "publish_once", "false", "`true`: an article that another source had before is not published again"},
    {"", "chain", "", "plugins in this order; `[]` = none; left out: the default chain"},
    {"", "state", "", "section"},
    {"", "bus", "", "section"},
    {"", "http", "", "section"},
    {"", "control", "", "section"},
    {"", "plugin", "", "sections `[plugin.NAME]`"},
    {"", "source", "", "sections `[[source]]`"},

    {"state", "dir", "\"/var/lib/newsbus\"", "folder of the SQLite file; one daemon at a time"},
    {"state", "retention", "\"30d\"", "messages older than this are trimmed"},
    {"state", "retention_size", "\"20GiB\"", "and the oldest ones when the log is larger than this"},

    {"bus", "publish", "[\"tcp://127.0.0.1:5556\"]", "endpoints of the publisher: a string or a list; tcp or ipc"},
    {"bus", "replay", "\"tcp://127.0.0.1:5557\"", "endpoint that answers replays"},
    {"bus", "high_water_mark", "4000", "messages queued for one subscriber"},
    {"bus", "queue_memory", "\"64MiB\"", "of all that is kept for subscribers that have not taken it"},
    {"bus", "grace", "\"200ms\"", "how long a full pipe may hold the publisher, each time"},
    {"bus", "heartbeat", "\"1s\"", "time between two heartbeats"},
    {"bus", "topic", "\"article/{event}/{language}/{source}/\"", "shape of an article's topic"},
    {"bus", "publisher", "", "name of this installation in the messages; left out: a random id made once"},
    {"bus", "curve", "", "section: encryption and authentication", Ready::no},

    {"bus.curve", "secret_key_file", "", "the server's key pair", Ready::no},
    {"bus.curve", "allowed_keys_file", "", "name, public key, topic prefixes of every client", Ready::no},

    {"http", "contact", "",
     "URL or mail address for the User-Agent, where site owners reach you; required unless every source is on an "
     "allowed network"},
    {"http", "timeout", "\"30s\"", "for a whole fetch"},
    {"http", "connect_timeout", "\"10s\"", "for the connection, name lookup included"},
    {"http", "max_body", "\"8MiB\"", "of a feed or page, after decompression"},
    {"http", "max_in_flight", "\"128MiB\"",
     "half of it for bodies that are being fetched or wait to be read, half for what a large one becomes while it is "
     "read; each may go a little beyond"},
    {"http", "max_redirects", "8", "in a row"},
    {"http", "max_connections", "64", "fetches at a time"},
    {"http", "max_per_host", "1", "fetches at a time on one host (registrable domain, or literal address)"},
    {"http", "host_pause", "\"1s\"", "from the end of a fetch on a host to the next one that takes its place"},
    {"http", "min_interval", "\"60s\"", "no source is polled more often; at least 1s"},
    {"http", "allow_networks", "[]", "private networks that may be contacted, e.g. `[\"127.0.1.0/24\"]`"},
    {"http", "robots", "true", "obey robots.txt for pages, listings and sitemaps"},
    {"http", "proxy", "\"\"", "URL of a proxy (http, https, socks5, socks5h); `\"\"` = none"},
    {"http", "callback", "\"\"",
     "where hubs may push what is new (WebSub): address and port, or `unix:/path` behind a proxy; `\"\"` = off"},
    {"http", "callback_url", "\"\"",
     "the URL under which hubs reach `callback`, e.g. `https://news.example.org/hooks`"},

    {"control", "listen", "\"127.0.0.1:9556\"",
     "`/health`, `/ready`, `/metrics`, `/status`: loopback address and port, or `unix:/path`; `\"\"` = off"},
    {"control", "source_metrics", "\"auto\"",
     "metrics of each source: `true`, `false`, or `\"auto\"`: while there are at most 1,000 sources"},

    {"source", "id", "",
     "letters, digits, `-`, `_`, `.`, the first no `-` and not dots alone; part of the topic; the source's "
     "state belongs to it (required)"},
    {"source", "kind", "\"feed\"",
     "`feed` (RSS, Atom, JSON Feed), `listing` (an index page of a site), `sitemap` (a news sitemap, an index) or "
     "`page` (one page, watched for changes)"},
    {"source", "url", "", "http or https (required)"},
    {"source", "name", "\"\"", "for people, shown by `newsbus status`; in no message"},
    {"source", "previous_id", "\"\"", "takes over the state of a source that had this id"},
    {"source", "interval", "\"15m\"", "shortest time between two polls; never less than `min_interval`"},
    {"source", "max_interval", "\"6h\"", "longest time between two polls; equal to `interval`: fixed"},
    {"source", "full_text", "\"auto\"",
     "fetch the article's page: `auto` (when the feed has only a teaser), `always`, `never`"},
    {"source", "backfill", "\"all\"", "what the first poll publishes: `all`, `none` or a number of entries"},
    {"source", "hints", "true",
     "poll no sooner than the feed asks by `ttl`, `skipHours`, `skipDays`, `sy:*`, up to a week"},
    {"source", "freshness", "true",
     "poll no sooner than the last answer goes stale (`Cache-Control`, `Expires`), up to 31 days"},
    {"source", "host_rest", "\"host\"",
     "who is left alone after an answer 429, or 503 with `Retry-After`: the whole `host` or only this `source`"},
    {"source", "site_memory", "true", "leave out of articles what stands on other pages of their site too"},
    {"source", "recheck", "[]", "look at recent articles again after these times", Ready::only_fallback},
    {"source", "language", "\"\"", "BCP 47; in place of what the source declares: `tag_language` takes it as a hint"},
    {"source", "chain", "", "plugins of this source; left out: those of the installation"},
    {"source", "tags", "[]", "put on every article"},
    {"source", "headers", "{}", "sent with every request, e.g. `{ Accept-Language = \"de\" }`"},
    {"source", "username", "\"\"", "for HTTP authentication"},
    {"source", "password_file", "\"\"", "file that holds the password, or `credential:NAME`"},
    {"source", "ca_file", "\"\"", "certificates to trust instead of the system's"},
    {"source", "cert_file", "\"\"", "client certificate"},
    {"source", "key_file", "\"\"", "its key"},
    {"source", "allow_networks", "[]", "private networks that this source may contact, besides those of `[http]`"},
    {"source", "max_body", "", "left out: that of `[http]`"},
    {"source", "timeout", "", "left out: that of `[http]`"},
    {"source", "robots", "",
     "obey robots.txt: `true` for the feed, too; left out: as `[http]` says, the feed itself excepted"},
    {"source", "websub", "true", "let a hub push where the source announces one and `callback` in `[http]` is set"},
    {"source", "rules", "", "section `[source.rules]`: where things stand in the pages of this source"},

    {"source.rules", "body", "[]", "the text of an article: CSS or XPath, one or a list, as all of these"},
    {"source.rules", "headline", "[]", "its headline"},
    {"source.rules", "date", "[]", "its date of publication"},
    {"source.rules", "author", "[]", "its authors"},
    {"source.rules", "remove", "[]", "what is taken out before anything is read"},
    {"source.rules", "links", "[]", "of a listing: the links to articles, or what they stand in"},
};

constexpr std::string_view planned_plugins[] = {"tag_credit", "tag_topics", "tag_keywords",
                                                "tag_rules",  "tag_story",  "drop_rules"};

}  // namespace

std::span<const Key> keys() {
    return table;
}

std::span<const Key> keys(std::string_view section) {
    auto in_section = [section](const Key& key) { return key.section == section; };
    auto first = std::ranges::find_if(table, in_section);
    auto last = std::find_if_not(first, std::end(table), in_section);
    return {first, last};
}

const Key* find_key(std::string_view section, std::string_view name) {
    for (const Key& key : keys(section))
        if (key.name == name) return &key;
    return nullptr;
}

std::vector<std::string_view> sections_with(std::string_view name) {
    std::vector<std::string_view> sections;
    for (const Key& key : table)
        if (key.name == name) sections.push_back(key.section);
    return sections;
}

bool is_planned_plugin(std::string_view name) {
    return std::ranges::find(planned_plugins, name) != std::end(planned_plugins);
}

}  // namespace newsbus::config

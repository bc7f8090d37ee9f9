"""Documents of 8 MiB that are nothing but marks, or one thing over and over.

Each is the only source of a daemon of its own: what it takes at most, and a minute's rest later.
"""
import time

from support.daemon import Daemon
from support.site import Reply, Site

SIZE, LIMIT = 8 << 20, 100  # bytes, MiB
RSS, RSS_END = '<rss version="2.0"><channel><title>t</title>', "</channel></rss>"
ITEM, ITEM_END = RSS + "<item><title>x</title>", "</item>" + RSS_END
JSON = '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":['
URLSET, URLSET_END = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', "</urlset>"
PAGE, PAGE_END = "<html><body><article><h1>head</h1>", "</article></body></html>"

# name, kind, beginning, what is repeated ({} is a number), end
DOCUMENTS = [
    ("empty items", "feed", RSS, "<item/>", RSS_END),
    ("items that never end", "feed", RSS, "<item>", RSS_END),
    ("short items", "feed", RSS, "<item><title>a{0}</title><link>https://e.example/{0}</link></item>", RSS_END),
    ("elements in elements", "feed", RSS + "<item>", "<a>", RSS_END),
    ("empty elements", "feed", ITEM, "<a/>", ITEM_END),
    ("attributes", "feed", RSS + "<item ", ' a=""', "/>" + RSS_END),
    ("categories", "feed", ITEM, "<category>b{}</category>", ITEM_END),
    ("paragraphs", "feed", ITEM + "<description><![CDATA[", "<p>a</p>", "]]></description>" + ITEM_END),
    ("mixed content", "feed", ITEM + "<description>", "<i>a</i> ", "</description>" + ITEM_END),
    ("open angles", "feed", ITEM, "<<", RSS_END),
    ("JSON of empty items", "feed", JSON, "{{}},", "{}]}"),
    ("JSON of short items", "feed", JSON, '{{"id":"{0}","title":"a{0}"}},', "{}]}"),
    ("JSON of flawed items", "feed", JSON, '{{"id":"1\\\'"}},', "{}]}"),
    ("JSON of tags", "feed", JSON + '{"id":"1","tags":[', '"k{}",', '"z"]}]}'),
    ("short sitemap", "sitemap", URLSET, "<url><loc>https://e.example/{}</loc></url>", URLSET_END),
    ("sitemap of nothing", "sitemap", URLSET, "<url/>", URLSET_END),
    ("sitemap of lines", "sitemap", "", "https://e.example/{}\n", ""),
    ("open paragraphs", "page", PAGE, "<p>", PAGE_END),
    ("links", "page", PAGE, "<a href=/{}>x</a>", PAGE_END),
    ("a table", "page", PAGE + "<table>", "<tr><td>a", PAGE_END),
    ("empty blocks", "page", PAGE, "<div></div>", PAGE_END),
    ("sentences", "page", PAGE, "<p>This is a whole sentence of news that stands in a paragraph.</p>", PAGE_END),
]


def document(begin, piece, end):
    parts, size, number = [begin], len(begin) + len(end), 0
    while size < SIZE:
        parts.append(piece.format(number))
        size += len(parts[-1])
        number += 1
    return "".join([*parts, end])[:SIZE + 200].encode()


def replies():
    """Name, kind and Reply of each."""
    for name, kind, begin, piece, end in DOCUMENTS:
        content_type = "text/html" if kind == "page" else "application/json" if begin == JSON else "text/plain" if not begin else "text/xml"
        yield name, kind, Reply(body=document(begin, piece, end), content_type=content_type)


def run(judge, binary):
    site = Site()
    for name, kind, reply in replies():
        site.put("/document", reply)
        daemon = Daemon(binary, [{"id": "odd", "kind": kind, "url": site.url("/document"), "interval": "1h", "full_text": "never"}],
                        http={"max_body": "9MiB"})
        try:
            daemon.start("--now")
            began = time.monotonic()
            while time.monotonic() - began < 60 and daemon.metric("newsbus_outcomes_total") == 0:
                time.sleep(0.2)
            while time.monotonic() - began < 90 and daemon.metric("newsbus_visits_in_flight") > 0:
                time.sleep(0.2)
            peak, now = daemon.memory_mib("VmHWM"), daemon.memory_mib()
            judge.figure(f"{name}: peak and rest, MiB", f"{peak:.0f}, {now:.0f}")
            judge.check(f"{name}: at most {LIMIT} MiB", peak <= LIMIT, f"{peak:.0f} MiB")
        finally:
            daemon.close()
    site.close()

"""Sitemaps end to end: a news sitemap, an index of gzip'd ones, pages that become articles."""
import gzip

from case import Reply, SystemTest, main, page, wait_until

NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def urlset(entries):
    """A sitemap of dicts with loc and, if any, lastmod, title, date."""
    out = [f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{NEWS}">']
    for entry in entries:
        out.append(f"<url><loc>{entry['loc']}</loc>")
        if "lastmod" in entry:
            out.append(f"<lastmod>{entry['lastmod']}</lastmod>")
        if "title" in entry:
            out.append("<news:news><news:publication><news:name>Test Wire</news:name><news:language>en</news:language></news:publication>"
                       f"<news:publication_date>{entry['date']}</news:publication_date><news:title>{entry['title']}</news:title></news:news>")
        out.append("</url>")
    return ("\n".join(out) + "</urlset>").encode()


def index(parts):
    return ("<sitemapindex>" + "".join(f"<sitemap><loc>{loc}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</sitemap>"
                                       for loc, changed in parts) + "</sitemapindex>").encode()


class Sitemaps(SystemTest):
    def serve(self, site, path, body, content_type="application/xml"):
        site.put(path, Reply(body=body, content_type=content_type))

    def sitemap(self, site, **more):
        return self.source(site, path="/sitemap.xml", **{"kind": "sitemap", "full_text": "auto", **more})

    def events(self, daemon):
        """{last part of the URL: the events it went out as}"""
        told = {}
        for message in daemon.whole_log():
            if message.is_article:
                told.setdefault(message.data["url"].rsplit("/", 1)[1], []).append(message.topic.decode().split("/")[1])
        return told

    def test_a_news_sitemap_brings_articles_with_the_text_of_their_pages(self):
        site = self.site()
        entries = [{"loc": site.url(f"/a/{n}.html"), "title": f"Headline {n}", "date": f"2026-11-2{n}T10:00:00Z"} for n in range(2)]
        for n in range(3):
            self.serve(site, f"/a/{n}.html", page(n), "text/html")
        self.serve(site, "/sitemap.xml", urlset(entries))
        daemon = self.daemon([self.sitemap(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "two articles")
        self.serve(site, "/sitemap.xml", urlset([{"loc": site.url("/a/2.html"), "title": "Headline 2", "date": "2099-01-01T00:00:00Z"}, *entries]))
        wait_until(lambda: len(daemon.whole_log()) == 3, "the third article")
        messages = daemon.whole_log()
        self.assertEqual(self.events(daemon), {"0.html": ["backfill"], "1.html": ["backfill"], "2.html": ["published"]})
        article = messages[0].data
        self.assertEqual(article["headline"], "Headline 0")
        self.assertEqual(article["datePublished"], "2026-11-20T10:00:00Z")
        self.assertEqual(article["bodyStatus"], "full")
        self.assertGreater(article["wordCount"], 150)
        self.assert_log_is_sound(messages)

    def test_an_index_brings_what_its_changed_sitemaps_hold(self):
        site = self.site()
        for n in range(4):
            self.serve(site, f"/a/{n}.html", page(n), "text/html")
        self.serve(site, "/old.xml.gz", gzip.compress(urlset([{"loc": site.url("/a/0.html"), "lastmod": "2026-10-01"}])), "application/gzip")
        self.serve(site, "/new.xml", urlset([{"loc": site.url("/a/1.html"), "lastmod": "2099-01-01"}]))
        self.serve(site, "/sitemap.xml", index([(site.url("/old.xml.gz"), "2026-10-01"), (site.url("/new.xml"), "2026-11-01")]))
        daemon = self.daemon([self.sitemap(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "two articles")
        self.serve(site, "/new.xml", urlset([{"loc": site.url(f"/a/{n}.html"), "lastmod": "2099-01-01"} for n in (2, 1)]))
        self.serve(site, "/sitemap.xml", index([(site.url("/old.xml.gz"), "2026-10-01"), (site.url("/new.xml"), "2026-11-02")]))
        wait_until(lambda: len(daemon.whole_log()) == 3, "the third article")
        self.assertEqual(self.events(daemon), {"0.html": ["backfill"], "1.html": ["backfill"], "2.html": ["published"]})
        self.assertEqual(len(site.seen("/old.xml.gz")), 1)
        self.assertEqual(len(site.seen("/new.xml")), 2)
        self.assert_log_is_sound(daemon.whole_log())

    def test_sitemaps_that_the_index_does_not_date_are_looked_at_each_time_and_survive_a_kill(self):
        site = self.site()
        self.serve(site, "/sitemap.xml", index([(site.url("/part.xml"), "")]))
        asked = []
        site.put("/part.xml", lambda request: asked.append(request) or Reply(content_type="application/xml", delay=60))
        daemon = self.daemon([self.sitemap(site, full_text="never")]).start()
        wait_until(lambda: asked, "the part's visit")
        daemon.kill()
        self.serve(site, "/part.xml", urlset([{"loc": site.url("/a/0.html"), "lastmod": "2026-11-20"}]))
        daemon.start()
        wait_until(lambda: len(daemon.whole_log()) == 1, "the article")
        self.serve(site, "/part.xml", urlset([{"loc": site.url(f"/a/{n}.html"), "lastmod": "2099-01-01"} for n in (1, 0)]))
        wait_until(lambda: len(daemon.whole_log()) == 3, "a new and a changed article")
        self.assertEqual(self.events(daemon), {"0.html": ["backfill", "updated"], "1.html": ["published"]})
        self.assert_log_is_sound(daemon.whole_log())


if __name__ == "__main__":
    main()

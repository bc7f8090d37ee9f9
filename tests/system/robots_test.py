"""robots.txt end to end: what it forbids is not fetched, what it asks for is done, and no restart makes anything early."""
import contextlib
import json
import sqlite3
import time

from case import Reply, SystemTest, item, main, page, rss, wait_until


class Robots(SystemTest):
    def feed_with_pages(self, site, count=3, host=0):
        site.put("/feed.xml", rss([item(n, site, host, content=None, description=f"Teaser {n}.") for n in range(count)]), host)
        for n in range(count):
            site.put(f"/a/{n}.html", Reply(body=page(n), content_type="text/html; charset=utf-8"), host)

    @staticmethod
    def text(site, document, host=0, **more):
        site.put("/robots.txt", Reply(body=document.encode(), content_type="text/plain", **more), host)

    def obeying(self, sources, **http):
        return self.daemon(sources, http={"robots": True, **http})

    def articles(self, daemon):
        return {m.data["identifier"].rsplit(":", 1)[1]: m.data for m in daemon.whole_log() if m.is_article}

    def why(self, daemon, url):
        with contextlib.closing(sqlite3.connect(f"file:{daemon.folder}/state/newsbus.db?mode=ro", uri=True)) as database:
            return [what for what, in database.execute("SELECT what FROM note WHERE identifier LIKE ?", (f"%{url}",))]

    def health(self, daemon, id="wire"):
        sources = json.loads(daemon.get("/status")[1])["sources"]
        return next((s["health"], s.get("reason", "")) for s in sources if s["id"] == id)

    def test_a_forbidden_page_goes_out_with_the_feeds_content_and_says_why(self):
        site = self.site()
        self.feed_with_pages(site)
        self.text(site, "User-agent: *\nDisallow: /a/1\nContent-Signal: ai-train=no\nLicense: /license.xml\n")
        daemon = self.obeying([self.source(site, full_text="always")]).start()
        wait_until(lambda: len(daemon.whole_log()) == 3, "three articles")
        articles = self.articles(daemon)
        self.assertEqual({n: a["bodyStatus"] for n, a in articles.items()}, {"0": "full", "1": "blocked", "2": "full"})
        self.assertEqual(articles["1"]["articleBody"], "Teaser 1.")
        self.assertEqual(site.seen("/a/1.html"), [])
        self.assertEqual(len(site.seen("/robots.txt")), 1)
        self.assertTrue(site.seen("/robots.txt")[0].headers["user-agent"].startswith("newsbus/"))
        self.assertTrue(any("disallows /a/1.html (line 2: Disallow: /a/1)" in what for what in self.why(daemon, ":1")))
        self.assertEqual((articles["0"]["robots"], articles["0"]["license"]), ("ai-train=no", site.url("/license.xml")))
        self.assert_log_is_sound(daemon.whole_log())

    def test_a_feed_is_exempt_unless_it_is_told_to_obey(self):
        site = self.site()
        self.feed_with_pages(site)
        self.text(site, "User-agent: newsbus\nDisallow: /\n")
        daemon = self.obeying([self.source(site), self.source(site, id="strict", robots=True)]).start()
        wait_until(lambda: len(daemon.whole_log()) >= 3, "the articles of the feed")
        wait_until(lambda: self.health(daemon, "strict")[0] == "blocked", "the feed that obeys is blocked")
        self.assertEqual(self.health(daemon, "strict")[1],
                         f"robots.txt of {site.url('')} disallows /feed.xml (line 2: Disallow: /)")
        self.assertEqual({m.data["source"] for m in daemon.whole_log() if m.is_article}, {"wire"})

    def test_a_forbidden_listing_is_blocked_and_not_asked_for(self):
        site = self.site()
        site.put("/world", Reply(body=b"<html></html>", content_type="text/html"))
        self.text(site, "User-agent: *\nDisallow: /\n")
        daemon = self.obeying([self.source(site, path="/world", kind="listing")]).start()
        wait_until(lambda: self.health(daemon)[0] == "blocked", "it is blocked")
        self.assertEqual((site.seen("/world"), len(site.seen("/robots.txt"))), ([], 1))
        self.assertTrue(any(m.topic == b"source/blocked/wire/" for m in daemon.whole_log()))

    def test_a_site_without_robots_txt_allows_all(self):
        for status in (404, 403):
            site = self.site()
            self.feed_with_pages(site)
            site.put("/robots.txt", Reply(status, b"no", "text/plain"))
            daemon = self.obeying([self.source(site, full_text="always")]).start()
            wait_until(lambda: len(daemon.whole_log()) == 3, "three articles")
            self.assertEqual({a["bodyStatus"] for a in self.articles(daemon).values()}, {"full"})
            self.assertEqual(len(site.seen("/robots.txt")), 1)

    def test_nothing_is_fetched_while_the_robots_txt_fails(self):
        site = self.site()
        self.feed_with_pages(site)
        site.put("/robots.txt", Reply(500, b"oops", "text/plain"))
        daemon = self.obeying([self.source(site, full_text="always")]).start()
        wait_until(lambda: any("the page waits for" in what for what in self.why(daemon, ":1")), "a page that waits")
        self.assertEqual([site.seen(f"/a/{n}.html") for n in range(3)], [[], [], []])
        self.assertEqual(len(site.seen("/robots.txt")), 1)
        metrics = daemon.get("/metrics")[1]
        self.assertIn('newsbus_robots_total{result="unreachable"} 1', metrics)

    def test_a_restart_amid_a_robots_rest_makes_nothing_early(self):
        site = self.site()
        self.feed_with_pages(site)
        site.put("/robots.txt", Reply(503, b"oops", "text/plain", headers={"Retry-After": "8"}))
        daemon = self.obeying([self.source(site, full_text="always")]).start()
        wait_until(lambda: any("the page waits for" in what for what in self.why(daemon, ":1")), "a page that waits")
        self.text(site, "User-agent: *\nDisallow: /a/2\n")
        for _ in range(2):
            daemon.kill()
            daemon.start()
            polls = len(site.seen("/feed.xml"))
            wait_until(lambda: len(site.seen("/feed.xml")) > polls + 1, "polls after the start")
            self.assertEqual(len(site.seen("/robots.txt")), 1)
            self.assertEqual([site.seen(f"/a/{n}.html") for n in range(3)], [[], [], []])

    def test_what_was_read_outlives_a_restart(self):
        site = self.site()
        self.feed_with_pages(site, 2)
        self.text(site, "User-agent: *\nDisallow: /a/3\n")
        daemon = self.obeying([self.source(site, full_text="always")]).start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "two articles")
        daemon.kill()
        self.feed_with_pages(site, 4)
        daemon.start()
        wait_until(lambda: len(daemon.whole_log()) == 4, "four articles")
        self.assertEqual(self.articles(daemon)["3"]["bodyStatus"], "blocked")
        self.assertEqual((len(site.seen("/robots.txt")), site.seen("/a/3.html")), (1, []))

    def test_redirects_of_a_robots_txt_are_followed_five_times(self):
        for hops, full in ((5, False), (6, True)):
            site = self.site(hosts=2)
            self.feed_with_pages(site, 1)
            for n in range(hops):
                site.put("/robots.txt" if n == 0 else f"/r{n}",
                         Reply(301, headers={"Location": site.url(f"/r{n + 1}", 1 if n + 1 == hops else 0)}))
            site.put(f"/r{hops}", Reply(body=b"User-agent: *\nDisallow: /a/\n", content_type="text/plain"), 1)
            daemon = self.obeying([self.source(site, full_text="always")]).start()
            wait_until(lambda: len(daemon.whole_log()) == 1, "the article")
            self.assertEqual(self.articles(daemon)["0"]["bodyStatus"], "full" if full else "blocked")

    def test_a_host_rests_as_long_as_it_asks(self):
        site = self.site()
        self.feed_with_pages(site, 4)
        times = []

        def timed(n):
            def reply(request):
                times.append(time.monotonic())
                return Reply(body=page(n), content_type="text/html; charset=utf-8")
            return reply
        for n in range(4):
            site.put(f"/a/{n}.html", timed(n))
        self.text(site, "User-agent: *\nCrawl-delay: 1.5\n")
        daemon = self.obeying([self.source(site, full_text="always", interval="1h", max_interval="1h")]).start()
        wait_until(lambda: len(daemon.whole_log()) == 4, "four articles")
        self.assertGreaterEqual(min(b - a for a, b in zip(times, times[1:])), 1.4)

    def test_a_document_without_end_is_read_up_to_its_bound(self):
        site = self.site()
        self.feed_with_pages(site, 1)
        self.text(site, "User-agent: *\nDisallow: /a/\n" + "# and so on\n" * 200_000)
        daemon = self.obeying([self.source(site, full_text="always")]).start()
        wait_until(lambda: len(daemon.whole_log()) == 1, "the article")
        self.assertEqual(self.articles(daemon)["0"]["bodyStatus"], "blocked")

    def test_a_source_may_be_told_not_to_obey(self):
        site = self.site()
        self.feed_with_pages(site, 1)
        self.text(site, "User-agent: *\nDisallow: /\n")
        daemon = self.obeying([self.source(site, full_text="always", robots=False)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 1, "the article")
        self.assertEqual(self.articles(daemon)["0"]["bodyStatus"], "full")
        self.assertEqual(site.seen("/robots.txt"), [])


if __name__ == "__main__":
    main()

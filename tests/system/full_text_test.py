"""Full text is a second lap: entries become page jobs, pages become articles, also when a page never comes."""
import json

from case import Reply, SystemTest, item, main, page, rss, wait_until


class FullText(SystemTest):
    def feed_with_pages(self, site, count):
        entries = [item(n, site, content=None, description=f"Teaser {n}.") for n in range(count)]
        site.put("/feed.xml", rss(entries))
        for n in range(count):
            site.put(f"/a/{n}.html", Reply(body=page(n), content_type="text/html; charset=utf-8"))

    def articles(self, daemon):
        return {m.data["identifier"]: m.data for m in daemon.whole_log() if m.is_article}

    def test_a_teaser_is_completed_from_its_page(self):
        site = self.site()
        self.feed_with_pages(site, 5)
        daemon = self.daemon([self.source(site, full_text="auto")]).start()
        wait_until(lambda: len(daemon.whole_log()) == 5, "five articles")
        for identifier, article in self.articles(daemon).items():
            with self.subTest(identifier):
                self.assertEqual(article["bodyStatus"], "full")
                self.assertGreater(article["wordCount"], 150)
                self.assertNotIn("All rights reserved", article["articleBody"])
                self.assertNotIn("Weather", article["articleBody"])
        self.assert_log_is_sound(daemon.whole_log())

    def test_pages_that_never_come_go_out_with_the_feeds_content_and_say_so(self):
        site = self.site()
        self.feed_with_pages(site, 4)
        for n in (1, 3):
            site.put(f"/a/{n}.html", Reply(500, b"oops", "text/plain"))
        daemon = self.daemon([self.source(site, full_text="always")]).start()
        wait_until(lambda: len(daemon.whole_log()) >= 4, "four articles", 150)
        articles = self.articles(daemon)
        status = {n: articles[f"urn:test:0:{n}"]["bodyStatus"] for n in range(4)}
        self.assertEqual(status, {0: "full", 1: "feed", 2: "full", 3: "feed"})
        self.assertIn("Teaser 3.", articles["urn:test:0:3"].get("articleBody", "") + articles["urn:test:0:3"]["description"])
        self.assertGreaterEqual(len(site.seen("/a/1.html")), 2)
        self.assert_log_is_sound(daemon.whole_log())

    def test_waiting_pages_survive_a_kill(self):
        site = self.site()
        self.feed_with_pages(site, 6)
        for n in range(6):
            site.put(f"/a/{n}.html", Reply(body=page(n), content_type="text/html", delay=30))
        daemon = self.daemon([self.source(site, full_text="always")]).start()
        wait_until(lambda: site.seen("/feed.xml"), "the feed's poll")
        wait_until(lambda: json.loads(daemon.get("/status")[1])["sources"][0]["pagesWaiting"] == 6, "six waiting pages")
        daemon.kill()
        for n in range(6):
            site.put(f"/a/{n}.html", Reply(body=page(n), content_type="text/html"))
        daemon.start()
        wait_until(lambda: len(daemon.whole_log()) == 6, "six articles")
        self.assertEqual({a["bodyStatus"] for a in self.articles(daemon).values()}, {"full"})


if __name__ == "__main__":
    main()

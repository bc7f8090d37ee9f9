"""Index pages end to end: new links are followed, links that come up again are known."""
from case import NEWSBUS, WALL, Reply, SystemTest, main, page, wait_until

import subprocess


def front(site, numbers, extra=""):
    """An index page with a card for each article, a menu and a footer."""
    cards = "".join(f'<div class="card"><h3><a href="{site.url(f"/a/harbour-report-number-{n}.html")}">Front page on report {n} of the harbour</a></h3>'
                    f'<p>A teaser of the report with the number {n}, only as long as it must be.</p></div>' for n in numbers)
    return ('<!doctype html><html lang="en"><head><title>Test Wire</title></head><body>'
            '<nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/tag/harbour">Harbour</a></nav>'
            f'<main>{cards}{extra}</main><footer><a href="/about-us">About us</a></footer></body></html>').encode()


class Listings(SystemTest):
    def serve(self, site, numbers, extra=""):
        for n in numbers:
            site.put(f"/a/harbour-report-number-{n}.html", Reply(body=page(n), content_type="text/html"))
        site.put("/news", Reply(body=front(site, numbers, extra), content_type="text/html"))

    def listing(self, site, **more):
        return self.source(site, path="/news", **{"kind": "listing", "full_text": "auto", **more})

    def events(self, daemon):
        told = {}
        for message in daemon.whole_log():
            if message.is_article:
                number = message.data["url"].rsplit("-", 1)[1].removesuffix(".html")
                told.setdefault(number, []).append(message.topic.decode().split("/")[1])
        return told

    def test_a_new_link_is_published_with_the_text_of_its_page(self):
        site = self.site()
        self.serve(site, range(1, 6))
        daemon = self.daemon([self.listing(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 5, "the links of the first poll")
        self.serve(site, [6, *range(1, 6)])
        wait_until(lambda: len(daemon.whole_log()) == 6, "the new link")
        messages = daemon.whole_log()
        self.assertEqual(self.events(daemon), {**{str(n): ["backfill"] for n in range(1, 6)}, "6": ["published"]})
        article = messages[-1].data
        self.assertTrue(article["headline"].startswith("Report 6: "), article["headline"])  # the page's, not the front page's
        self.assertEqual(article["bodyStatus"], "full")
        self.assertGreater(article["wordCount"], 150)
        self.assertEqual(site.seen("/tag/harbour") + site.seen("/about-us") + site.seen("/sport"), [])
        self.assert_log_is_sound(messages)

    def test_a_link_that_comes_up_again_is_known(self):
        site = self.site()
        self.serve(site, range(1, 6))
        daemon = self.daemon([self.listing(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 5, "the links of the first poll")
        self.serve(site, range(3, 8))
        wait_until(lambda: len(daemon.whole_log()) == 7, "two new links")
        again = '<aside><a href="/a/harbour-report-number-1.html?utm_source=front#top">Front page on report 1 of the harbour</a></aside>'
        self.serve(site, [8, *range(3, 8)], again)
        wait_until(lambda: len(daemon.whole_log()) == 8, "one new link")
        self.assertEqual(self.events(daemon), {**{str(n): ["backfill"] for n in range(1, 6)}, **{str(n): ["published"] for n in (6, 7, 8)}})

    def test_a_changed_card_goes_out_with_the_new_text_of_its_page(self):
        site = self.site()
        self.serve(site, range(1, 6))
        daemon = self.daemon([self.listing(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 5, "the links of the first poll")
        site.put("/a/harbour-report-number-3.html", Reply(body=page(9), content_type="text/html"))
        site.put("/news", Reply(body=front(site, range(1, 6)).replace(b"Front page on report 3", b"New light on report 3"), content_type="text/html"))
        wait_until(lambda: len(daemon.whole_log()) == 6, "the update")
        update = daemon.whole_log()[-1]
        self.assertEqual((update.event, update.data["bodyStatus"]), ("updated", "full"))
        self.assertTrue(update.data["headline"].startswith("Report 9: "), update.data["headline"])

    def test_a_page_behind_a_wall_or_gone_leaves_the_card(self):
        site = self.site()
        self.serve(site, range(1, 6))
        site.put("/a/harbour-report-number-2.html", Reply(body=WALL, content_type="text/html"))
        site.put("/a/harbour-report-number-4.html", Reply(404, b"gone", "text/plain"))
        daemon = self.daemon([self.listing(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 5, "five articles")
        articles = {message.data["headline"]: message.data for message in daemon.whole_log()}
        for number, status in ((2, "wall"), (4, "feed")):
            article = articles[f"Front page on report {number} of the harbour"]
            self.assertEqual(article["bodyStatus"], status)
            self.assertNotIn("articleBody", article)

    def test_without_full_text_the_card_is_the_article(self):
        site = self.site()
        self.serve(site, range(1, 4))
        daemon = self.daemon([self.listing(site, full_text="never")]).start()
        wait_until(lambda: len(daemon.whole_log()) == 3, "the links")
        article = daemon.whole_log()[-1].data
        self.assertEqual(article["headline"], "Front page on report 1 of the harbour")
        self.assertIn("A teaser of the report with the number 1", article["description"])
        self.assertEqual([r.path for r in site.seen() if r.path.startswith("/a/")], [])

    def test_discover_offers_the_page_where_there_is_nothing_better(self):
        site = self.site()
        self.serve(site, range(1, 10))
        done = subprocess.run([NEWSBUS, "discover", site.url("/news"), "--allow-network", "127.0.0.0/8", "--pause", "0s"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f'kind = "listing"\nurl = "{site.url("/news")}"\n', done.stdout)
        self.serve(site, range(1, 3))
        done = subprocess.run([NEWSBUS, "discover", site.url("/news"), "--allow-network", "127.0.0.0/8", "--pause", "0s"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn("neither a feed nor a sitemap", done.stderr)


if __name__ == "__main__":
    main()

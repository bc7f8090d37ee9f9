"""Full text is a second lap: entries become page jobs, pages become articles, also when a page never comes."""
import contextlib
import json
import sqlite3

from case import WALL, Reply, SystemTest, item, main, page, prose, rss, wait_until


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

    def versions(self, daemon, number):
        return [m for m in daemon.whole_log() if m.is_article and m.data["identifier"] == f"urn:test:0:{number}"]

    def notes(self, daemon):
        with contextlib.closing(sqlite3.connect(f"file:{daemon.folder}/state/newsbus.db?mode=ro", uri=True)) as database:
            rows = database.execute("SELECT what, times FROM note WHERE what LIKE '%full text published before stays%'").fetchall()
            return [what for what, times in rows for _ in range(times)]

    def change_headline(self, site, headline):
        site.put("/feed.xml", rss([item(0, site, content=None, title=headline, description="Teaser 0.")]))

    def test_a_changed_entry_goes_out_with_the_new_text_of_its_page(self):
        site = self.site()
        self.feed_with_pages(site, 1)
        daemon = self.daemon([self.source(site, full_text="auto")]).start()
        wait_until(lambda: self.versions(daemon, 0), "the first version")
        site.put("/a/0.html", Reply(body=page(7), content_type="text/html"))
        self.change_headline(site, "An altogether different headline")
        wait_until(lambda: len(self.versions(daemon, 0)) == 2, "the update")
        first, update = self.versions(daemon, 0)
        self.assertEqual((first.event, update.event), ("backfill", "updated"))
        self.assertEqual(update.data["headline"], "An altogether different headline")
        self.assertEqual(update.data["bodyStatus"], "full")
        self.assertIn(prose(70, 4), update.data["articleBody"])
        self.assertNotIn(prose(0, 4), update.data["articleBody"])
        self.assertLessEqual({"headline", "articleBody"}, {change["field"] for change in update.data["changes"]})
        self.assert_log_is_sound(daemon.whole_log())

    def test_a_full_text_is_never_replaced_by_a_teaser(self):
        site = self.site()
        self.feed_with_pages(site, 1)
        daemon = self.daemon([self.source(site, full_text="auto")]).start()
        wait_until(lambda: self.versions(daemon, 0), "the full text")
        for n, failing in enumerate([Reply(404, b"gone", "text/plain"), Reply(body=WALL, content_type="text/html")]):
            site.put("/a/0.html", failing)
            self.change_headline(site, f"Headline {n} that has changed")
            wait_until(lambda: len(self.notes(daemon)) > n, "the note")
        site.put("/a/0.html", Reply(body=page(0), content_type="text/html"))
        self.change_headline(site, "The last headline")
        wait_until(lambda: len(self.versions(daemon, 0)) > 1, "the update")
        first, update = self.versions(daemon, 0)
        self.assertEqual(update.data["headline"], "The last headline")
        self.assertEqual(update.data["articleBody"], first.data["articleBody"])

    def test_a_consent_wall_is_never_news(self):
        site = self.site()
        self.feed_with_pages(site, 2)
        site.put("/a/0.html", Reply(302, headers={"Location": site.url("/consent?back=0")}))
        site.put("/a/1.html", Reply(body=WALL, content_type="text/html"))
        site.put("/consent?back=0", Reply(body=WALL, content_type="text/html"))
        daemon = self.daemon([self.source(site, full_text="auto")]).start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "two articles")
        for n in range(2):
            article = self.versions(daemon, n)[0].data
            self.assertEqual(article["bodyStatus"], "wall")
            self.assertEqual(article["articleBody"], f"Teaser {n}.")
            self.assertTrue(article["headline"].startswith(f"Report {n}: "))
            self.assertNotIn("consent", json.dumps({key: article[key] for key in article if key not in ("url", "provenance")}))
            self.assertNotIn("image", article)

    def test_a_page_of_plain_text_is_read_without_its_navigation(self):
        site = self.site()
        self.feed_with_pages(site, 1)
        headline = item(0)["title"]
        text = (f"Home\nSport\nWeather\n\n{headline}\n\nBy Ada Quill\nMay 3, 2024\n\n{prose(1)}\n\n{prose(2)}\n\n{prose(3)}\n\n"
                "Read more:\n\nAnother report on the harbour\n\nSubscribe to our newsletter\n")
        site.put("/a/0.html", Reply(body=text.encode(), content_type="text/plain; charset=utf-8"))
        daemon = self.daemon([self.source(site, full_text="auto")]).start()
        wait_until(lambda: self.versions(daemon, 0), "the article")
        article = self.versions(daemon, 0)[0].data
        self.assertEqual(article["articleBody"], "\n\n".join([prose(1), prose(2), prose(3)]))
        self.assertEqual((article["bodyStatus"], article["headline"]), ("full", headline))
        self.assertEqual(article["author"], [{"name": "Ada Quill"}])
        self.assertEqual(article["datePublished"], "2024-05-03T00:00:00Z")

    def test_a_watched_page_that_changes_is_updated_with_its_new_text(self):
        site = self.site()
        site.put("/status", Reply(body=page(1, "The state of the ferry"), content_type="text/html"))
        daemon = self.daemon([self.source(site, path="/status", kind="page")]).start()
        wait_until(lambda: daemon.whole_log(), "the page")
        site.put("/status", Reply(body=page(2, "The state of the ferry"), content_type="text/html"))
        wait_until(lambda: len(daemon.whole_log()) == 2, "the changed page")
        first, update = daemon.whole_log()
        self.assertEqual((update.event, update.data["id"], update.data["version"]), ("updated", first.data["id"], 2))
        self.assertIn(prose(20, 4), update.data["articleBody"])
        self.assertEqual([change["field"] for change in update.data["changes"]], ["articleBody"])

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

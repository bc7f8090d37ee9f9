"""why: what became of one entry, and every decision on the way, with and without a running daemon."""
import json
import sqlite3

from case import WALL, Reply, SystemTest, item, main, page, rss, wait_until

DROPS_SPORT = """
import json, sys
for line in sys.stdin:
    print("null" if "sport" in json.loads(line)["headline"] else "{}", flush=True)
"""


class Why(SystemTest):
    def why(self, daemon, asked):
        """The one entry that is found, from --json."""
        done = daemon.run("why", asked, "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        entries = json.loads(done.stdout)["entries"]
        self.assertEqual(len(entries), 1, asked)
        return entries[0]

    def kinds(self, daemon, asked):
        return [event["kind"] for event in self.why(daemon, asked)["events"]]

    def verdict(self, daemon, asked, source=0):
        return self.why(daemon, asked)["sources"][source]["verdict"]

    def notes(self, daemon, asked):
        return [event["what"] for event in self.why(daemon, asked)["events"] if event["kind"] == "note"]

    def articles(self, daemon, count):
        return wait_until(lambda: len(found := [m for m in daemon.whole_log() if m.is_article]) >= count and found, f"{count} articles")

    def test_published_and_updated_by_url_id_and_guid(self):
        site = self.site()
        guid = 'tag: "quoted", with blanks & <marks>'
        first = item(1, site, guid=guid, link=site.url("/a/1.html?utm_source=feed&id=7"))
        site.put("/feed.xml", rss([first]))
        daemon = self.daemon([self.source(site)]).start("--now")
        self.articles(daemon, 1)
        site.put("/feed.xml", rss([{**first, "title": "Another headline"}]))
        log = self.articles(daemon, 2)
        id = log[0].data["id"]
        for running in (True, False):
            for asked in (id, id[:8], id.upper()[:12], guid, site.url("/a/1.html?id=7&utm_medium=mail#top"), first["link"],
                          site.url("/a/1.html?id=7").removeprefix("http://"), guid.replace(" ", "  ")):
                self.assertEqual(self.kinds(daemon, asked), ["seen", "backfill", "updated"], asked)
            if running:
                daemon.stop()
        shown = daemon.run("why", id)
        self.assertEqual(shown.returncode, 0)
        self.assertIn("Another headline\n", shown.stdout)
        self.assertIn(f"identifier  {guid}\n", shown.stdout)
        self.assertIn("source      wire: published, version 2\n", shown.stdout)
        self.assertRegex(shown.stdout, r"Z +updated +version 2, number 0{19}2, article/updated/en/wire/, body feed, \d+ words; changed: headline\n")

    def test_dropped_by_a_plugin(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site, title="Some sport"), item(2, site)]))
        script = self.daemon().folder / "plugin.py"
        script.write_text(DROPS_SPORT)
        daemon = self.daemon([self.source(site)], chain=["clean_text", "mine"],
                             plugin={"mine": {"use": "exec", "command": ["/usr/bin/python3", str(script)]}}).start("--now")
        self.articles(daemon, 1)
        self.assertEqual(self.kinds(daemon, site.url("/a/1.html")), ["seen", "note"])
        self.assertEqual(self.verdict(daemon, site.url("/a/1.html")), "not published: dropped by mine")

    def test_a_plugin_that_fails_is_told(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site)]))
        daemon = self.daemon([self.source(site)], chain=["mine"],
                             plugin={"mine": {"use": "exec", "command": ["/bin/false"]}}).start("--now")
        self.articles(daemon, 1)
        [note] = self.notes(daemon, site.url("/a/1.html"))
        self.assertTrue(note.startswith("mine: "), note)

    def test_a_page_that_fails_and_one_behind_a_wall(self):
        site = self.site()
        teasers = [item(n, site, content=None, description="A teaser.") for n in (1, 2, 3)]
        site.put("/feed.xml", rss(teasers))
        site.put("/a/1.html", Reply(404, b"gone", "text/html"))
        site.put("/a/2.html", Reply(body=WALL, content_type="text/html"))
        site.put("/a/3.html", Reply(body=page(3), content_type="text/html"))
        daemon = self.daemon([self.source(site, full_text="auto")]).start("--now")
        self.articles(daemon, 3)
        url = site.url("/a/1.html")
        self.assertEqual(self.notes(daemon, url), [
            f"waits for its page: {url}", f"the feed's own content stands in for the page: {url}: HTTP status 404: nothing is there"])
        self.assertIn("the page asks for consent or a subscription before it shows the whole text", self.notes(daemon, site.url("/a/2.html")))
        self.assertEqual(self.kinds(daemon, site.url("/a/3.html")), ["seen", "note", "backfill"])

    def test_a_page_that_is_waited_for(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site, content=None, description="A teaser.")]))
        site.put("/a/1.html", Reply(500, b"oops", "text/html"))
        daemon = self.daemon([self.source(site, full_text="auto")]).start("--now")
        url = site.url("/a/1.html")
        wait_until(lambda: site.seen("/a/1.html"), "the page's first visit")
        wait_until(lambda: daemon.run("why", url).returncode == 0 and "failed attempts: 1: the page failed, attempt 2 is in 5s: "
                   "HTTP status 500: the server failed" in self.verdict(daemon, url), "the note of the failure")

    def test_a_duplicate_in_another_source(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site)]))
        site.put("/other.xml", rss([item(1, site)]))
        daemon = self.daemon([self.source(site)], publish_once=True).start("--now")
        self.articles(daemon, 1)
        daemon.sources.append(self.source(site, id="other", path="/other.xml"))
        daemon.write_config()
        daemon.reload()
        url = site.url("/a/1.html")
        wait_until(lambda: len(self.why(daemon, url)["sources"]) == 2, "the other source")
        self.assertEqual(self.verdict(daemon, url, 1), "not published: kept back by publish_once: it was published from wire")

    def test_left_out_by_backfill(self):
        site = self.site()
        site.put("/feed.xml", rss([item(n, site) for n in (1, 2)]))
        daemon = self.daemon([self.source(site, backfill=1)]).start("--now")
        self.articles(daemon, 1)
        self.assertIn("`backfill` leaves it out", self.verdict(daemon, site.url("/a/2.html")))

    def test_nothing_found_names_the_source_that_could_have_it(self):
        site = self.site()
        site.put("/feed.xml", Reply(body=b"<html><title>Moved</title><a href=/rss.xml>RSS</a>", content_type="text/html"))
        daemon = self.daemon([self.source(site)]).start("--now")
        wait_until(lambda: "HTML page" in daemon.run("status").stdout, "the failed poll")
        done = daemon.run("why", site.url("/a/9.html"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("wire is a source of the same site: " + site.url("/feed.xml"), done.stdout)
        self.assertIn(f'health failing: {site.url("/feed.xml")}: an HTML page in place of a feed, titled "Moved"; '
                      f'it links to the feed {site.url("/rss.xml")}\n', done.stdout)
        self.assertIn(f"{site.url('/a/9.html')}: no entry has this id, URL, guid or number; `newsbus probe --source wire`", done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1)
        elsewhere = daemon.run("why", "https://elsewhere.invalid/x")
        self.assertEqual((elsewhere.returncode, elsewhere.stdout), (1, ""))
        self.assertIn("`newsbus probe URL` shows what a feed holds now", elsewhere.stderr)

    def test_the_number_of_a_message_is_enough(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site), item(2, site, guid="1")]))
        daemon = self.daemon([self.source(site)]).start("--now")
        log = self.articles(daemon, 2)
        for message in log:
            for asked in (f"{message.sequence:020}", f"00{message.sequence}"):
                self.assertEqual(self.why(daemon, asked)["id"], message.data["id"], asked)
        self.assertEqual(self.why(daemon, "1")["identifier"], "1", "a guid that is a number stands before it")
        self.assertEqual(daemon.run("why", "3").returncode, 1)

    def test_a_number_that_was_trimmed_is_said_to_be(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site)]))
        daemon = self.daemon([self.source(site)]).start("--now")
        self.articles(daemon, 1)
        daemon.stop()
        database = sqlite3.connect(daemon.folder / "state/newsbus.db")
        with database:
            database.execute("UPDATE outbox SET seq = seq + 100")
        database.close()
        done = daemon.run("why", "7")
        self.assertEqual(done.returncode, 1)
        self.assertIn("7: the log begins at 00000000000000000101, earlier messages were trimmed", done.stderr)

    def test_a_source_is_found_by_its_id(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site)]))
        daemon = self.daemon([self.source(site)]).start("--now")
        self.articles(daemon, 1)
        done = daemon.run("why", "wire")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("wire is the source of that name: " + site.url("/feed.xml"), done.stdout)
        self.assertEqual(daemon.run("why", "wire", "--json").returncode, 0)
        self.assertEqual(daemon.run("why", "wires").returncode, 1)

    def test_asked_for_nothing_is_wrong_usage(self):
        for asked in ("", " "):
            done = self.daemon([]).run("why", asked)
            self.assertEqual((done.returncode, done.stdout), (2, ""))

    def test_without_a_store_it_says_so(self):
        done = self.daemon([]).run("why", "https://elsewhere.invalid/x")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("newsbus.db", done.stderr)


if __name__ == "__main__":
    main()

"""An article that kills the daemon costs itself at most; what stood beside it, and what comes after, goes out."""
import sqlite3

from case import Reply, SystemTest, item, main, page, rss, wait_until

KILLER = """
import json, os, signal, sys
for line in sys.stdin:
    if "Poison" in json.loads(line)["headline"]:
        keeper = open(f"/proc/{os.getppid()}/stat").read().rpartition(")")[2].split()
        os.kill(int(keeper[1]), signal.SIGKILL)  # its parent
        sys.exit(1)
    print(json.dumps({"keywords": ["seen"]}), flush=True)
"""


class Poison(SystemTest):
    def test_an_article_that_kills_the_daemon_goes_out_without_plugins(self):
        site = self.site()
        titles = {2: {"title": "Poison: the bad one"}}
        site.put("/feed.xml", rss([item(n, site, **titles.get(n, {})) for n in range(5)]))
        folder = self.daemon()  # for its folder only
        path = folder.folder / "plugin.py"
        path.write_text(KILLER)
        daemon = self.daemon([self.source(site)], chain=["mine"],
                             plugin={"mine": {"use": "exec", "command": ["/usr/bin/python3", str(path)]}})
        deaths = self.run_until_published(daemon, 5)
        self.assertEqual(deaths, 3)  # with its feed, and twice alone
        log = daemon.whole_log()
        self.assert_log_is_sound(log)
        articles = {m.data["identifier"]: m.data for m in log if m.is_article}
        self.assertEqual(len(articles), 5)
        self.assertEqual([n for n in range(5) if "keywords" not in articles[f"urn:test:0:{n}"]], [2])
        self.assertTrue(articles["urn:test:0:2"]["articleBody"])
        with sqlite3.connect(daemon.folder / "state" / "newsbus.db") as database:
            notes = database.execute("SELECT what FROM note WHERE identifier = 'urn:test:0:2'").fetchall()
        self.assertEqual(notes, [("becomes a visit of its own: one together with others ended with the daemon's death",),
                                 ("published without plugins: 2 visits in a row ended with the daemon's death",)])

    def test_kills_while_a_slow_page_is_fetched_cost_it_nothing(self):
        site = self.site()
        site.put("/feed.xml", rss([item(0, site, content=None, description="Teaser.")]))
        asked = []

        def slow(request):
            asked.append(request)
            return Reply(delay=600)

        site.put("/a/0.html", slow)
        daemon = self.daemon([self.source(site, full_text="always")])
        for kill in range(1, 4):
            daemon.start("--now")
            wait_until(lambda: len(asked) >= kill, "a fetch of the page", 60)
            daemon.kill()
        site.put("/a/0.html", Reply(body=page(0), content_type="text/html; charset=utf-8"))
        daemon.start("--now")
        wait_until(lambda: any(m.is_article for m in daemon.whole_log()), "the article", 60)
        article = next(m.data for m in daemon.whole_log() if m.is_article)
        self.assertEqual(article["bodyStatus"], "full")
        self.assertGreater(article["wordCount"], 100)

    def run_until_published(self, daemon, count):
        """Starts the daemon again each time it dies; returns how often it did."""
        for deaths in range(10):
            daemon.start("--now", wait=False)
            wait_until(lambda: daemon.process.poll() is not None or self.published(daemon) == count, "an end", 120)
            if daemon.process.poll() is None:
                return deaths
        self.fail("it dies again and again")

    @staticmethod
    def published(daemon):
        try:
            with sqlite3.connect(f"file:{daemon.folder}/state/newsbus.db?mode=ro", uri=True) as database:
                return database.execute("SELECT count(*) FROM outbox").fetchone()[0]
        except sqlite3.OperationalError:  # not there yet
            return 0


if __name__ == "__main__":
    main()

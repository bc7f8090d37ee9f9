"""newsbus politeness: what the daemon asked of each host, against what the site saw; and what it will ask."""
import collections
import json

from case import Reply, SystemTest, item, main, page, rss, wait_until


class Politeness(SystemTest):
    def rarely(self, site, id, path="/feed.xml", host=0, **more):
        """A source that is not polled a second time in the time of a test, unless somebody asks."""
        return self.source(site, id, path, host, **{"interval": "6h", "max_interval": "6h", **more})

    def told(self, daemon, *arguments):
        done = daemon.run("politeness", "--json", *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)

    def assert_told_as_seen(self, daemon, site):
        """Every request that the site saw is in the ledger, at its host, and no other."""
        seen = {host: collections.Counter(r.status for r in site.seen() if r.host == host) for host in site.hosts}
        rows = {row["host"]: row for row in self.told(daemon, "--days", "2")["hosts"]}
        self.assertEqual(sorted(rows), sorted(site.hosts))
        for host, statuses in seen.items():
            expected = {"requests": statuses.total(), "unchanged": statuses[304], "limited": statuses[429],
                        "failed": sum(count for status, count in statuses.items() if status >= 400)}
            self.assertEqual({key: rows[host][key] for key in expected}, expected, host)
        return rows

    def test_the_ledger_is_what_the_hosts_saw_also_after_a_restart(self):
        site = self.site(hosts=4)
        site.put("/feed.xml", rss([item(n, site) for n in (1, 2)]))
        site.put("/teasers.xml", rss([item(3, site, 1, content=None, description="A teaser.")]), host=1)
        site.put("/a/3.html", Reply(body=page(3), content_type="text/html"), host=1)
        site.put("/moved.xml", Reply(302, b"", headers={"Location": site.url("/here.xml", 3)}), host=2)
        site.put("/gone.xml", Reply(404, b"no"), host=2)
        site.put("/here.xml", rss([item(4, site, 3)]), host=3)
        site.put("/busy.xml", Reply(429, b"no", headers={"Retry-After": "3600"}), host=3)
        daemon = self.daemon([self.rarely(site, "wire"), self.rarely(site, "teasers", "/teasers.xml", 1, full_text="always"),
                              self.rarely(site, "moved", "/moved.xml", 2), self.rarely(site, "lost", "/gone.xml", 2),
                              self.rarely(site, "busy", "/busy.xml", 3)]).start()
        wait_until(lambda: len([m for m in daemon.whole_log() if m.is_article]) == 4, "the articles")
        wait_until(lambda: site.seen("/busy.xml", 3) and site.seen("/gone.xml", 2), "the failures")
        daemon.run("poll", "wire")
        wait_until(lambda: site.seen("/feed.xml")[-1].status == 304, "a poll without news")
        daemon.stop()
        rows = self.assert_told_as_seen(daemon, site)
        feed = len(site.routes[site.hosts[0], "/feed.xml"].body)
        self.assertEqual(rows[site.hosts[0]]["bytes"], feed)

        daemon.start()
        daemon.run("poll", "wire", "moved", "--force")
        wait_until(lambda: len(site.seen("/here.xml", 3)) == 2, "the second poll")
        daemon.stop()
        rows = self.assert_told_as_seen(daemon, site)
        self.assertGreaterEqual(rows[site.hosts[2]]["requests"], 3)

    def test_the_plan_says_how_often_each_host_will_be_asked(self):
        site = self.site(hosts=2)
        site.put("/feed.xml", rss([item(1, site)]))
        site.put("/other.xml", rss([item(2, site)]))
        site.put("/rare.xml", rss([item(3, site, 1)]), host=1)
        daemon = self.daemon([self.rarely(site, "a", interval="2h", max_interval="2h"),
                              self.rarely(site, "b", "/other.xml", interval="6h", max_interval="6h"),
                              self.rarely(site, "c", "/rare.xml", 1, interval="2d", max_interval="2d")]).start()
        wait_until(lambda: len([m for m in daemon.whole_log() if m.is_article]) == 3, "the articles")
        rows = {row["host"]: row for row in self.told(daemon)["hosts"]}
        busy, quiet = (rows[host] for host in site.hosts)
        self.assertEqual((busy["sources"], quiet["sources"]), (2, 1))
        self.assertIn(busy["polls"], (14, 15, 16))  # up to a tenth later, so that polls spread
        self.assertLessEqual(busy["busiestHour"], 2)
        self.assertEqual(quiet["polls"], 0)

        one = daemon.run("politeness", "--host", site.hosts[0])
        self.assertEqual(one.returncode, 0, one.stderr)
        for words in ("HOST ", "in the next 24 hours: ", "decided after the last poll: in 2h, or up to 12m later",
                      "limits: 1 request at a time for each host"):
            self.assertIn(words, one.stdout)
        unknown = daemon.run("politeness", "--host", "nowhere.example")
        self.assertEqual(unknown.returncode, 2)
        self.assertIn("nowhere.example", unknown.stderr)


if __name__ == "__main__":
    main()

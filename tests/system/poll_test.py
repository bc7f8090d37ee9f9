"""When sources are polled first, and polls that somebody asks for."""
import json
import pathlib
import re
import subprocess
import time
import urllib.parse

from case import Reply, SystemTest, item, main, page, rss, wait_until

SHIPPED = pathlib.Path(__file__).resolve().parents[2] / "config"


def rarely(test, site, id="wire", path="/feed.xml", **more):
    """A source that is not polled a second time in the time of a test, unless somebody asks."""
    return test.source(site, id, path, **{"interval": "6h", "max_interval": "6h", **more})


class FirstPoll(SystemTest):
    def test_the_shipped_sources_are_all_polled_at_the_start(self):
        began, polled = [], {}
        site = self.site(hosts=20)

        def answer(feed, host):
            def reply(request):
                polled.setdefault(feed, time.monotonic() - began[0])
                return Reply(body=rss([item(n, site, host, content=None, description="A teaser.") for n in range(3)]))
            return reply

        daemon = self.daemon()
        self.write_shipped(daemon, site, answer)
        feeds = len(site.routes)
        self.assertGreaterEqual(feeds, 12)
        for host in range(20):
            for n in range(3):
                site.put(f"/a/{n}.html", Reply(body=page(n), content_type="text/html"), host)
        began.append(time.monotonic())
        daemon.start()
        subscriber = daemon.subscriber("article/")
        wait_until(lambda: len(polled) == feeds, "all feeds")
        subscriber.wait(lambda s: s.messages, "an article")
        article = time.monotonic() - began[0]
        print(f"first answer {min(polled.values()):.2f} s, all {feeds} feeds {max(polled.values()):.2f} s, first article"
              f" {article:.2f} s after the start", flush=True)
        # Once each, those of one domain one after the other: host_pause holds at the start too.
        self.assertEqual(sorted(request.path for request in site.seen() if request.path.startswith("/feed/")),
                         sorted(f"/feed/{feed}" for feed in polled))
        self.assertGreaterEqual(abs(polled["bbc-world"] - polled["bbc-arabic"]), 1)
        wait_until(lambda: re.search(rf"sources ok={feeds}\b", daemon.log()), "the summary")

    def write_shipped(self, daemon, site, answer):
        """The shipped configuration for `daemon`, its feeds on loopback: a domain, an address."""
        text = (SHIPPED / "newsbus.toml").read_text()
        for name in ("state", "bus", "control"):
            own = "".join(f"{key} = {json.dumps(value)}\n" for key, value in daemon.sections[name].items())
            text = text.replace(f"\n[{name}]\n", f"\n[{name}]\n{own}")
        text = text.replace("\n[http]\n", '\n[http]\nallow_networks = ["127.0.0.0/8"]\n')
        daemon.config.write_text(text)
        (daemon.folder / "sources.d").mkdir()
        domains = []
        for file in SHIPPED.glob("sources.d/*.toml"):
            text = file.read_text()
            for id, url in re.findall(r'^id = "(.*)"\nurl = "(.*)"', text, re.M):
                domain = ".".join(urllib.parse.urlsplit(url).hostname.split(".")[-2:])
                if domain not in domains:
                    domains.append(domain)
                host = domains.index(domain)
                site.put(f"/feed/{id}", answer(id, host), host)
                text = text.replace(url, site.url(f"/feed/{id}", host))
            (daemon.folder / "sources.d" / file.name).write_text(text)

    def test_a_reload_polls_a_new_source_at_once_and_no_other(self):
        site = self.site()
        for path in ("/feed.xml", "/new.xml"):
            site.put(path, rss([item(1, site)]))
        daemon = self.daemon([rarely(self, site)]).start()
        wait_until(lambda: daemon.whole_log(), "the article")
        daemon.sources.append(rarely(self, site, "new", "/new.xml"))
        daemon.write_config()
        daemon.reload()
        wait_until(lambda: len(daemon.whole_log()) == 2, "the article of the new source")
        self.assertEqual([request.path for request in site.seen()], ["/feed.xml", "/new.xml"])

    def test_the_log_says_how_many_sources_fail_and_why(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site)]))
        sources = [rarely(self, site)] + [rarely(self, site, f"bad{n}", f"/{n}.xml") for n in range(3)]
        daemon = self.daemon(sources).start()
        wait_until(lambda: "sources failing=" in daemon.log(), "the summary")
        self.assertIn('sources failing=3 of=4 worst="HTTP status 404: nothing is there (3)"', daemon.log())

    def test_debug_logs_one_line_a_visit(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site, content=None, description="A teaser.")]))
        site.put("/a/1.html", Reply(body=page(1), content_type="text/html"))
        daemon = self.daemon([rarely(self, site, full_text="always"), rarely(self, site, "bad", "/bad.xml")])
        daemon.start("--log-level", "debug")
        wait_until(lambda: daemon.log().count(" visit ") == 3, "three visits")
        visits = {(found[1], found[2]): found[3] for found in
                  re.finditer(r"visit source=(\S+) kind=(\S+) (.*)", daemon.log())}
        self.assertRegex(visits["wire", "poll"], r"^url=\S+/feed.xml status=200 bytes=\d+ ms=\d+ new=0 updated=0 unchanged=0"
                         r" pages=1 next=\S+Z$")
        self.assertRegex(visits["wire", "page"], r"^url=\S+/a/1.html status=200 bytes=\d+ ms=\d+ new=1 updated=0"
                         r" unchanged=0$")
        self.assertRegex(visits["bad", "poll"], r'^url=\S+/bad.xml status=404 bytes=\d+ ms=\d+ new=0 updated=0 unchanged=0'
                         r' next=\S+Z why="http://\S+/bad.xml: HTTP status 404: .*"$')


class Poll(SystemTest):
    def wire(self, reply, **sections):
        """A daemon that polled its one source once."""
        site = self.site()
        site.put("/feed.xml", reply)
        daemon = self.daemon([rarely(self, site)], **sections).start()
        wait_until(lambda: self.status(daemon).get("lastAttempt"), "the first poll")
        return site, daemon

    @staticmethod
    def status(daemon, source="wire"):
        return next(row for row in json.loads(daemon.get("/status")[1])["sources"] if row["id"] == source)

    def test_brings_what_is_new_since_the_last_poll(self):
        site, daemon = self.wire(rss([]))
        site.put("/feed.xml", rss([item(1, site)]))
        subscriber = daemon.subscriber("article/published/")
        asked = daemon.run("poll", "wire")
        self.assertEqual(asked.returncode, 0, asked.stderr)
        self.assertRegex(asked.stdout, r"^wire: (due now|was polled a moment ago, due at \S+Z \(min_interval\))\n$")
        subscriber.wait(lambda s: s.messages, "the article")

    def test_waits_for_what_the_poll_brings(self):
        site, daemon = self.wire(rss([item(1)]))
        site.put("/feed.xml", rss([item(n) for n in (1, 2, 3)]))
        good = daemon.run("poll", "--wait", "wire")
        self.assertEqual(good.returncode, 0, good.stderr)
        self.assertRegex(good.stdout, r"\nwire: HTTP 200, 2 new, 0 updated, 1 unchanged; next poll \S+Z\n$")
        same = daemon.run("poll", "--wait", "--all")
        self.assertRegex(same.stdout, r"\nwire: HTTP 304, nothing changed; next poll \S+Z\n$")
        site.put("/feed.xml", Reply(500))
        bad = daemon.run("poll", "--wait", "wire")
        self.assertEqual(bad.returncode, 1)
        self.assertRegex(bad.stdout, r"\nwire: failed: http://\S+: HTTP status 500: .*; next poll \S+Z\n$")
        site.put("/feed.xml", rss([item(1)]))
        self.assertEqual(daemon.run("poll", "--wait", "--failing").returncode, 0)
        self.assertEqual(daemon.run("poll", "--wait", "--failing").stdout, "no source to poll\n")

    def test_names_what_it_does_not_know_and_polls_the_others(self):
        site, daemon = self.wire(rss([item(1)]))
        asked = len(site.seen())
        done = daemon.run("poll", "wier", "wire", "wire")
        self.assertEqual(done.returncode, 2)
        self.assertIn('no source "wier", did you mean `wire`?', done.stderr)
        self.assertEqual(done.stdout.count("wire: "), 1)
        wait_until(lambda: len(site.seen()) == asked + 1, "the poll")
        daemon.sources.append(rarely(self, site, "later"))
        daemon.write_config()
        self.assertIn("the configuration has: reload the daemon", daemon.run("poll", "later").stderr)

    def test_wants_to_know_what_to_poll(self):
        daemon = self.daemon()
        for arguments in ([], ["wire", "--all"], ["--all", "--failing"]):
            done = daemon.run("poll", *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)

    def test_says_that_no_daemon_answers(self):
        daemon = self.daemon([self.source(self.site())])
        done = daemon.run("poll", "wire")
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"no daemon answers, is it running? unix:{daemon.control}: ", done.stderr)
        daemon.sections["control"]["listen"] = ""
        daemon.write_config()
        done = daemon.run("poll", "wire")
        self.assertEqual(done.returncode, 1)
        self.assertIn('[control] listen is ""', done.stderr)

    def test_lets_a_source_rest_that_its_server_asked_to(self):
        site, daemon = self.wire(Reply(429, headers={"Retry-After": "3600"}))
        done = daemon.run("poll", "wire")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"^wire: its server asked to wait until \S+Z \(Retry-After\), --force polls it now\n$")
        self.assertEqual(daemon.run("poll", "--all", "--wait").returncode, 0)
        self.assertEqual(len(site.seen()), 1)
        site.put("/feed.xml", rss([item(1)]))
        self.assertEqual(daemon.run("poll", "wire", "--force", "--wait").returncode, 0)
        self.assertEqual(len(site.seen()), 2)

    def test_polls_a_source_that_is_gone_when_it_is_named(self):
        site, daemon = self.wire(Reply(410))
        daemon.run("poll", "wire", "--wait")
        self.assertEqual(self.status(daemon)["health"], "gone")
        self.assertEqual(daemon.run("poll", "--all").stdout, "no source to poll\n")
        still = daemon.run("poll", "wire", "--wait")
        self.assertIn("it is not polled again", still.stdout)
        self.assertEqual(still.returncode, 1)
        site.put("/feed.xml", rss([item(1)]))
        self.assertEqual(daemon.run("poll", "wire", "--wait").returncode, 0)
        self.assertEqual(self.status(daemon)["health"], "ok")
        self.assertIn("nextDue", self.status(daemon))

    def test_a_poll_under_way_is_not_doubled(self):
        site, daemon = self.wire(rss([item(1)]))
        site.hold()
        daemon.run("poll", "wire")
        wait_until(lambda: daemon.metric("newsbus_fetches_in_flight") == 1, "the fetch")
        self.assertEqual(daemon.run("poll", "wire").stdout, "wire: is being polled\n")
        site.release()
        wait_until(lambda: len(site.seen()) == 2, "its answer")
        daemon.run("poll", "wire", "--wait")
        self.assertEqual(len(site.seen()), 3)

    def test_commands_are_posts_of_json(self):
        site, daemon = self.wire(rss([item(1)]))
        self.assertEqual(daemon.get("/poll")[0], 405)
        self.assertEqual(daemon.post("/poll", {"all": True}, "text/plain")[0], 415)
        self.assertEqual(daemon.post("/poll", "{")[0], 400)
        self.assertEqual(daemon.post("/poll", "[]")[0], 400)
        self.assertEqual(daemon.post("/poll", {"every": True})[0], 400)
        self.assertEqual(daemon.post("/poll", {"sources": ["x" * 70_000]})[0], 413)
        self.assertEqual(daemon.post("/health", {})[0], 413)
        self.assertEqual(daemon.post("/poll", {"sources": []}), (200, '{"sources":[],"mark":0}\n'))
        self.assertEqual(len(site.seen()), 1)

    def test_a_client_that_waits_holds_up_no_stop(self):
        site, daemon = self.wire(rss([item(1)]))
        site.hold()
        daemon.run("poll", "wire")
        wait_until(lambda: daemon.metric("newsbus_fetches_in_flight") == 1, "the fetch")
        client = subprocess.Popen([daemon.binary, "poll", "wire", "--wait", "--config", str(daemon.config)],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(client.stdout.close)
        self.assertEqual(client.stdout.readline(), "wire: is being polled\n")
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual(client.wait(60), 1)


if __name__ == "__main__":
    main()

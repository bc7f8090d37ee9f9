"""probe: a source fetched now, as the daemon would, with all that was sent, answered and would come of it."""
import json
import socket
import subprocess

from case import NEWSBUS, Reply, SystemTest, item, main, page, rss, wait_until


class Probe(SystemTest):
    robots = False

    def probe(self, url, *arguments, allow=True):
        networks = ["--allow-network", "127.0.0.0/8"] if allow else []
        return subprocess.run([NEWSBUS, "probe", url, *networks, "--config", self.config(), *arguments],
                              capture_output=True, text=True, timeout=60)

    def config(self):
        """No sources, no waiting between two requests."""
        return str(self.daemon(http={"host_pause": "0s", "allow_networks": [], "robots": self.robots}).config)

    def report(self, url, *arguments, code=0):
        done = self.probe(url, "--json", *arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return json.loads(done.stdout)

    def feed(self, site, count=3, **reply):
        site.put("/feed.xml", Reply(body=rss([item(n, site) for n in range(count)]), **reply))
        return site.url("/feed.xml")

    def test_a_page_that_robots_txt_forbids_is_shown_and_is_a_failure(self):
        self.robots = True
        site = self.site()
        site.put("/world", Reply(body=page(1), content_type="text/html"))
        site.put("/robots.txt", Reply(body=b"User-agent: newsbus\nDisallow: /wor\nCrawl-delay: 5\n", content_type="text/plain"))
        report = self.report(site.url("/world"), "--kind", "page", "--once", code=1)
        why = f"robots.txt of {site.url('')} disallows /world (line 2: Disallow: /wor)"
        self.assertEqual(report["robots"], {"url": site.url("/robots.txt"), "verdict": "disallowed", "why": why, "crawlDelay": 5})
        self.assertEqual((report["health"], report["error"]), ("blocked", "the daemon would not fetch it: " + why))
        self.assertEqual(report["answer"]["status"], 200)
        self.assertEqual([r.path for r in site.requests], ["/robots.txt", "/world"])
        self.assertIn("robots     " + why, self.probe(site.url("/world"), "--kind", "page", "--once").stdout)
        site.put("/robots.txt", Reply(404))
        self.assertEqual(self.report(site.url("/world"), "--kind", "page", "--once")["robots"]["verdict"], "allowed")

    def test_a_feed_and_the_second_request_that_costs_nothing(self):
        site = self.site()
        url = self.feed(site, headers={"Cache-Control": "max-age=1800"})
        report = self.report(url)
        self.assertEqual((report["answer"]["status"], report["answer"]["charset"], report["health"]), (200, "utf-8", "ok"))
        self.assertEqual((report["document"]["format"], report["document"]["name"], report["document"]["entries"]), ("rss2.0", "Test Wire", 3))
        self.assertEqual([a["event"] for a in report["articles"]], ["backfill"] * 3)
        self.assertEqual(report["articles"][0]["url"], site.url("/a/0.html"))
        self.assertIn("in 30m", report["next"]["why"])
        self.assertIn("the answer says it is fresh for 30m", report["next"]["why"])
        self.assertEqual(report["again"]["status"], 304)
        self.assertEqual([r.status for r in site.requests], [200, 304])
        [request] = report["requests"]
        self.assertRegex(request["sent"][0], "^GET /feed.xml HTTP/1.1$")
        self.assertTrue(any(line.startswith("User-Agent: newsbus/") for line in request["sent"]), request["sent"])
        self.assertEqual(request["answer"][0], "HTTP/1.1 200 OK")

    def test_for_people(self):
        site = self.site()
        done = self.probe(self.feed(site, 12))
        self.assertEqual(done.returncode, 0, done.stderr)
        for line in ("> GET /feed.xml HTTP/1.1\n", "< HTTP/1.1 200 OK\n", 'document   rss2.0 "Test Wire", entries: 12\n',
                     "  and 2 more (--all shows them)\n", "again      status 304, 0 bytes, ", "next poll  in 15m"):
            self.assertIn(line, done.stdout)
        self.assertNotIn("(--all", self.probe(site.url("/feed.xml"), "--all").stdout)

    def test_a_server_that_ignores_validators(self):
        site = self.site()
        url = self.feed(site, validators=False, headers={"Last-Modified": "Sun, 22 Nov 2026 03:00:00 GMT"})
        self.assertIn("ignores validators", self.report(url)["again"]["verdict"])
        site.put("/feed.xml", Reply(body=rss([]), validators=False))
        self.assertIn("neither ETag nor Last-Modified", self.report(url)["again"]["verdict"])
        before = len(site.requests)
        self.assertNotIn("again", self.report(url, "--once"))
        self.assertEqual(len(site.requests), before + 1)

    def test_redirects_are_shown_hop_by_hop(self):
        site = self.site()
        self.feed(site)
        site.put("/old", Reply(301, headers={"Location": "/older"}))
        site.put("/older", Reply(302, headers={"Location": "/feed.xml"}))
        report = self.report(site.url("/old"), "--once")
        self.assertEqual([r["answer"][0] for r in report["requests"]], ["HTTP/1.1 301 Answer", "HTTP/1.1 302 Answer", "HTTP/1.1 200 OK"])
        self.assertEqual(report["answer"]["url"], site.url("/feed.xml"))
        site.put("/loop", Reply(302, headers={"Location": "/loop"}))
        report = self.report(site.url("/loop"), code=1)
        self.assertIn("redirect: goes round", report["error"])
        self.assertEqual(len(report["requests"]), 1)

    def test_what_is_no_feed_is_told_and_fails(self):
        site = self.site()
        cases = {
            "/html": (Reply(body=b'<html><title>Wire</title><link rel=alternate type=application/rss+xml href=/feed.xml>', content_type="text/html"),
                      f'an HTML page in place of a feed, titled "Wire"; it announces the feed {site.url("/feed.xml")}'),
            "/401": (Reply(401, b"no", headers={"WWW-Authenticate": 'Basic realm="Press"'}),
                     'HTTP status 401: asks for credentials for "Press" (Basic); set `username` and `password_file`'),
            "/empty": (Reply(body=b""), "the answer is empty"),
            "/404": (Reply(404, b"no"), f"HTTP status 404: nothing is there; `newsbus discover {site.url('/')}` may find where it is now"),
            "/429": (Reply(429, b"no", headers={"Retry-After": "7200"}), "HTTP status 429: too many requests; Retry-After: 7200"),
        }
        for path, (reply, words) in cases.items():
            site.put(path, reply)
            report = self.report(site.url(path), code=1)
            self.assertEqual(report["error"], f"{site.url(path)}: {words}")
            self.assertEqual(self.probe(site.url(path)).returncode, 1)
        self.assertIn("the server asks to wait 2h (Retry-After)", report["next"]["why"])

    def test_what_cannot_be_reached_is_told_and_fails(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # nobody listens
            url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
            self.assertIn("connect: refused: nothing listens at 127.0.0.1 port", self.report(url, code=1)["error"])
        done = self.probe(self.site().url("/"), allow=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("refused by the address guard: 127.0.10.1 is loopback; `allow_networks` permits", done.stdout)
        for wrong in ("ftp://site.invalid/", "http://"):
            self.assertEqual(self.probe(wrong).returncode, 2)

    def test_other_kinds(self):
        site = self.site()
        site.put("/map.xml", f"<urlset><url><loc>{site.url('/a/1.html')}</loc></url></urlset>".encode())
        report = self.report(site.url("/map.xml"), "--kind", "sitemap")
        self.assertEqual([(a["event"], a["page"]) for a in report["articles"]], [("backfill", True)])
        self.assertIn("set `kind = \"sitemap\"`", self.report(site.url("/map.xml"), code=1)["error"])

    def test_a_configured_source_is_fetched_with_its_options_and_compared(self):
        site = self.site()
        self.feed(site, 2)
        daemon = self.daemon([self.source(site, headers={"X-Key": "secret"}, tags=["x"])]).start("--now")
        wait_until(lambda: len(daemon.whole_log()) == 2, "the first poll")
        daemon.stop()
        site.put("/feed.xml", rss([item(0, site, title="Another headline"), item(1, site), item(2, site)]))
        before = daemon.run("replay").stdout
        for arguments in (("--source", "wire"), (site.url("/feed.xml"),)):
            done = daemon.run("probe", *arguments, "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            report = json.loads(done.stdout)
            self.assertEqual(report["source"], "wire")
            events = {a["url"]: a["event"] for a in report["articles"]}
            self.assertEqual([events[site.url(f"/a/{n}.html")] for n in range(3)], ["updated", "unchanged", "published"])
            self.assertIn("X-Key: (hidden)", report["requests"][0]["sent"])
            self.assertNotIn("secret", done.stdout)
        self.assertEqual(site.seen("/feed.xml")[-1].headers["x-key"], "secret")
        self.assertEqual(daemon.run("replay").stdout, before)
        self.assertEqual(daemon.run("probe", "--source", "nobody").returncode, 2)

    def test_plugins_tell_what_they_would_drop(self):
        site = self.site()
        self.feed(site, 1)
        script = self.daemon().folder / "plugin.py"
        script.write_text('import sys\nfor line in sys.stdin: print("null", flush=True)\n')
        daemon = self.daemon([self.source(site)], chain=["mine"], plugin={"mine": {"use": "exec", "command": ["/usr/bin/python3", str(script)]}})
        done = daemon.run("probe", "--source", "wire", "--plugins")
        self.assertIn("dropped by mine\n", done.stdout)


if __name__ == "__main__":
    main()

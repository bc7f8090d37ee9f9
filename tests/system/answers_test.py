"""What an answer is worth: login pages of networks, cut answers, feeds of new entries alone, compression that is none."""
import base64
import gzip
import json
import os

from case import Reply, SystemTest, item, main, rss, wait_until

LOGIN = Reply(body=b"<!doctype html><html><head><title>Hotel Wi-Fi</title></head><body><form action=/login method=post>"
                   b"<input name=room><input type=password name=pin></form></body></html>", content_type="text/html",
              headers={"ETag": '"portal"', "Cache-Control": "max-age=86400"}, validators=False)


class Answers(SystemTest):
    def articles(self, daemon):
        return [m.data["headline"] for m in daemon.whole_log() if m.is_article]

    def status(self, daemon, id="wire"):
        rows = json.loads(daemon.get("/status")[1])["sources"]
        return next(row for row in rows if row["id"] == id)

    def asked(self, site, path="/feed.xml"):
        return len(site.seen(path))

    def test_nothing_is_adopted_of_the_login_page_of_a_network(self):
        site = self.site(hosts=2)
        feed = Reply(body=rss([item(1, site)]))
        site.put("/feed.xml", feed)
        site.put("/login", LOGIN, host=1)
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: self.articles(daemon), "the article")
        etag = None
        for portal in [Reply(302, b"", headers={"Location": site.url("/login", 1)}),
                       Reply(301, b"", headers={"Location": site.url("/login", 1)}),
                       Reply(307, b"", headers={"Location": site.url("/login", 1)}),
                       LOGIN, Reply(511, LOGIN.body, "text/html")]:
            before = self.asked(site)
            site.put("/feed.xml", portal)
            wait_until(lambda: self.status(daemon)["health"] != "ok", "the failure")
            daemon.run("poll", "wire")
            daemon.run("poll", "wire")
            daemon.run("poll", "wire")
            wait_until(lambda: self.asked(site) > before + 3, "four polls behind the portal")
            site.put("/feed.xml", feed)
            daemon.run("poll", "wire")
            wait_until(lambda: self.status(daemon)["health"] == "ok", "the recovery")
            last = site.seen("/feed.xml")[-1]
            self.assertEqual(last.status, 304, "the validators of the feed were kept")
            etag = etag or last.headers["if-none-match"]
            self.assertEqual(last.headers["if-none-match"], etag)
        self.assertEqual(self.status(daemon)["url"], site.url())
        for request in site.seen("/login", 1):
            self.assertNotIn("if-none-match", request.headers, "nobody else is told")
        self.assertEqual(len(self.articles(daemon)), 1)

    def test_a_feed_of_new_entries_alone_is_added_to_what_is_known(self):
        site = self.site()
        states = []  # the entries of each state, by entity tag "1", "2", ...

        def answer(request):
            known, now = request.headers.get("if-none-match", "").strip('"'), len(states)
            if known == str(now):
                return Reply(304, b"", headers={"ETag": f'"{now}"'})
            items, reply = states[-1], Reply(validators=False, headers={"ETag": f'"{now}"'})
            if known and int(known) < now and "feed" in request.headers.get("a-im", ""):
                items = [entry for entry in items if entry not in states[int(known) - 1]]
                reply.status = 226
                reply.headers["IM"] = "feed"
            reply.body = rss(items)
            return reply

        states.append([item(n, site) for n in (1, 2)])
        site.put("/feed.xml", answer)
        daemon = self.daemon([self.source(site)]).start()
        for n in (3, 4):
            wait_until(lambda: len(self.articles(daemon)) == n - 1, f"{n - 1} articles")
            wait_until(lambda: site.seen()[-1].status == 304, "a poll without news")
            states.append(states[-1] + [item(n, site)])
        wait_until(lambda: len(self.articles(daemon)) == 4, "four articles")
        wait_until(lambda: site.seen()[-1].status == 304, "a poll without news")
        self.assertEqual([r.status for r in site.seen() if r.status != 304], [200, 226, 226])
        self.assertEqual(self.status(daemon)["health"], "ok")
        # The whole feed again, by a server that has forgotten its states.
        states[:] = [states[-1]]
        wait_until(lambda: site.seen()[-1].headers.get("if-none-match") == '"1"' and site.seen()[-1].status == 304, "the whole feed")
        self.assertEqual(len(self.articles(daemon)), 4)

    def test_a_delta_that_cannot_be_read_is_told_and_the_next_answer_is_whole(self):
        site = self.site()
        feed = rss([item(1, site)])

        def answer(request):
            if "if-none-match" in request.headers:
                return Reply(226, b"\x00\x01", headers={"IM": "vcdiff", "ETag": '"2"'})
            return Reply(body=feed, headers={"ETag": '"1"'}, validators=False)

        site.put("/feed.xml", answer)
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: "HTTP status 226" in daemon.log(), "the failure")
        self.assertIn("vcdiff", daemon.log())
        daemon.run("poll", "wire")
        wait_until(lambda: [r.status for r in site.seen()].count(200) >= 2, "the whole feed")
        self.assertEqual(len(self.articles(daemon)), 1)

    def test_a_cut_answer_gives_what_it_has_and_takes_nothing_away(self):
        site = self.site()
        whole = rss([item(n, site) for n in (1, 2, 3)])
        site.put("/feed.xml", whole)
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: len(self.articles(daemon)) == 3, "three articles")
        wait_until(lambda: site.seen()[-1].status == 304, "a poll without news")
        etag = site.seen()[-1].headers["if-none-match"]
        more = rss([item(n, site) for n in (4, 1, 2, 3)])
        cut = more[:more.index(b"Report 2")]
        zipped = gzip.compress(more)
        for damaged in [Reply(body=cut), Reply(body=zipped[:len(zipped) // 2], headers={"Content-Encoding": "gzip"}),
                        Reply(body=zipped[:len(zipped) // 2]), Reply(body=cut, headers={"Content-Length": "999999"})]:
            before = self.asked(site)
            site.put("/feed.xml", damaged)
            daemon.run("poll", "wire")
            daemon.run("poll", "wire")
            wait_until(lambda: self.asked(site) >= before + 2, "two polls of the cut feed")
            self.assertEqual(site.seen()[-1].headers.get("if-none-match"), etag)
        site.put("/feed.xml", whole)
        daemon.run("poll", "wire")
        wait_until(lambda: site.seen()[-1].status == 304, "the validators of the whole answer")
        self.assertEqual(len(self.articles(daemon)), 4)

    def test_compression_is_what_the_bytes_are(self):
        site = self.site()
        rows = {"/label": ({"Content-Encoding": "UTF-8"}, lambda b: b), "/none": ({"Content-Encoding": "none"}, lambda b: b),
                "/plain": ({"Content-Encoding": "gzip"}, lambda b: b), "/silent": ({}, gzip.compress),
                "/twice": ({"Content-Encoding": "gzip, gzip"}, lambda b: gzip.compress(gzip.compress(b)))}
        for n, (path, (headers, pack)) in enumerate(rows.items()):
            site.put(path, Reply(body=pack(rss([item(n, site)])), headers=headers))
        daemon = self.daemon([self.source(site, path.strip("/"), path) for path in rows]).start()
        wait_until(lambda: len(self.articles(daemon)) == len(rows), "an article of each")


class Secrets(SystemTest):
    PASSWORD, TOKEN, COOKIE = "hunter2-Password", "t0ken-Value", "c00kie-Value"

    def test_no_output_shows_what_is_sent_in_secret(self):
        site = self.site(hosts=2)
        site.put("/feed.xml", lambda request: Reply(body=rss([item(1, site, content=None, description="A teaser.")])))
        site.put("/refused.xml", Reply(401, b"no", headers={"WWW-Authenticate": 'Basic realm="Press"'}))
        site.put("/away.xml", Reply(302, b"", headers={"Location": site.url("/other.xml", 1)}))
        site.put("/broken.xml", Reply(body=b"<html><title>Sign in</title><input type=password></html>"))
        daemon = self.daemon()
        folder = daemon.folder / "credentials"
        folder.mkdir()
        (folder / "press").write_text(self.PASSWORD + "\n")
        access = {"username": "me", "password_file": "credential:press",
                  "headers": {"X-Api-Key": self.TOKEN, "Cookie": f"session={self.COOKIE}"}}
        daemon.sources += [self.source(site, name, f"/{name}.xml", **{**access, "full_text": "always"})
                           for name in ("feed", "refused", "away", "broken")]
        daemon.write_config()
        environment = {"CREDENTIALS_DIRECTORY": str(folder)}
        daemon.start("--log-level", "trace", environment=environment)
        wait_until(lambda: daemon.log().count("source failing") + daemon.log().count("source blocked") >= 3, "the failures")
        wait_until(lambda: any(m.is_article for m in daemon.whole_log()), "the article", 60)
        sent = site.seen("/feed.xml")[0].headers
        self.assertEqual((sent["x-api-key"], sent["cookie"]), (self.TOKEN, f"session={self.COOKIE}"))
        self.assertIn("authorization", sent)

        basic = base64.b64encode(f"me:{self.PASSWORD}".encode()).decode()
        told = {"log": daemon.log(), "messages": "".join(str(m.data) for m in daemon.whole_log())}
        for path in ("/", "/status", "/health", "/ready", "/metrics"):
            told[path] = str(daemon.get(path))
        for command in (["status"], ["status", "--json"], ["check"], ["why", site.url("/a/1.html")],
                        ["probe", "--source", "refused"], ["probe", "--source", "feed", "--json"], ["probe", "--source", "away"]):
            done = daemon.run(*command, env={**os.environ, **environment})
            told[" ".join(command)] = done.stdout + done.stderr
        (folder / "press").unlink()
        told["check without it"] = daemon.run("check", env={**os.environ, **environment}).stderr
        self.assertIn(f"{folder}/press cannot be read", told["check without it"])
        for where, text in told.items():
            self.assertTrue(text, where)
            for secret in (self.PASSWORD, self.TOKEN, self.COOKIE, basic):
                self.assertNotIn(secret, text, where)
        state = b"".join(file.read_bytes() for file in (daemon.folder / "state").iterdir() if file.is_file())
        for secret in (self.PASSWORD, self.TOKEN, self.COOKIE, basic):
            self.assertNotIn(secret.encode(), state)
        for request in site.seen("/other.xml", 1):
            self.assertFalse({"authorization", "x-api-key", "cookie"} & set(request.headers))


if __name__ == "__main__":
    main()

"""User and password in an address reach no message, no log, no status: not from a feed, a redirect or a page."""
from case import Reply, SystemTest, item, main, page, rss, wait_until


class Userinfo(SystemTest):
    def test_nobody_is_told_the_password_of_an_address(self):
        site = self.site()

        def secret(path):
            return site.url(path).replace("http://", "http://me:secret@")

        linked = [item(n, site, content=None, description=f"Teaser {n}.") for n in range(3)]
        feed = rss(linked).replace(b"http://127", b"http://me:secret@127")
        site.put("/feed.xml", Reply(status=302, headers={"Location": secret("/real.xml")}, validators=False))
        site.put("/real.xml", Reply(body=feed))
        site.put("/a/0.html", Reply(body=page(0), content_type="text/html; charset=utf-8"))
        site.put("/a/1.html", Reply(status=302, headers={"Location": secret("/gone.html")}, validators=False))
        site.put("/loop.xml", Reply(status=301, headers={"Location": secret("/loop.xml")}, validators=False))
        site.put("/bad.xml", Reply(status=302, headers={"Location": "http://me:secret@[bad/"}, validators=False))
        sources = [self.source(site, full_text="always"), self.source(site, "loop", "/loop.xml"),
                   self.source(site, "bad", "/bad.xml")]
        daemon = self.daemon(sources).start("--log-level", "debug")
        wait_until(lambda: len([m for m in daemon.whole_log() if m.is_article]) == 3, "three articles", 120)
        wait_until(lambda: daemon.log().count("source failing") >= 2, "two failures")
        told = [str(m.data) for m in daemon.whole_log()] + [daemon.log()]
        told += [str(daemon.get(path)) for path in ("/status", "/health", "/metrics")]
        for command in (["status"], ["why", site.url("/a/1.html")]):
            told.append(str(daemon.run(*command)))
        self.assertIn("127.0", "".join(told))
        for text in told:
            self.assertNotIn("secret", text)
        self.assertFalse([r for r in site.requests if "authorization" in r.headers])


if __name__ == "__main__":
    main()

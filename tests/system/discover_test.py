"""discover: what a site has, tried and ordered, as sources that run."""
import subprocess

from case import NEWSBUS, Reply, SystemTest, item, main, rss, wait_until

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><link rel="hub" href="https://hub.invalid/"/>{}</feed>'


class Discover(SystemTest):
    def discover(self, site, *arguments, path="/"):
        return subprocess.run([NEWSBUS, "discover", site.url(path), "--allow-network", "127.0.0.0/8", "--pause", "0s",
                               "--verbose", *arguments], capture_output=True, text=True, timeout=60)

    def put(self, site, path, body, content_type="text/html"):
        site.put(path, Reply(body=body if isinstance(body, bytes) else body.encode(), content_type=content_type))

    def test_announced_feeds_are_tried_and_the_result_runs(self):
        site = self.site()
        self.put(site, "/", '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.xml">'
                            '<link rel="alternate" type="application/rss+xml" href="/gone.xml">'
                            '<link rel="alternate" type="application/atom+xml" href="/small.atom">'
                            '<link rel="alternate" type="application/rss+xml" href="/main.xml">')
        self.put(site, "/comments.xml", rss([item(n) for n in range(9)], title="Comments on Wire"))
        self.put(site, "/main.xml", rss([item(n) for n in range(20, 25)], title="Wire"))
        self.put(site, "/small.atom", ATOM.format(f'<entry><id>urn:x</id><title>t</title><link href="{site.url("/x")}"/></entry>'))
        self.put(site, "/robots.txt", f"Sitemap: {site.url('/news.xml')}\n", "text/plain")
        self.put(site, "/news.xml", f"<urlset><url><loc>{site.url('/y')}</loc></url></urlset>")
        done = self.discover(site)
        self.assertEqual(done.returncode, 0, done.stderr)
        places = [line.lstrip("#") for line in done.stdout.splitlines() if line.lstrip("#").startswith("url = ")]
        self.assertEqual(places, [f'url = "{site.url(p)}"' for p in ("/main.xml", "/small.atom", "/news.xml", "/comments.xml")])
        self.assertEqual(done.stdout.count("\n[[source]]") + done.stdout.startswith("[[source]]"), 2)
        self.assertIn("# WebSub hub https://hub.invalid/", done.stdout)
        self.assertIn("/gone.xml: HTTP status 404", done.stderr)
        self.assertEqual(site.seen("/feed"), [])  # nothing is guessed where a feed is announced

        daemon = self.daemon()
        (daemon.folder / "sources.d").mkdir()
        (daemon.folder / "sources.d" / "site.toml").write_text(done.stdout)
        daemon.start("--now")
        wait_until(lambda: {m.data["source"] for m in daemon.whole_log() if m.is_article} == {"wire", "wire-2"}, "both feeds")

    def test_usual_places_are_asked_when_nothing_is_announced(self):
        site = self.site()
        self.put(site, "/", "<html><body>Welcome</body></html>")
        self.put(site, "/atom.xml", rss([item(1)]))
        self.put(site, "/sitemap.xml", f"<urlset><url><loc>{site.url('/y')}</loc></url></urlset>")
        done = self.discover(site)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f'[[source]]\nid = "test-wire"\nname = "Test Wire"\nurl = "{site.url("/atom.xml")}"\n', done.stdout)
        self.assertIn(f'#kind = "sitemap"\n#url = "{site.url("/sitemap.xml")}"\n', done.stdout)
        self.assertEqual(site.seen("/feed.xml"), [])

    def test_what_robots_txt_forbids_is_printed_as_a_comment(self):
        site = self.site()
        self.put(site, "/", "<html><body>Welcome</body></html>")
        self.put(site, "/robots.txt", f"User-agent: *\nDisallow: /news\nSitemap: {site.url('/news.xml')}\n", "text/plain")
        self.put(site, "/news.xml", f"<urlset><url><loc>{site.url('/y')}</loc></url></urlset>")
        done = self.discover(site)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("# robots.txt forbids to poll it (line 2: Disallow: /news)\n#[[source]]", done.stdout)

    def test_a_feed_is_found_where_it_is_named(self):
        site = self.site()
        self.put(site, "/feed.xml", rss([item(1)]), "text/plain")
        done = self.discover(site, path="/feed.xml")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f'url = "{site.url("/feed.xml")}"', done.stdout)
        self.assertEqual(len(site.requests), 1)

    def test_requests_are_bounded(self):
        site = self.site()
        self.put(site, "/", "".join(f'<link rel=alternate type=application/rss+xml href=/{n}.xml>' for n in range(99)))
        done = self.discover(site, "--max-requests", "5")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(len(site.requests), 5)

    def test_what_cannot_be_had_is_an_error_and_private_networks_are_refused(self):
        site = self.site()
        done = self.discover(site, path="/nowhere")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("HTTP status 404", done.stderr)
        done = subprocess.run([NEWSBUS, "discover", site.url("/")], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, len(site.requests)), (1, 1))
        for url in ("ftp://site.invalid/", "http://"):
            self.assertEqual(subprocess.run([NEWSBUS, "discover", url], capture_output=True, timeout=60).returncode, 2)


if __name__ == "__main__":
    main()

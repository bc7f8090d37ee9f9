"""Site memory: what recurs on the pages of a site is no part of its articles."""
import json
import pathlib
import subprocess
import tempfile

from case import NEWSBUS, Reply, SystemTest, item, main, page, rss, wait_until

CALL = "Write to the desk of this paper if you know more about the harbour and its bridges; every letter is read."


def page_with_call(n):
    """An article page whose text ends with a paragraph that all the others have too."""
    body = page(n).decode()
    at = body.rindex("</p>", 0, body.index("</article>")) + 4
    return (body[:at] + f"<p>{CALL}</p>" + body[at:]).encode()


class SiteMemory(SystemTest):
    def parse_batch(self, pages, *options):
        """`pages` are (url, number) pairs."""
        with tempfile.TemporaryDirectory() as folder:
            lines = []
            for k, (url, n) in enumerate(pages):
                file = pathlib.Path(folder, f"{k}.html")
                file.write_bytes(page_with_call(n))
                lines.append(json.dumps({"url": url, "file": str(file)}) + "\n")
            done = subprocess.run([NEWSBUS, "parse", "--as", "page", "--batch", *options], input="".join(lines).encode(),
                                  capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_pages_of_a_batch_teach_the_next_ones_of_their_site(self):
        pages = [(f"https://{host}.example/{n}", n) for n in range(4) for host in ("www.courier", "news.courier", "gazette")]
        plain = self.parse_batch(pages)
        taught = self.parse_batch(pages, "--site-memory")
        self.assertTrue(all(CALL in article["articleBody"] for article in plain))
        gazette = [CALL in article["articleBody"] for article in taught[2::3]]
        self.assertEqual(gazette, [True, True, False, False])
        courier = [CALL in article["articleBody"] for k, article in enumerate(taught) if k % 3 != 2]
        self.assertFalse(any(courier[4:]), "both hosts are one site")
        self.assertEqual(taught[:3], plain[:3])

    def bodies(self, daemon):
        """Whether CALL stands in the article, by its number."""
        articles = [m.data for m in daemon.whole_log() if m.is_article]
        return {int(a["identifier"].rsplit(":", 1)[1]): CALL in a["articleBody"] for a in articles}

    def publish(self, site, daemon, count):
        """Adds pages one after another until the feed has `count`."""
        for n in range(len(self.bodies(daemon)), count):
            site.put(f"/a/{n}.html", Reply(body=page_with_call(n), content_type="text/html"))
            site.put("/feed.xml", rss([item(k, site, content=None, description=f"Teaser {k}.") for k in range(n + 1)]))
            wait_until(lambda: len(self.bodies(daemon)) == n + 1, f"article {n}")

    def test_the_daemon_learns_a_site_and_remembers_it(self):
        site = self.site()
        site.put("/feed.xml", rss([]))
        daemon = self.daemon([self.source(site, full_text="always")]).start()
        self.publish(site, daemon, 3)
        self.assertEqual(self.bodies(daemon), {0: True, 1: True, 2: False})
        daemon.kill()
        daemon.start()
        self.publish(site, daemon, 4)
        self.assertEqual(self.bodies(daemon), {0: True, 1: True, 2: False, 3: False})
        provenance = [m.data["provenance"]["articleBody"] for m in daemon.whole_log() if m.is_article]
        self.assertEqual(provenance, ["page", "page", "page+site", "page+site"])
        self.assert_log_is_sound(daemon.whole_log())

    def test_a_source_can_do_without(self):
        site = self.site()
        site.put("/feed.xml", rss([]))
        daemon = self.daemon([self.source(site, full_text="always", site_memory=False)]).start()
        self.publish(site, daemon, 4)
        self.assertEqual(self.bodies(daemon), {n: True for n in range(4)})


if __name__ == "__main__":
    main()

"""Site rules end to end: what they name wins, in pages of feeds and in listings; mistakes are told before anything runs."""
import json
import subprocess

from case import NEWSBUS, Reply, SystemTest, item, main, prose, rss, wait_until


def misleading(n):
    """A page whose text stands where nobody looks for it, below a long one that is not the article's."""
    decoy = "".join(f"<p>{prose(900 + k, 4)}</p>" for k in range(5))
    return (f'<!doctype html><html lang="en"><head><title>Test Wire</title></head><body><h1>Your daily digest</h1>'
            f'<article>{decoy}</article><div class="related"><div class="hl">The report with the number {n}</div>'
            f'<div class="who">By Jo Smith</div><div class="when">3 March 2026</div>'
            f'<div class="txt"><p>Report {n} is short.</p><p class="promo">Subscribe now.</p></div></div></body></html>').encode()


RULES = {"body": ".related > .txt", "headline": "//div[@class='hl']", "author": ".who", "date": [".when"], "remove": ".promo"}


class Rules(SystemTest):
    def serve(self, site, path, body):
        site.put(path, Reply(body=body, content_type="text/html"))

    def assert_ruled(self, article, n):
        self.assertEqual(article["articleBody"], f"Report {n} is short.")
        self.assertEqual(article["headline"], f"The report with the number {n}")
        self.assertEqual(article["author"][0]["name"], "Jo Smith")
        self.assertTrue(article["datePublished"].startswith("2026-03-03"))
        for field in ("articleBody", "headline", "author", "datePublished"):
            self.assertEqual(article["provenance"][field], "rule")

    def test_rules_win_in_the_full_text_of_a_feed(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site, content=None, description="Teaser.")]))
        self.serve(site, "/a/1.html", misleading(1))
        daemon = self.daemon([self.source(site, full_text="always", rules=RULES),
                              self.source(site, id="unruled", full_text="always")]).start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "both sources")
        articles = {m.data["source"]: m.data for m in daemon.whole_log()}
        self.assert_ruled(articles["wire"], 1)
        self.assertNotIn("Report 1 is short.", articles["unruled"]["articleBody"])

    def test_rules_name_the_links_of_a_listing_and_hold_for_its_pages(self):
        site = self.site()
        menu = "".join(f'<a href="/2026/11/{n}/a-story-that-is-not-of-interest">A story that is not of interest here</a>' for n in range(10, 20))
        self.serve(site, "/news", f'<html><body>{menu}<p class="ours"><a href="/x7">x</a> <a href="/x8">y</a></p></body></html>'.encode())
        for n in (7, 8):
            self.serve(site, f"/x{n}", misleading(n))
        daemon = self.daemon([self.source(site, path="/news", kind="listing", full_text="auto", rules={**RULES, "links": ".ours a"})]).start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "both links")
        for message in daemon.whole_log():
            self.assert_ruled(message.data, int(message.data["url"][-1]))
        self.assert_log_is_sound(daemon.whole_log())

    def test_parse_tries_rules(self):
        def parse(*rules):
            options = [part for rule in rules for part in ("--rule", rule)]
            return subprocess.run([NEWSBUS, "parse", "--as", "page", "--url", "http://site.invalid/x", *options],
                                  input=misleading(3), capture_output=True, timeout=60)
        done = parse(*(f"{key}={value if isinstance(value, str) else value[0]}" for key, value in RULES.items()))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_ruled(json.loads(done.stdout), 3)
        for wrong, why in (("bdy=.x", "must be body, "), ("body", "must be body, "), ("body=p:hover", "column 3: ")):
            done = parse(wrong)
            self.assertEqual(done.returncode, 2)
            self.assertIn(why, done.stderr.decode())

    def test_check_names_the_place_of_a_mistake(self):
        site = self.site()
        daemon = self.daemon([self.source(site, rules={"body": "//p[", "headline": "h1:hover"})])
        daemon.write_config()
        done = daemon.run("check")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr + done.stdout, r":\d+:\d+: `body`: \"//p\[\", column 5: ")
        self.assertRegex(done.stderr + done.stdout, r":\d+:\d+: `headline`: \"h1:hover\", column 4: `:hover` is not known")


if __name__ == "__main__":
    main()

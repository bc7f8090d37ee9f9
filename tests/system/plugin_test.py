"""Plugins of the user's own: any language, any misbehaviour; the article still goes out."""

from case import SystemTest, item, main, rss, wait_until

TAGGER = """
import json, sys
for line in sys.stdin:
    article = json.loads(line)
    print(json.dumps({"keywords": [article["headline"].split()[0].lower()]}), flush=True)
"""
CRASHER = """
line = sys.stdin.readline()
sys.exit(3)
"""
CRASHES_ON_SECOND = """
import json, sys
for line in sys.stdin:
    if "Report 2" in json.loads(line)["headline"]:
        sys.exit(3)
    print(json.dumps({"keywords": ["seen"]}), flush=True)
"""
HANGS = """
import sys, time
for line in sys.stdin:
    time.sleep(3600)
"""
TALKS_NONSENSE = """
for line in sys.stdin:
    print("this is not JSON", flush=True)
"""


COUNTS_WORDS = """
import json, sys
for line in sys.stdin:
    article = json.loads(line)
    print(json.dumps({"keywords": [str(article["wordCount"]), str(len(article["paragraphs"]))]}), flush=True)
"""


class Plugins(SystemTest):
    def published(self, script, count=3, **options):
        site = self.site()
        site.put("/feed.xml", rss([item(n, site) for n in range(count)]))
        folder = self.daemon()  # for its folder only
        path = folder.folder / "plugin.py"
        path.write_text(script)
        daemon = self.daemon([self.source(site)], chain=["clean_text", "tag_language", "mine"],
                             plugin={"mine": {"use": "exec", "command": ["/usr/bin/python3", str(path)], **options}})
        daemon.start()
        wait_until(lambda: len(daemon.whole_log()) >= count, f"{count} articles", 120)
        self.assert_log_is_sound(daemon.whole_log())
        return daemon, {m.data["identifier"]: m.data for m in daemon.whole_log()}

    def test_a_plugin_in_python_tags_articles(self):
        _, articles = self.published(TAGGER)
        self.assertEqual([a["keywords"] for a in articles.values()], [["report"]] * 3)

    def test_a_plugin_sees_what_is_measured_in_the_text(self):
        _, articles = self.published(COUNTS_WORDS)
        for article in articles.values():
            self.assertEqual(article["keywords"], [str(article["wordCount"]), str(len(article["paragraphs"]))])

    def test_a_plugin_that_crashes_costs_no_article(self):
        daemon, articles = self.published(CRASHER)
        self.assertEqual(len(articles), 3)
        self.assertTrue(all("keywords" not in a for a in articles.values()))
        self.assertEqual(daemon.get("/health")[0], 200)
        self.assertGreater(daemon.metric("newsbus_plugin_failures_total"), 0)

    def test_a_plugin_that_crashes_once_is_started_again(self):
        site_daemon, articles = self.published(CRASHES_ON_SECOND, count=4)
        self.assertEqual(len(articles), 4)
        self.assertNotIn("keywords", articles["urn:test:0:2"])

    def test_a_plugin_that_hangs_is_stopped_at_its_limit(self):
        _, articles = self.published(HANGS, count=2, timeout="200ms")
        self.assertEqual(len(articles), 2)

    def test_a_plugin_that_talks_nonsense_is_counted_and_skipped(self):
        daemon, articles = self.published(TALKS_NONSENSE)
        self.assertEqual(len(articles), 3)
        self.assertGreater(daemon.metric("newsbus_plugin_failures_total"), 0)

    def test_a_stop_does_not_wait_for_a_plugin_that_hangs_though_a_reload_replaced_it(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site)]))
        daemon = self.daemon([self.source(site)], chain=["mine"])
        script, asked = daemon.folder / "plugin.py", daemon.folder / "asked"
        script.write_text(f"import sys\nfor line in sys.stdin:\n    open({str(asked)!r}, 'w').close()\n")
        daemon.sections["plugin"] = {"mine": {"use": "exec", "command": ["/usr/bin/python3", str(script)], "start_timeout": "1h"}}
        daemon.write_config()
        daemon.start()
        wait_until(asked.exists, "the plugin")
        del daemon.sections["plugin"]
        daemon.sections["chain"] = ["clean_text"]
        daemon.write_config()
        daemon.reload()
        self.assertEqual(daemon.stop(), 0)
        self.assertNotIn("not drained in time", daemon.log())
        daemon.start()  # the article was left to the next start
        wait_until(lambda: len(daemon.whole_log()) == 1, "the article")


if __name__ == "__main__":
    main()

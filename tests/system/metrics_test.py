"""Metrics, health and readiness of a real daemon, as Prometheus and an operator read them."""
import json
import re
import sys

from case import TESTS, Reply, SystemTest, item, main, rss, wait_until

sys.path.insert(0, str(TESTS / "lint"))
from metrics import registered  # noqa: E402

SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)*)\})? (\S+)')
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\\n]|\\.)*)"')


class Page:
    """A page in the text exposition format 0.0.4, read strictly."""

    def __init__(self, text):
        self.types, self.samples, family = {}, {}, None
        assert text.endswith("\n")
        for line in text.splitlines():
            if line.startswith("# HELP "):
                family = line.split(" ", 3)[2]
                assert family not in self.types, f"two heads: {family}"
                self.types[family] = None
            elif line.startswith("# TYPE "):
                name, kind = line.split(" ")[2:]
                assert name == family and self.types[name] is None, line
                self.types[name] = kind
            else:
                name, labels, value = SAMPLE.fullmatch(line).groups()
                ends = ("_bucket", "_sum", "_count") if self.types[family] == "histogram" else ("",)
                assert name in [family + end for end in ends], f"{name} stands under {family}"
                key = (name, *sorted(LABEL.findall(labels or "")))
                assert key not in self.samples, f"twice: {line}"
                self.samples[key] = float(value)

    def __call__(self, name, **labels):
        return self.samples.get((name, *sorted(labels.items())))

    def values(self, name, label):
        return {dict(key[1:])[label]: value for key, value in self.samples.items() if key[0] == name and label in dict(key[1:])}


class Metrics(SystemTest):
    def page(self, daemon):
        status, text = daemon.get("/metrics")
        self.assertEqual(status, 200)
        return Page(text)

    def daemon_of_three(self):
        """A source that is well, one that fails, one whose first answer never comes."""
        site = self.site(hosts=3)
        site.put("/feed.xml", rss([item(1, site)]))
        site.put("/feed.xml", Reply(status=503), 1)
        site.put("/feed.xml", Reply(body=b"", delay=600), 2)
        daemon = self.daemon([self.source(site, name, host=host) for host, name in enumerate(("well", "broken", "slow.one"))])
        daemon.start()
        wait_until(lambda: daemon.whole_log(), "an article")
        wait_until(lambda: self.page(daemon)("newsbus_source_health", source="broken", health="failing"), "the failure")
        return site, daemon

    def test_every_source_has_its_health_and_times(self):
        site, daemon = self.daemon_of_three()
        page = self.page(daemon)
        for source, health in (("well", "ok"), ("broken", "failing"), ("slow.one", "unknown")):
            for state in ("unknown", "ok", "failing", "blocked", "gone"):
                self.assertEqual(page("newsbus_source_health", source=source, health=state), float(state == health), (source, state))
        self.assertEqual(page.values("newsbus_sources", "health"), {"unknown": 1, "ok": 1, "failing": 1, "blocked": 0, "gone": 0})
        self.assertEqual(set(page.values("newsbus_source_last_success_timestamp_seconds", "source")), {"well"})
        self.assertGreaterEqual(page("newsbus_source_consecutive_failures", source="broken"), 1)
        self.assertEqual(page("newsbus_source_consecutive_failures", source="well"), 0)
        self.assertEqual(page.values("newsbus_source_articles_total", "source"), {"well": 1, "broken": 0, "slow.one": 0})
        self.assertLessEqual({"well", "broken"}, set(page.values("newsbus_source_next_due_timestamp_seconds", "source")))

    def test_the_newest_article_is_one_that_was_new(self):
        site, daemon = self.daemon_of_three()
        name = "newsbus_source_newest_article_timestamp_seconds"
        self.assertIsNone(self.page(daemon)(name, source="well"))  # a backfill is old news
        site.put("/feed.xml", rss([item(2, site), item(1, site)]))
        wait_until(lambda: self.page(daemon)(name, source="well"), "the new article")
        [row] = [source for source in json.loads(daemon.get("/status")[1])["sources"] if source["id"] == "well"]
        self.assertRegex(row["newestArticle"], r"^\d{4}-\d\d-\d\dT.*Z$")
        before = self.page(daemon)(name, source="well")
        self.assertEqual(daemon.stop(), 0)
        daemon.start()
        self.assertEqual(self.page(daemon)(name, source="well"), before)

    def test_the_page_has_what_the_sources_register_and_nothing_else(self):
        site, daemon = self.daemon_of_three()
        site.put("/feed.xml", rss([item(2, site), item(1, site)]))
        wait_until(lambda: self.page(daemon).values("newsbus_source_newest_article_timestamp_seconds", "source"), "a new article")
        page = self.page(daemon)
        known = {name: (kind, set(labels)) for name, kind, labels, _ in registered(TESTS.parent)}
        self.assertEqual(page.types, {name: kind for name, (kind, _) in known.items()})
        for key in page.samples:
            name = key[0] if key[0] in known else re.sub("_(bucket|sum|count)$", "", key[0])
            self.assertEqual({label for label, _ in key[1:]} - {"le"}, known[name][1], key)

    def test_histograms_add_up(self):
        site, daemon = self.daemon_of_three()
        page = self.page(daemon)
        for name in (name for name, kind in page.types.items() if kind == "histogram"):
            buckets = sorted((float(bound), count) for bound, count in page.values(name + "_bucket", "le").items())
            counts = [count for _, count in buckets]
            self.assertEqual(counts, sorted(counts), name)
            self.assertEqual(buckets[-1], (float("inf"), page(name + "_count")))
        self.assertGreaterEqual(page("newsbus_fetch_duration_seconds_count"), 2)
        self.assertGreaterEqual(page("newsbus_read_duration_seconds_count"), 1)
        self.assertGreaterEqual(page("newsbus_commit_duration_seconds_count"), 1)
        self.assertEqual(page("newsbus_article_delay_seconds_count"), 0)  # a backfill has no delay

    def test_the_delay_of_an_article_is_from_its_date_to_its_first_sight(self):
        site, daemon = self.daemon_of_three()
        site.put("/feed.xml", rss([item(3, site, date="Mon, 23 Nov 2020 10:00:00 GMT"), item(2, site), item(1, site)]))
        wait_until(lambda: self.page(daemon)("newsbus_articles_total", event="published") == 2, "the new articles")
        page = self.page(daemon)
        self.assertEqual(page("newsbus_article_delay_seconds_count"), 1)  # the other has no date
        self.assertEqual(page("newsbus_article_delay_seconds_bucket", le="604800"), 0)
        self.assertGreater(page("newsbus_article_delay_seconds_sum"), 604800)

    def test_the_process_and_the_store_are_measured(self):
        site, daemon = self.daemon_of_three()
        page = self.page(daemon)
        self.assertEqual(len(page.values("newsbus_build_info", "version")), 1)
        for name in ("process_resident_memory_bytes", "process_virtual_memory_bytes", "process_open_fds", "process_max_fds",
                     "process_threads", "process_start_time_seconds", "newsbus_log_bytes", "newsbus_store_free_bytes"):
            self.assertGreater(page(name), 0, name)
        self.assertGreater(sum(page.values("newsbus_store_bytes", "file").values()), 0)
        self.assertEqual((page("newsbus_log_oldest_sequence"), page("newsbus_log_messages")), (1, page("newsbus_log_last_sequence")))
        self.assertEqual(page("process_start_time_seconds"), self.page(daemon)("process_start_time_seconds"))

    def test_a_source_that_leaves_takes_its_series_along(self):
        site, daemon = self.daemon_of_three()
        daemon.sources = daemon.sources[:1]
        daemon.write_config()
        daemon.reload()
        page = self.page(daemon)
        for name in page.types:
            self.assertLessEqual(set(page.values(name, "source")), {"well"}, name)
        self.assertEqual(sum(page.values("newsbus_sources", "health").values()), 1)

    def test_more_than_a_thousand_sources_are_shown_one_by_one_only_when_asked(self):
        site = self.site()
        site.put("/feed.xml", rss([]))
        daemon = self.daemon([self.source(site, f"s{n}", f"/feed.xml?{n}", interval="6h", max_interval="6h") for n in range(1001)])
        daemon.start()

        def shown(**control):
            daemon.sections["control"].update(control)
            daemon.write_config()
            daemon.reload()
            page = self.page(daemon)
            self.assertEqual(sum(page.values("newsbus_sources", "health").values()), len(daemon.sources))
            return len(page.values("newsbus_source_consecutive_failures", "source"))
        self.assertEqual(shown(), 0)
        self.assertEqual(shown(source_metrics=True), 1001)
        daemon.sources = daemon.sources[:1000]
        self.assertEqual(shown(source_metrics="auto"), 1000)
        self.assertEqual(shown(source_metrics=False), 0)

    def test_failing_sources_leave_the_daemon_healthy_and_are_named(self):
        site, daemon = self.daemon_of_three()
        status, line = daemon.get("/health")
        self.assertEqual(status, 200)
        self.assertRegex(line, r"^ok; 1 of 3 sources failing: broken \(http://.*: HTTP status 503.*\)\n$")
        status, text = daemon.get("/health", headers={"Accept": "application/json"})
        health = json.loads(text)
        self.assertEqual((status, health["status"], health["sources"]["failing"]), (200, "ok", 1))
        self.assertEqual([source["id"] for source in health["degraded"]], ["broken"])

    def test_it_is_ready_while_it_runs(self):
        site, daemon = self.daemon_of_three()
        self.assertEqual(daemon.get("/ready"), (200, "ready\n"))
        daemon.reload()
        self.assertEqual(daemon.get("/ready"), (200, "ready\n"))
        self.assertEqual(json.loads(daemon.get("/ready", headers={"Accept": "application/json"})[1]), {"ready": True})

    def test_head_is_answered_without_a_body(self):
        site, daemon = self.daemon_of_three()
        for path in ("/metrics", "/health", "/ready"):
            self.assertEqual(daemon.get(path, method="HEAD"), (200, ""), path)


if __name__ == "__main__":
    main()

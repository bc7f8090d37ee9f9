"""From a feed on loopback to three frames on the bus."""
import json

import jsonschema

from case import TESTS, Reply, SystemTest, item, log_faults, main, rss, wait_until

SCHEMA = json.loads((TESTS.parent / "docs/article.schema.json").read_text())


class Articles(SystemTest):
    def test_a_new_source_is_published_as_backfill_in_three_valid_frames(self):
        site = self.site()
        site.put("/feed.xml", rss([item(n, site) for n in range(3)]))
        daemon = self.daemon([self.source(site)]).start()
        subscriber = daemon.subscriber()
        daemon.run("status")
        messages = wait_until(lambda: [m for m in daemon.whole_log() if m.is_article], "three articles")
        wait_until(lambda: len(daemon.whole_log()) >= 3, "three articles")
        messages = daemon.whole_log()
        self.assert_log_is_sound(messages)
        validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
        for message in messages:
            with self.subTest(message.sequence):
                validator.validate(message.data)
                self.assertEqual(message.topic, b"article/backfill/en/wire/")
                self.check_header(message)
        self.assertEqual({m.data["identifier"] for m in messages}, {f"urn:test:0:{n}" for n in range(3)})
        subscriber.close()

    def check_header(self, message):
        header, article = message.attributes, message.data
        self.assertEqual(header["specversion"], "1.0")
        self.assertEqual(header["id"], f"{article['id']}/{article['version']}")
        self.assertRegex(header["source"], r"^/newsbus/[^/]+/wire$")
        self.assertEqual(header["type"], "newsbus.article.backfill.v1")
        self.assertEqual(header["subject"], article["id"])
        self.assertEqual(header["datacontenttype"], "application/json")
        self.assertIn("dataschema", header)
        self.assertRegex(header["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
        self.assertRegex(header["sequence"], r"^\d{20}$")
        self.assertRegex(header["prev"], r"^\d{20}$")

    def test_a_later_entry_arrives_live_as_published(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site)]))
        daemon = self.daemon([self.source(site)]).start()
        subscriber = daemon.subscriber("article/published/")
        subscriber.wait(lambda s: s.heartbeats or wait_until(lambda: daemon.whole_log(), "the backfill"), "the backfill")
        site.put("/feed.xml", rss([item(2, site), item(1, site)]))
        subscriber.wait(lambda s: s.articles, "the new article")
        self.assertEqual([m.data["identifier"] for m in subscriber.articles], ["urn:test:0:2"])
        self.assertEqual(subscriber.articles[0].data["version"], 1)

    def test_a_second_round_is_conditional_and_publishes_nothing(self):
        site = self.site(hosts=5)
        for host in range(5):
            site.put("/feed.xml", rss([item(n, site, host) for n in range(4)]), host)
        sources = [self.source(site, f"s{host}", host=host, interval="1h", max_interval="1h") for host in range(5)]
        daemon = self.daemon(sources).start("--now")
        wait_until(lambda: len(daemon.whole_log()) == 20, "twenty articles")
        self.assertEqual(daemon.stop(), 0)
        first = len(site.seen())
        daemon.start("--now")
        wait_until(lambda: len(site.seen()) >= first + 5, "the second round")
        self.assertEqual(sorted(r.status for r in site.seen()[first:]), [304] * 5)
        for request in site.seen()[first:]:
            etag = [r for r in site.seen()[:first] if r.host == request.host][0]
            self.assertTrue(request.headers["if-none-match"].startswith('"'), etag)
        wait_until(lambda: all(s["polls"] == 2 for s in json.loads(daemon.get("/status")[1])["sources"]), "five commits")
        self.assertEqual(len(daemon.whole_log()), 20)

    def test_a_changed_entry_goes_out_again_as_updated_with_its_changes(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site), item(2, site)]))
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "the first version")
        site.put("/feed.xml", rss([item(1, site, title="An altogether different headline"), item(2, site)]))
        wait_until(lambda: len(daemon.whole_log()) == 3, "the update")
        first, update = [m for m in daemon.whole_log() if m.data["identifier"] == "urn:test:0:1"]
        self.assertEqual(update.topic, b"article/updated/en/wire/")
        self.assertEqual(update.data["version"], 2)
        self.assertEqual(update.data["id"], first.data["id"])
        self.assertEqual(update.data["headline"], "An altogether different headline")
        self.assertIn("headline", [change["field"] for change in update.data["changes"]])
        self.assertEqual(update.data["dateFirstSeen"], first.data["dateFirstSeen"])

    def test_an_outage_is_told_and_its_end_too(self):
        site = self.site()
        good = Reply(body=rss([item(1, site)]))
        site.put("/feed.xml", good)
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: daemon.whole_log(), "the first article")
        site.put("/feed.xml", Reply(503, b"later", "text/plain"))
        failing = wait_until(lambda: [m for m in daemon.whole_log() if m.topic == b"source/failing/wire/"], "the outage")
        self.assertIn("503", failing[0].data["reason"])
        self.assertEqual(failing[0].data["source"], "wire")
        site.put("/feed.xml", good)
        wait_until(lambda: [m for m in daemon.whole_log() if m.topic == b"source/ok/wire/"], "the recovery")
        self.assertEqual(len([m for m in daemon.whole_log() if m.is_article]), 1)

    def test_a_broken_feed_keeps_its_good_items(self):
        site = self.site()
        good = rss([item(n, site) for n in range(3)])
        site.put("/feed.xml", good.replace(b"Report 1:", b"Report & 1:")[:-60])  # ill-formed and cut off
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) >= 2, "the items")
        self.assertLessEqual({"urn:test:0:0", "urn:test:0:1"}, {m.data["identifier"] for m in daemon.whole_log()})
        self.assertEqual(log_faults(daemon.whole_log()), [])

    def test_backfill_none_announces_only_what_comes_later(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site), item(2, site)]))
        daemon = self.daemon([self.source(site, backfill="none")]).start()
        wait_until(lambda: len(site.seen()) >= 2, "the second poll")
        site.put("/feed.xml", rss([item(3, site), item(1, site), item(2, site)]))
        wait_until(lambda: daemon.whole_log(), "the new article")
        self.assertEqual([(m.event, m.data["identifier"]) for m in daemon.whole_log()], [("published", "urn:test:0:3")])

    def test_the_same_link_in_two_sources_has_one_id_and_names_the_first(self):
        site = self.site(hosts=2)
        site.put("/feed.xml", rss([item(1, site)]), 0)
        site.put("/feed.xml", rss([item(1, site, guid="another guid")]), 1)
        daemon = self.daemon([self.source(site, "a")]).start()
        wait_until(lambda: daemon.whole_log(), "the first source")
        daemon.sources.append(self.source(site, "b", host=1))
        daemon.write_config()
        daemon.reload()
        wait_until(lambda: len(daemon.whole_log()) == 2, "the second source")
        first, second = daemon.whole_log()
        self.assertEqual(first.data["id"], second.data["id"])
        self.assertEqual(second.data["seenIn"], ["a"])
        self.assertNotIn("seenIn", first.data)


if __name__ == "__main__":
    main()

"""Live and replay, gaps and how they are closed, a subscriber in C++."""
import json
import os
import subprocess

from case import SystemTest, item, main, rss, wait_until

SUBSCRIBER = os.environ["NEWSBUS_SUBSCRIBER"]


class Bus(SystemTest):
    def growing(self, count, **sections):
        """A daemon whose one source has `count` entries by now, and the site to publish more on."""
        site = self.site()
        site.put("/feed.xml", rss([item(n, site) for n in range(count)]))
        daemon = self.daemon([self.source(site)], **sections)
        return site, daemon

    def test_replay_gives_the_bytes_that_were_sent_live(self):
        site, daemon = self.growing(0)
        daemon.start()
        subscriber = daemon.subscriber()
        subscriber.wait(lambda s: s.heartbeats, "the first heartbeat")
        for round in range(1, 4):
            site.put("/feed.xml", rss([item(n, site) for n in range(round * 10)]))
            subscriber.wait(lambda s: len(s.messages) >= round * 10, f"{round * 10} messages")
        self.assertEqual(subscriber.messages, daemon.whole_log())
        self.assertEqual(subscriber.messages, daemon.whole_log(limit=7))  # whatever the pages are
        self.assert_log_is_sound(subscriber.messages)

    def test_replay_of_a_part_is_that_part_of_the_log(self):
        site, daemon = self.growing(30)
        daemon.start()
        log = wait_until(lambda: len(daemon.whole_log()) == 30 and daemon.whole_log(), "thirty messages")
        client = daemon.replay_client()
        page, end = client.ask({"after": f"{10:020}", "until": f"{20:020}", "limit": 100})
        self.assertEqual(page, log[10:20])
        self.assertEqual((end["count"], end["more"], int(end["last"]), int(end["oldest"])), (10, False, 30, 1))
        page, end = client.ask({"after": f"{0:020}", "limit": 4})
        self.assertEqual((page, end["more"], int(end["next"])), (log[:4], True, 4))
        page, end = client.ask({"after": f"{0:020}", "topics": ["article/updated/"]})
        self.assertEqual((page, end["count"], end["more"]), ([], 0, False))
        page, end = client.ask({"since": log[0].attributes["time"]})
        self.assertEqual(page, log)
        page, end = client.ask({"after": f"{99999:020}"})
        self.assertEqual((page, end["more"]), ([], False))

    def test_a_bad_request_is_answered(self):
        site, daemon = self.growing(1)
        daemon.start()
        client = daemon.replay_client()
        for raw in (b"", b"{", b"[]", b'"r1"', b"\xff\xfe", b"{}", b'{"request":7,"after":"1"}',
                    b'{"request":"r1","after":"x"}', b'{"request":"r1","after":"1","topics":"article/"}',
                    b'{"request":"r1","after":"1","limit":-1}', b'{"request":"r1","after":"1","colour":"red"}',
                    b"[" * 100000, b"[" * 100000, b'{"request":"' + b"r" * 200000 + b'"}'):
            with self.subTest(raw[:40]):
                page, end = client.ask(raw)
                self.assertEqual(page, [])
                self.assertTrue(end["why"])
                self.assertIn("error", end)
        self.assertEqual(daemon.get("/health")[0], 200)

    def test_a_request_past_1_mib_ends_its_own_connection_only(self):
        site, daemon = self.growing(1)
        daemon.start()
        wait_until(daemon.whole_log, "the article")
        rude, polite = daemon.replay_client(), daemon.replay_client()
        rude.socket.send(b"[" * 1_100_000)
        self.assertEqual(len(polite.all()), 1)
        self.assertFalse(rude.socket.poll(100))

    def test_a_heartbeat_tells_the_last_and_the_oldest_number(self):
        site, daemon = self.growing(3)
        daemon.start()
        subscriber = daemon.subscriber("heartbeat/")
        subscriber.wait(lambda s: s.heartbeats and int(s.heartbeats[-1].data["sent"]) == 3, "a heartbeat with 3")
        beat = subscriber.heartbeats[-1]
        self.assertEqual(int(beat.data["oldest"]), 1)
        self.assertNotIn("sequence", beat.attributes)
        self.assertTrue(beat.data["publisher"])
        self.assertEqual(subscriber.messages, [])

    def test_topics_select_by_event_language_and_source(self):
        site = self.site(hosts=2)
        for host, id in enumerate(("bbc", "bbc-sport")):
            site.put("/feed.xml", rss([item(n, site, host) for n in range(2)]), host)
        daemon = self.daemon([self.source(site, "bbc"), self.source(site, "bbc-sport", host=1)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 4, "four articles")
        only = daemon.whole_log(topics=["article/backfill/en/bbc/"])
        self.assertEqual([m.data["source"] for m in only], ["bbc", "bbc"])

    def test_a_slow_subscriber_sees_its_gap_and_catches_up_by_replay(self):
        total = 1500
        # The grace is what a healthy subscriber on a loaded machine may stumble; the stalled one costs it once.
        site, daemon = self.growing(0, bus={"high_water_mark": 50, "grace": "5s"}, http={"max_body": "64MiB"})
        daemon.start()
        healthy = daemon.subscriber()
        slow = daemon.subscriber(queue=20)
        for subscriber in (healthy, slow):
            subscriber.wait(lambda s: s.heartbeats, "the first heartbeat")
        # A text of 8 KB each: more than the socket buffers hold for one who does not read.
        long = "<p>" + "All quiet on the quay, says the harbour master once more. " * 140 + "</p>"
        site.put("/feed.xml", rss([item(n, site, content=long + f"<p>{n}</p>") for n in range(total)]))
        healthy.wait(lambda s: len(s.messages) >= total, "everything at the healthy subscriber", 120)
        self.assertEqual([m.sequence for m in healthy.messages], list(range(1, total + 1)))
        # Now it reads again, up to the first heartbeat that says how far the log has come.
        slow.heartbeats.clear()
        slow.wait(lambda s: s.heartbeats and int(s.heartbeats[-1].data["sent"]) == total, "a heartbeat with the end")
        self.assertLess(len(slow.messages), total)
        caught_up, last_on, gaps = {}, {}, 0
        for message in slow.messages:
            gaps += message.prev != last_on.get(message.topic, 0)
            last_on[message.topic] = message.sequence
            caught_up[message.sequence] = message
        gaps += last_on.get(healthy.messages[0].topic, 0) != total
        self.assertGreater(gaps, 0)
        for message in daemon.whole_log():
            caught_up.setdefault(message.sequence, message)
        self.assertEqual([caught_up[n] for n in sorted(caught_up)], healthy.messages)

    def test_a_subscriber_in_cpp_gets_every_message_once_across_a_kill(self):
        site, daemon = self.growing(5)
        daemon.start()
        wait_until(lambda: len(daemon.whole_log()) == 5, "five messages")
        reader = subprocess.Popen([SUBSCRIBER, daemon.publish, daemon.replay, "15"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(reader.stdout.close)
        self.addCleanup(reader.wait)
        self.addCleanup(reader.kill)
        site.put("/feed.xml", rss([item(n, site) for n in range(10)]))
        wait_until(lambda: len(daemon.whole_log()) == 10, "ten messages")
        daemon.kill()
        daemon.start()
        site.put("/feed.xml", rss([item(n, site) for n in range(15)]))
        self.assertEqual(reader.wait(90), 0)
        events = [json.loads(line) for line in reader.stdout]
        log = daemon.whole_log()
        self.assertEqual([int(e["sequence"]) for e in events], list(range(1, 16)))
        self.assertEqual([e["data"] for e in events], [m.data for m in log])
        self.assertEqual([e["topic"].encode() for e in events], [m.topic for m in log])

    def test_tap_and_replay_print_cloud_events(self):
        site, daemon = self.growing(4)
        daemon.start()
        wait_until(lambda: len(daemon.whole_log()) == 4, "four messages")
        log = [{**m.attributes, "topic": m.topic.decode(), "data": m.data} for m in daemon.whole_log()]
        for running in (True, False):
            with self.subTest(running=running):
                done = daemon.run("replay", "--from", "1")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual([json.loads(line) for line in done.stdout.splitlines()], log)
                some = daemon.run("replay", "--from", "2", "--to", "3", "--topic", "article/backfill/")
                self.assertEqual([json.loads(line) for line in some.stdout.splitlines()], log[1:3])
                if running:
                    self.assertEqual(daemon.stop(), 0)


if __name__ == "__main__":
    main()

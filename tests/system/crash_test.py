"""kill -9 at random moments under a growing load: nothing lost, nothing twice. Short and seeded; ./dev lab crash is the long form."""
import sqlite3
import random
import time

from case import SystemTest, item, main, page, Reply, rss, wait_until


class Crash(SystemTest):
    SEED, KILLS, SOURCES = 20261122, 8, 6

    def test_nothing_is_lost_or_doubled_by_kill_9(self):
        chance = random.Random(self.SEED)
        site = self.site(hosts=self.SOURCES)
        counts = [0] * self.SOURCES

        def grow():
            for host in range(self.SOURCES):
                counts[host] += chance.randrange(1, 4)
                with_pages = host % 3 == 0  # a third of the load takes the second lap
                entries = [item(n, site, host, **({"content": None, "description": "Teaser."} if with_pages else {}))
                           for n in range(counts[host])]
                if with_pages:
                    for n in range(counts[host]):
                        site.put(f"/a/{n}.html", Reply(body=page(n), content_type="text/html"), host)
                site.put("/feed.xml", rss(entries), host)

        grow()
        sources = [self.source(site, f"s{host}", host=host, full_text="auto" if host % 3 == 0 else "never")
                   for host in range(self.SOURCES)]
        daemon = self.daemon(sources)
        received = {}
        subscriber = daemon.subscriber()
        for kill in range(self.KILLS):
            daemon.start("--now")
            grow()
            until = time.monotonic() + chance.uniform(0.05, 1.5)
            while time.monotonic() < until:
                subscriber.poll(0.02)
            daemon.kill()
            self.check_database(daemon)
        daemon.start("--now")
        expected = {(f"s{host}", f"urn:test:{host}:{n}") for host in range(self.SOURCES) for n in range(counts[host])}
        wait_until(lambda: {(m.data["source"], m.data["identifier"]) for m in daemon.whole_log() if m.is_article} >= expected,
                   "every article", 120)
        log = daemon.whole_log()
        self.assert_log_is_sound(log)
        subscriber.wait(lambda s: s.heartbeats and int(s.heartbeats[-1].data["sent"]) == log[-1].sequence, "the end of the log")
        for message in subscriber.messages:
            self.assertEqual(received.setdefault(message.sequence, message), message)  # sent twice: the same bytes
            self.assertEqual(message, log[message.sequence - 1])

    def check_database(self, daemon):
        for file in (daemon.folder / "state").glob("*.db"):
            with sqlite3.connect(file) as database:
                self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))


if __name__ == "__main__":
    main()

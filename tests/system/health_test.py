"""What is sick shows: a disk that hangs, a table that is gone, a plugin that is broken, connections that dawdle."""
import json
import os
import socket
import sqlite3
import time

from case import Reply, SystemTest, item, main, rss, wait_until

FROZEN_DISK_LIBRARY = os.environ["FROZEN_DISK_LIBRARY"]


class Health(SystemTest):
    def growing(self, **sections):
        """A daemon on a feed that has one more entry at every poll."""
        site, self.entries = self.site(), 0

        def feed(request):
            self.entries += 1
            return rss([item(n, site) for n in range(self.entries, max(0, self.entries - 30), -1)])
        site.put("/feed.xml", lambda request: Reply(body=feed(request), validators=False))
        return self.daemon([self.source(site)], **sections)

    def last(self, daemon):
        return json.loads(daemon.get("/status")[1])["log"]["last"]

    def sick(self, daemon, words):
        def told():
            status, line = daemon.get("/health")
            return status == 503 and words in line and line
        return wait_until(told, f"/health to say {words}")

    def test_a_disk_that_hangs_is_told_at_once_and_nothing_is_lost(self):
        daemon = self.growing()
        flag = daemon.folder / "frozen"
        daemon.start(environment={"LD_PRELOAD": FROZEN_DISK_LIBRARY, "ASAN_OPTIONS": "verify_asan_link_order=0",
                                   "FROZEN_DISK": str(flag), "WATCHDOG_USEC": "60000000"})
        wait_until(lambda: self.last(daemon) >= 2, "articles")
        self.assertEqual(daemon.get("/health")[0], 200)
        flag.touch()
        try:
            line = self.sick(daemon, "no progress: ")
            self.assertRegex(line, r"^no progress: .*store for \d+s")
            wait_until(lambda: daemon.metric("newsbus_oldest_work_seconds") >= 4, "the age of the work")
            asked = time.monotonic()
            for path in ("/status", "/metrics", "/health"):
                self.assertIn(daemon.get(path)[0], (200, 503))
            self.assertLess(time.monotonic() - asked, 15, "the control address does not wait for the disk")
            self.assertRegex(json.loads(daemon.get("/status")[1])["trouble"], "no progress: .*store")
            self.assertIn("no progress: ", daemon.run("status").stdout)
            wait_until(lambda: any("no progress" in notice for notice in daemon.notices), "the status line of systemd")
            wait_until(lambda: "no progress thread=store" in daemon.log(), "a line in the log")
            before = len(daemon.notices)
            wait_until(lambda: sum("STATUS=" in notice for notice in daemon.notices[before:]) >= 3, "three pulses")
            self.assertNotIn("WATCHDOG=1", daemon.notices[before + 1:], "a store that hangs must not look alive")
        finally:
            flag.unlink()
        wait_until(lambda: daemon.get("/health")[0] == 200, "health")
        wait_until(lambda: "progress again thread=store" in daemon.log(), "a line in the log")
        self.assertEqual(daemon.log().count("no progress thread=store"), 1)
        before = len(daemon.notices)
        daemon.wait_notice("WATCHDOG=1", before)
        wait_until(lambda: self.last(daemon) >= 8, "more articles")
        log = daemon.whole_log()
        self.assert_log_is_sound(log)
        numbers = sorted(int(m.data["identifier"].rsplit(":", 1)[1]) for m in log)
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + len(numbers))), "an article was lost")

    def test_a_dropped_table_shows(self):
        for table in ("job", "seen", "cursor"):
            with self.subTest(table):
                daemon = self.growing().start()
                wait_until(lambda: self.last(daemon) >= 1, "an article")
                with sqlite3.connect(daemon.folder / "state" / "newsbus.db", timeout=60) as database:
                    database.execute("PRAGMA foreign_keys = off")
                    database.execute(f"DROP TABLE {table}")
                self.sick(daemon, table)
                daemon.kill()

    def test_a_plugin_that_fails_on_every_article_shows(self):
        daemon = self.growing(plugin={"broken": {"use": "exec", "command": ["/bin/false"]}}, chain=["broken"])
        self.entries = 40
        daemon.start()
        self.sick(daemon, "the plugin broken fails on every article: ")

    def test_slow_connections_keep_nobody_from_asking(self):
        daemon = self.growing().start()
        slow = []
        for _ in range(200):
            slow.append(socket.socket(socket.AF_UNIX))
            self.addCleanup(slow[-1].close)
            slow[-1].settimeout(60)
            slow[-1].connect(daemon.control)
            slow[-1].send(b"GET /health HTTP/1.1\r\nHost: local")
        self.assertEqual(daemon.get("/health")[0], 200)
        waiting = b'{"sources":["wire"],"mark":999999}'
        for _ in range(100):
            slow.append(socket.socket(socket.AF_UNIX))
            self.addCleanup(slow[-1].close)
            slow[-1].connect(daemon.control)
            slow[-1].send(b"POST /poll/wait HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                          + str(len(waiting)).encode() + b"\r\n\r\n" + waiting)
        self.assertEqual(daemon.get("/health")[0], 200)


if __name__ == "__main__":
    main()

"""WebSub: a hub on loopback, from its discovery to the end of the subscription."""
import contextlib
import json
import resource
import socket
import sqlite3
import time
import urllib.parse

from case import Reply, SystemTest, item, main, rss, wait_until
from support.hub import Hub, get, post, subscription


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class WebSub(SystemTest):
    def setUp(self):
        self.place, self.hub = self.site(), Hub()
        self.addCleanup(self.hub.close)

    def feed(self, numbers, hub=None, links=True):
        """Serves a feed of these entries that announces the hub in its headers."""
        link = f'<{(hub or self.hub).url()}>; rel="hub", <{self.place.url("/topic.xml")}>; rel="self"'
        self.place.put("/feed.xml", Reply(body=rss([item(n, self.place) for n in numbers]),
                                          headers={"Link": link} if links else {}))

    def pushed_feed(self, numbers):
        return rss([item(n, self.place) for n in numbers])

    def a_daemon(self, interval="1h", max_interval="1h", **more):
        port = free_port()
        self.base = f"http://127.0.0.1:{port}/hooks"
        return self.daemon([self.source(self.place, interval=interval, max_interval=max_interval, **more)],
                           http={"callback": f"127.0.0.1:{port}", "callback_url": self.base})

    def subscribed(self, **more):
        """A daemon that has polled two entries and holds a confirmed subscription."""
        self.feed([1, 2])
        daemon = self.a_daemon(**more).start()
        wait_until(lambda: subscription(daemon).get("state") == "active", "the subscription")
        return daemon

    def result(self, daemon, result):
        for line in daemon.get("/metrics")[1].splitlines():
            if line.startswith(f'newsbus_websub_requests_total{{result="{result}"}}'):
                return float(line.rsplit(" ", 1)[1])
        return 0

    def test_what_a_hub_pushes_is_published_at_once(self):
        daemon = self.subscribed()
        [form] = self.hub.forms()
        self.assertEqual(form["hub.topic"], self.place.url("/topic.xml"))
        self.assertRegex(form["hub.callback"], "^" + self.base + "/websub/[0-9a-f]{32}$")
        self.assertRegex(form["hub.secret"], "^[0-9a-f]{64}$")
        self.assertEqual(form["hub.lease_seconds"], "864000")
        for n, method in enumerate(["sha1", "sha256", "sha384", "sha512"], 3):
            self.assertEqual(self.hub.push(self.pushed_feed([n]), method), 202)
            wait_until(lambda: len(daemon.whole_log()) == n, f"entry {n}, signed with {method}")
        messages = daemon.whole_log()
        self.assert_log_is_sound(messages)
        self.assertEqual([m.topic.split(b"/")[1].decode() for m in messages], ["backfill"] * 2 + ["published"] * 4)
        self.assertEqual(len(self.place.seen("/feed.xml")), 1)
        row = subscription(daemon)
        self.assertEqual(row["hub"], self.hub.url())
        self.assertIn("lastPush", row)
        self.assertIn("leaseUntil", row)
        status = json.dumps(json.loads(daemon.get("/status")[1]))
        self.assertNotIn(form["hub.secret"], status + daemon.log())
        self.assertNotIn(form["hub.callback"][-32:], status + daemon.log())

    def test_a_push_that_is_repeated_brings_nothing_twice(self):
        daemon = self.subscribed()
        for _ in range(3):
            self.assertEqual(self.hub.push(self.pushed_feed([3, 2])), 202)
        wait_until(lambda: daemon.metric("newsbus_pushes_total") >= 2, "the pushes")
        wait_until(lambda: len(daemon.whole_log()) == 3, "the new entry")
        self.feed([1, 2, 3])
        daemon.post("/poll", {"sources": ["wire"]})
        wait_until(lambda: len(self.place.seen("/feed.xml")) == 2, "a poll")
        self.assertEqual(self.hub.push(self.pushed_feed([4])), 202)
        wait_until(lambda: len(daemon.whole_log()) == 4, "the next entry")

    def test_nothing_is_read_that_is_not_signed_rightly(self):
        daemon = self.subscribed()
        body = self.pushed_feed([3])
        self.assertEqual(self.hub.push(body, None), 202)
        self.assertEqual(self.hub.push(body, secret="guess"), 202)
        self.assertEqual(self.hub.push(body, "md5"), 202)
        self.assertEqual(self.hub.push(body, None, headers={"X-Hub-Signature": "sha256=" + "0" * 64}), 202)
        self.assertEqual(post(self.base + "/websub/" + "0" * 32, body, {"X-Hub-Signature": "sha1=" + "0" * 40}), 404)
        self.assertEqual(self.hub.push(body), 202)  # the right one shows that the others were looked at
        wait_until(lambda: len(daemon.whole_log()) == 3, "the signed one")
        self.assertEqual((self.result(daemon, "unsigned"), self.result(daemon, "forged")), (2, 2))
        self.assertIn("push ignored", daemon.log())

    def test_a_huge_push_is_refused_and_costs_nothing(self):
        daemon = self.subscribed(max_body="64KiB")
        before = daemon.memory_mib()
        self.assertEqual(self.hub.push(b"x" * 100_000), 413)
        parts = urllib.parse.urlsplit(self.hub.callback())
        with socket.create_connection((parts.hostname, parts.port)) as endless:
            endless.sendall((f"POST {parts.path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                             f"X-Hub-Signature: sha1={'0' * 40}\r\n\r\n").encode())
            with contextlib.suppress(OSError):
                for _ in range(10_000):
                    endless.sendall(b"2000\r\n" + b"x" * 8192 + b"\r\n")
        self.assertLess(daemon.memory_mib() - before, 30)
        self.assertEqual(self.hub.push(self.pushed_feed([3])), 202)
        wait_until(lambda: len(daemon.whole_log()) == 3, "the small one")

    def test_only_what_is_wanted_is_confirmed(self):
        self.hub.verify = False
        self.feed([1])
        daemon = self.a_daemon().start()
        wait_until(lambda: self.hub.forms(), "the request")
        [form] = self.hub.forms()
        self.assertFalse(self.hub.confirm(form, topic="http://elsewhere.example/feed"))
        self.assertFalse(self.hub.confirm({**form, "hub.mode": "unsubscribe"}))
        self.assertFalse(self.hub.confirm({**form, "hub.callback": self.base + "/websub/" + "0" * 32}))
        self.assertEqual(subscription(daemon)["state"], "wanted")
        self.assertTrue(self.hub.confirm(form))
        wait_until(lambda: subscription(daemon)["state"] == "active", "the subscription")

    def test_a_feed_may_announce_its_hub_itself(self):
        feed = self.pushed_feed([1]).replace(
            b"<description>d", f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="{self.hub.url()}"/>'
            f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="{self.place.url("/own.xml")}"/>'
            "<description>d".encode(), 1)
        self.place.put("/feed.xml", feed)
        daemon = self.a_daemon().start()
        wait_until(lambda: subscription(daemon).get("state") == "active", "the subscription")
        self.assertEqual(subscription(daemon)["topic"], self.place.url("/own.xml"))
        probe = daemon.run("probe", self.place.url("/feed.xml"))
        self.assertIn(f'WebSub hub {self.hub.url()} with topic {self.place.url("/own.xml")}', probe.stdout)

    def test_a_denied_subscription_is_not_asked_for_again_and_polls_go_on(self):
        daemon = self.subscribed(interval="1s", max_interval="1h")
        self.assertEqual(self.hub.push(self.pushed_feed([3])), 202)
        wait_until(lambda: len(daemon.whole_log()) == 3, "a push")
        self.assertEqual(self.hub.deny(self.hub.callback()), 200)
        wait_until(lambda: subscription(daemon)["state"] == "denied", "the denial")
        self.assertIn("not today", subscription(daemon)["reason"])
        polls = len(self.place.seen("/feed.xml"))
        wait_until(lambda: len(self.place.seen("/feed.xml")) >= polls + 2, "polls")
        self.assertEqual(len(self.hub.forms()), 1)

    def test_polls_are_a_backup_while_a_hub_pushes(self):
        daemon = self.subscribed(interval="1s", max_interval="1h")
        self.assertEqual(self.hub.push(self.pushed_feed([3])), 202)
        wait_until(lambda: len(daemon.whole_log()) == 3, "a push")

        def next_poll_is_far():
            [row] = json.loads(daemon.get("/status")[1])["sources"]
            return row["nextDue"] > time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 1800))

        wait_until(next_poll_is_far, "the last poll for long")

    def test_a_short_lease_is_renewed(self):
        self.hub.lease = 3
        daemon = self.subscribed()
        wait_until(lambda: len(self.hub.confirmed) >= 3, "two renewals")
        forms = self.hub.forms()
        self.assertEqual(len({form["hub.callback"] for form in forms}), 1)
        self.assertEqual(subscription(daemon)["state"], "active")

    def test_a_hub_that_is_gone_leaves_polls_and_is_said(self):
        self.hub.lease = 3
        daemon = self.subscribed(interval="1s", max_interval="1h")
        self.assertEqual(self.hub.push(self.pushed_feed([3])), 202)
        wait_until(lambda: len(daemon.whole_log()) == 3, "a push")
        self.hub.answer = 503
        wait_until(lambda: subscription(daemon)["state"] == "wanted", "the end of the lease")
        self.assertIn("503", subscription(daemon)["reason"])
        self.assertIn("hub does not take the subscription", daemon.log())
        polls = len(self.place.seen("/feed.xml"))
        wait_until(lambda: len(self.place.seen("/feed.xml")) > polls, "polls")

    def test_a_hub_may_send_elsewhere(self):
        for status in (307, 308):
            with self.subTest(status):
                hub = Hub()
                self.addCleanup(hub.close)
                hub.answer = (status, "/other")
                self.feed([1], hub)
                daemon = self.a_daemon().start()
                wait_until(lambda: subscription(daemon).get("state") == "active", "the subscription")
                self.assertEqual([path for path, _ in hub.asked], ["/", "/other"])
                self.assertEqual(hub.asked[0][1], hub.asked[1][1])
                daemon.stop()

    def test_the_hub_is_told_when_a_source_is_taken_out(self):
        daemon = self.subscribed()
        self.place.put("/second.xml", self.pushed_feed([9]))
        callback = self.hub.callback()
        daemon.sources = [self.source(self.place, "second", "/second.xml")]
        daemon.write_config()
        daemon.reload()
        wait_until(lambda: self.hub.forms("unsubscribe"), "the farewell")
        [form] = self.hub.forms("unsubscribe")
        self.assertEqual(form["hub.callback"], callback)
        self.assertNotIn("hub.secret", form)
        wait_until(lambda: len(self.hub.confirmed) == 2, "its confirmation")
        wait_until(lambda: post(callback, b"x", {}) == 404, "that it is forgotten")

    def test_the_hub_is_told_when_it_is_not_wanted_any_more(self):
        daemon = self.subscribed()
        self.hub.verify = False  # it does not say that it heard
        callback = self.hub.callback()
        daemon.sources = [self.source(self.place, interval="1h", max_interval="1h", websub=False)]
        daemon.write_config()
        daemon.reload()
        wait_until(lambda: self.hub.forms("unsubscribe"), "the farewell")
        self.assertEqual(self.hub.push(self.pushed_feed([3]), callback=callback), 410)
        self.assertEqual(len(daemon.whole_log()), 2)

    def test_a_restart_keeps_the_subscription(self):
        daemon = self.subscribed()
        self.assertEqual(daemon.stop(), 0)
        daemon.start()
        self.assertEqual(self.hub.push(self.pushed_feed([3])), 202)
        wait_until(lambda: len(daemon.whole_log()) == 3, "the push")
        self.assertEqual(len(self.hub.forms()), 1)
        self.assertEqual(len(self.place.seen("/feed.xml")), 1)

    def test_a_daemon_that_was_killed_before_the_confirmation_takes_it(self):
        self.hub.verify = False
        self.feed([1])
        daemon = self.a_daemon().start()
        wait_until(lambda: self.hub.forms(), "the request")
        daemon.kill()
        [form] = self.hub.forms()
        self.assertFalse(self.hub.confirm(form))
        daemon.start()
        self.assertTrue(self.hub.confirm(form))
        wait_until(lambda: subscription(daemon)["state"] == "active", "the subscription")
        self.assertEqual(self.hub.push(self.pushed_feed([2])), 202)
        wait_until(lambda: len(daemon.whole_log()) == 2, "the push")

    def test_a_killed_daemon_loses_no_push_that_it_acknowledged(self):
        daemon = self.subscribed()
        for n in range(3, 9):
            self.feed(range(1, n + 1))
            self.assertEqual(self.hub.push(self.pushed_feed([n])), 202)
            wait_until(lambda: daemon.metric("newsbus_visits_in_flight") > 0 or len(daemon.whole_log()) == n, "its claim")
            daemon.kill()
            daemon.start()
            wait_until(lambda: len(daemon.whole_log()) == n, f"entry {n}")
        self.assert_log_is_sound(daemon.whole_log())

    def test_the_secret_is_kept_where_only_the_daemons_group_reads(self):
        daemon = self.subscribed()
        database = sqlite3.connect(f"file:{daemon.sections['state']['dir']}/newsbus.db?mode=ro", uri=True)
        self.addCleanup(database.close)
        [[stage, push]] = database.execute("SELECT push_stage, push FROM source").fetchall()
        self.assertEqual(stage, 2)
        self.assertEqual(json.loads(push)["secret"], self.hub.forms()[0]["hub.secret"])

    def test_thousands_of_connections_keep_nobody_out(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = min(10_500, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        daemon = self.subscribed()
        before = daemon.memory_mib()
        parts = urllib.parse.urlsplit(self.hub.callback())
        idle = []
        self.addCleanup(lambda: [one.close() for one in idle])
        for n in range(wanted - 500):
            idle.append(socket.create_connection((parts.hostname, parts.port), timeout=30))
            if n % 2:
                with contextlib.suppress(OSError):
                    idle[-1].send(b"POST /websub/")
        self.assertEqual(self.hub.push(self.pushed_feed([3])), 202)
        wait_until(lambda: len(daemon.whole_log()) == 3, "the push")
        self.assertLess(daemon.memory_mib() - before, 60)
        self.assertLess(daemon.metric("process_open_fds"), 400)

    def test_the_callback_shows_nothing_else(self):
        daemon = self.subscribed()
        base = self.base.removesuffix("/hooks")
        for path in ("/", "/status", "/metrics", "/websub/", "/websub/../status", "/websub/%2e%2e/status", "/hooks"):
            status, body, _ = get(base + path, {})
            self.assertEqual((status, body), (404, b"nothing here\n"), path)
        status, body, headers = get(self.hub.callback(), {"hub.mode": "subscribe", "hub.challenge": "<script>",
                                                          "hub.topic": self.place.url("/topic.xml"), "hub.lease_seconds": "60"})
        self.assertEqual((status, body), (200, b"<script>"))
        self.assertEqual((headers["Content-Type"], headers["X-Content-Type-Options"]), ("application/octet-stream", "nosniff"))
        self.assertEqual(daemon.get("/websub/" + "0" * 32)[0], 404)

    def test_a_callback_that_cannot_listen_is_said(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            self.feed([1])
            daemon = self.daemon([self.source(self.place)], http={"callback": address, "callback_url": "https://a.example/"})
            done = daemon.run("run")
            self.assertEqual(done.returncode, 1)
            self.assertIn(address, done.stderr)


if __name__ == "__main__":
    main()

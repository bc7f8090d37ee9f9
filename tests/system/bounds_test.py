"""What peers can make the daemon take: nobody reads, nothing is a request, everybody asks at once, topics without end."""
import json
import random
import resource

from case import SANITIZED, SystemTest, item, main, rss, wait_until
from support.zmtp import OPENING, RawPeer, frame, opening

WHOLE = '{"request":"all","limit":10000}'


def grown_mib(daemon, before):
    """How much more memory it takes; nothing that says anything under a sanitizer, which keeps what is freed."""
    return 0 if SANITIZED else daemon.memory_mib() - before


class ReplayBounds(SystemTest):
    def started(self, articles=1, size=0):
        site = self.site()
        text = "All quiet on the quay, says the harbour master once more. "
        entries = [item(n, site, content=f"<p>{n}: {text * (size // len(text) + 5)}</p>") for n in range(articles)]
        site.put("/feed.xml", rss(entries))
        daemon = self.daemon([self.source(site)], chain=["clean_text"]).start()
        wait_until(lambda: len(daemon.whole_log()) == articles, "the articles")
        return daemon

    def peer(self, daemon, **options):
        peer = RawPeer(daemon.replay, **options)
        self.addCleanup(peer.close)
        return peer

    def test_peers_that_never_read_cost_little_and_it_is_given_back_when_they_leave(self):
        daemon = self.started(30, 60_000)
        before = daemon.memory_mib()
        peers = [self.peer(daemon, receive_buffer=4096) for _ in range(250)]
        for peer in peers:
            for _ in range(4):
                peer.ask(WHOLE)
        asked = lambda: daemon.metric("newsbus_replay_requests_total")
        wait_until(lambda: asked() >= 250, "the requests")
        self.assertEqual(len(daemon.whole_log()), 30, "a peer that reads gets everything beside them")
        self.assertLessEqual(daemon.metric("newsbus_replay_bytes"), 25 << 20)
        self.assertLess(grown_mib(daemon, before), 64)
        for peer in peers:
            peer.close()
        wait_until(lambda: daemon.metric("newsbus_replay_connections") == 0, "the connections to end")
        self.assertEqual(daemon.metric("newsbus_replay_bytes"), 0)
        wait_until(lambda: grown_mib(daemon, before) < 16, "the memory to go back")

    def test_two_hundred_requests_at_once_get_two_hundred_answers(self):
        daemon = self.started()
        peer = self.peer(daemon)
        peer.send(b"".join(frame(f'{{"request":"r{n}"}}'.encode()) for n in range(200)))
        answers, busy = set(), 0
        while len(answers) < 200:
            last = peer.answer()
            self.assertIsNotNone(last, f"ended after {len(answers)} answers")
            if len(last) == 1:
                answer = json.loads(last[0])
                answers.add(answer.get("end") or answer["error"])
                busy += answer.get("code") == "busy"
        self.assertGreater(busy, 0, "more than four in flight are refused, and told to ask again")
        peers = [self.peer(daemon) for _ in range(200)]
        for peer in peers:
            peer.ask('{"request":"r"}')
        for peer in peers:
            while len(last := peer.answer()) == 4:
                pass
            self.assertEqual(json.loads(last[0])["end"], "r")

    def test_a_request_of_very_many_frames_is_answered_or_ends_its_connection(self):
        daemon = self.started()
        small = self.peer(daemon)
        small.send(b"".join(frame(b"{}", more=True) for _ in range(1499)) + frame(b"{}"))
        self.assertIn("single frame", json.loads(small.answer()[0])["why"])
        before = daemon.memory_mib()
        large = self.peer(daemon)
        part = frame(b"x" * 100_000, more=True)
        sent = 0
        while sent < 1500 and large.send(part):
            sent += 1
        self.assertTrue(large.ended)
        self.assertLess(grown_mib(daemon, before), 8)
        self.assertEqual(len(daemon.whole_log()), 1)

    def test_whatever_is_sent_is_answered_or_its_connection_ended(self):
        daemon = self.started()
        chance = random.Random(14)
        base = frame(b'{"request":"r1","after":"00000000000000000000","topics":["article/"],"limit":1}')
        for n in range(400):
            data = bytearray(base if n % 2 else OPENING + base)
            for _ in range(chance.randrange(1, 4)):  # no frame is made longer than it is: that would be waited for
                data[chance.randrange(2 if n % 2 else 0, len(data))] = chance.randrange(128)
            peer = self.peer(daemon, opening=OPENING if n % 2 else b"")
            peer.send(bytes(data) + frame(b"x" * 300_000) * 4)  # whatever frame was begun is ended by this
            while (last := peer.answer()) and len(last) == 4:
                pass
            if last is None:
                self.assertTrue(peer.ended)
            peer.close()
        self.assertEqual(daemon.get("/health")[0], 200)
        self.assertEqual(len(daemon.whole_log()), 1)

    def test_connections_that_ask_nothing_keep_nobody_out(self):
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))  # the daemon takes a quarter of its own
        daemon = self.started()
        idle = [self.peer(daemon) for _ in range(1200)]
        self.assertEqual(len(daemon.whole_log()), 1)
        self.assertLessEqual(daemon.metric("newsbus_replay_connections"), 1024)
        self.assertTrue(any(not peer.ask(WHOLE) for peer in idle[:200]), "who has been idle longest made room")


class SubscriptionBounds(SystemTest):
    def peer(self, daemon):
        peer = RawPeer(daemon.publish, opening=opening(b"SUB"))
        self.addCleanup(peer.close)
        self.assertTrue(peer.shake_hands())
        return peer

    def hog(self, daemon, changes):
        """A subscriber that sends these without end, until it is ended."""
        peer = self.peer(daemon)
        for number in range(100_000):
            if not peer.send(b"".join(frame(change) for change in changes(number))):
                return
        self.fail("it may subscribe to as much as it likes")

    def test_a_subscriber_that_asks_for_topics_without_end_is_ended(self):
        daemon = self.daemon([]).start()
        honest = daemon.subscriber("heartbeat/")
        before = daemon.memory_mib()
        self.hog(daemon, lambda number: [b"\1%0200d" % number])
        # Between them it takes back what it never asked for, and sends what is no subscription at all.
        self.hog(daemon, lambda number: [b"\1%0200d" % number, b"\0no %0200d" % number])
        self.hog(daemon, lambda number: [b"\1%0200d" % number, b"\2%0200d" % number])
        wait_until(lambda: daemon.metric("newsbus_subscribers_ended_total") >= 3, "their ends")
        self.assertLess(grown_mib(daemon, before), 32)
        heard = len(honest.heartbeats)
        honest.wait(lambda one: len(one.heartbeats) > heard + 3, "heartbeats")
        self.assertEqual(daemon.log().count("subscriber ended"), 1, "a line a minute")

    def test_a_message_of_frames_without_end_ends_its_sender(self):
        daemon = self.daemon([]).start()
        honest = daemon.subscriber("heartbeat/")
        before = daemon.memory_mib()
        for part in (frame(b"\1", more=True), frame(b"", more=True), frame(b"x" * 250, more=True)):
            peer = self.peer(daemon)
            sent = 0
            while sent < 1000 and peer.send(part * 5000):
                sent += 1
            self.assertTrue(peer.ended)
        self.assertLess(grown_mib(daemon, before), 8)
        heard = len(honest.heartbeats)
        honest.wait(lambda one: len(one.heartbeats) > heard + 3, "heartbeats")

    def test_a_subscriber_that_changes_its_mind_all_day_stays(self):
        daemon = self.daemon([]).start()
        peer = self.peer(daemon)
        for number in range(20_000):
            self.assertTrue(peer.send(frame(b"\1%0200d" % number) + frame(b"\0%0200d" % number)))
        self.assertTrue(peer.send(frame(b"\1heartbeat/")))
        self.assertTrue(peer.read()[0].startswith(b"heartbeat/"))
        self.assertEqual(daemon.metric("newsbus_subscribers_ended_total"), 0)


if __name__ == "__main__":
    main()

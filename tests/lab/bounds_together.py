"""All of it at once: twenty feeds of 50,000 entries, the odd documents, peers that never read, subscribers without end.

What is read may have 150 MiB, as alone, and what is sent 64 beside it. The healthy sources must not notice.
"""
import json
import os
import threading

import bounds_documents
import bounds_feeds
from support.zmtp import RawPeer, frame, opening

PEERS, LIMIT = 250, bounds_feeds.LIMIT + 64
ENOUGH = 20_000  # messages in the log: they do not fit into what the system takes for a peer
WHOLE = '{"request":"all","limit":10000}'


class Crowd:
    """Hostile peers in a thread: all of them come anew when they have been ended."""

    def __init__(self, daemon):
        self.daemon, self.peers, self.ended = daemon, [], threading.Event()
        self.rounds = self.hogs = 0
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.ended.is_set() and json.loads(self.daemon.get("/status")[1])["log"]["last"] < ENOUGH:
            self.ended.wait(1)
        while not self.ended.is_set():
            self.ask()
            while not self.ended.is_set() and not self.all_gone():
                self.subscribe()
                self.send_frames()
                self.ended.wait(1)
            for peer in self.peers:
                peer.close()

    def ask(self):
        self.peers = [RawPeer(self.daemon.replay, receive_buffer=4096) for _ in range(PEERS)]
        for peer in self.peers:
            for _ in range(4):
                peer.ask(WHOLE)
        self.rounds += 1

    def all_gone(self):
        return self.daemon.metric("newsbus_replay_connections") == 0

    def subscribe(self):
        """As much as it may, and more."""
        hog = RawPeer(self.daemon.publish, opening=opening(b"SUB"))
        hog.shake_hands()
        self.hogs += 1
        while not self.ended.is_set() and hog.send(frame(b"\1" + os.urandom(100).hex().encode())):
            pass
        hog.close()

    def send_frames(self):
        """One message without end."""
        peer = RawPeer(self.daemon.publish, opening=opening(b"SUB"))
        peer.shake_hands()
        while not self.ended.is_set() and peer.send(frame(b"\1", more=True) * 10_000):
            pass
        peer.close()

    def close(self):
        self.ended.set()
        self.thread.join()


def run(judge, binary):
    documents = [(kind, reply) for _name, kind, reply in bounds_documents.replies()]
    with bounds_feeds.load(binary, documents) as (daemon, births):
        daemon.start("--now")
        crowd = Crowd(daemon)
        try:
            bounds_feeds.watch(judge, daemon, births, LIMIT)
        finally:
            crowd.close()
        judge.figure("rounds of 250 peers, subscribers without end", f"{crowd.rounds}, {crowd.hogs}")
        judge.check("both came again and again", crowd.rounds > 2 and crowd.hogs > 10)
        judge.check("the daemon is well", daemon.get("/health")[0] == 200, daemon.get("/health"))

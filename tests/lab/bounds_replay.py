"""Peers of the replay endpoint that never read, ask for everything, or send what is no request.

250 peers ask for four pages each of a log whose bodies have 118 KB and read nothing: at most 64 MiB for all, given back within 35 s. Then a
request of 1,500 frames, 5,000 mutated requests, 200 requests at once, and 1,500 connections.
"""
import json
import random
import time

from support.bus import wait_until
from support.daemon import Daemon
from support.site import Site, item, rss
from support.zmtp import OPENING, RawPeer, frame

PEERS, BODY, MESSAGES = 250, 118_000, 60
WHOLE = '{"request":"all","limit":10000}'


def daemon_with_large_log(binary, site):
    # The text goes out twice: as text and as paragraphs.
    sentence = "All quiet on the quay, says the harbour master of day {} once more. "
    text = lambda n: "<p>" + (sentence.format(n) * (BODY // 2 // len(sentence)))[:BODY // 2] + "</p>"
    site.put("/feed.xml", rss([item(n, site, content=text(n)) for n in range(MESSAGES)]))
    daemon = Daemon(binary, [{"id": "wire", "url": site.url(), "interval": "1h", "max_interval": "1h", "full_text": "never"}],
                    bus={"replay": "tcp://127.0.0.1:*"}, chain=["clean_text"])
    daemon.start()
    wait_until(lambda: json.loads(daemon.get("/status")[1])["log"]["last"] >= MESSAGES, "the articles")
    port = wait_until(lambda: [line for line in daemon.log().splitlines() if "replaying" in line], "the port")[0]
    daemon.replay = port.split("endpoint=")[1].split()[0]
    return daemon


def peers_that_never_read(judge, daemon):
    before = daemon.memory_mib()
    peers = [RawPeer(daemon.replay, receive_buffer=4096) for _ in range(PEERS)]
    for peer in peers:
        for _ in range(4):
            peer.ask(WHOLE)
    began, peak, gone = time.monotonic(), before, None
    while time.monotonic() - began < 45 and gone is None:
        peak = max(peak, daemon.memory_mib())
        if time.monotonic() - began > 1 and daemon.metric("newsbus_replay_connections") == 0:
            gone = time.monotonic() - began
        time.sleep(0.2)
    after = daemon.memory_mib()
    judge.figure("RSS before, peak, after, MiB", f"{before:.1f}, {peak:.1f}, {after:.1f}")
    judge.figure("all 250 were ended after, s", gone and f"{gone:.1f}")
    judge.check("250 peers that never read cost at most 64 MiB", peak - before <= 64, f"{peak - before:.1f} MiB")
    judge.check("they are gone within 35 s", gone is not None and gone <= 35, gone)
    judge.check("and their memory with them (16 MiB)", after - before <= 16, f"{after - before:.1f} MiB")
    for peer in peers:
        peer.close()


def a_reader_beside_them(judge, daemon):
    peers = [RawPeer(daemon.replay, receive_buffer=4096) for _ in range(PEERS)]
    for peer in peers:
        peer.ask(WHOLE)
    began = time.monotonic()
    whole = len(daemon.whole_log())
    judge.figure("a peer that reads had the whole log beside them after, s", f"{time.monotonic() - began:.1f}")
    judge.check("a peer that reads gets everything beside 250 that do not", whole == MESSAGES, whole)
    for peer in peers:
        peer.close()


def many_frames(judge, daemon):
    before, peer, sent = daemon.memory_mib(), RawPeer(daemon.replay), 0
    body = frame(b"x" * 2**20, more=True)
    while sent < 1500 and peer.send(body):
        sent += 1
    small = RawPeer(daemon.replay)
    small.send(b"".join(frame(b"{}", more=True) for _ in range(1499)) + frame(b"{}"))
    refused = small.answer()
    grown = daemon.memory_mib() - before
    judge.check("a request of 1,500 frames of 1 MiB ends its connection", peer.ended and sent < 100, sent)
    judge.check("one of 1,500 small frames is answered", refused and b"single frame" in refused[0], refused)
    judge.check("and neither costs 4 MiB", grown < 4, f"{grown:.1f} MiB")


def mutated(chance, n, base):
    """A connection's bytes after the opening (or with a mutated opening), and what it should still be able to ask."""
    data = bytearray(base if n % 4 else OPENING + base)
    first = 2 if n % 2 else 0  # half of them leave the frame whole
    for _ in range(chance.randrange(1, 5)):
        data[chance.randrange(first, len(data))] = chance.randrange(256)
    return bytes(data)


def mutated_requests(judge, daemon, count=5000, batch=1000):
    chance, answered, ended = random.Random(14), 0, 0
    base = frame(json.dumps({"request": "r1", "after": "0" * 20, "topics": ["article/"], "limit": 1, "until": "9", "epoch": "x"}).encode())
    for begin in range(0, count, batch):
        peers = []
        for n in range(begin, begin + batch):
            peers.append(RawPeer(daemon.replay, opening=OPENING if n % 4 else b""))
            peers[-1].send(mutated(chance, n, base))
        for peer in peers:  # a frame that was made longer is waited for: its connection ends after 10 s
            answered += peer.read() is not None
            ended += peer.ended
            peer.close()
    judge.figure("mutated requests answered, ended", f"{answered}, {ended}")
    judge.check("each is answered or its connection ended", answered + ended == count, answered + ended)
    judge.check("nothing is left of them", wait_until(lambda: daemon.metric("newsbus_replay_connections") == 0, "the last one to end", 30))


def at_once(judge, daemon):
    names = lambda answers: {json.loads(a[-1]).get("end") or json.loads(a[-1]).get("error") for a in answers if len(a) == 1}
    one = RawPeer(daemon.replay)
    one.send(b"".join(frame(f'{{"request":"r{n}","limit":1}}'.encode()) for n in range(200)))
    got = set()
    while len(got) < 200 and (answer := one.answer()):
        got |= names([answer])
    judge.check("200 requests at once from one peer: 200 answers", len(got) == 200, len(got))
    many = [RawPeer(daemon.replay) for _ in range(200)]
    for n, peer in enumerate(many):
        peer.ask(f'{{"request":"p{n}","limit":1}}')
    count = 0
    for n, peer in enumerate(many):
        while (answer := peer.answer()) and len(answer) == 4:
            pass
        count += bool(answer) and json.loads(answer[0]).get("end") == f"p{n}"
    judge.check("and from 200 peers: 200 answers", count == 200, count)


def connections(judge, daemon):
    before = daemon.memory_mib()
    peers = [RawPeer(daemon.replay) for _ in range(1500)]
    whole = len(daemon.whole_log())
    judge.check("1,500 idle connections keep nobody out", whole == MESSAGES, whole)
    judge.check("at most 1,024 stay", daemon.metric("newsbus_replay_connections") <= 1024)
    judge.figure("they cost, MiB", f"{daemon.memory_mib() - before:.1f}")
    for peer in peers:
        peer.close()


def run(judge, binary):
    site = Site()
    daemon = daemon_with_large_log(binary, site)
    try:
        size = max(len(message.body) for message in daemon.whole_log(limit=1))
        judge.figure("bytes of a message", size)
        for part in (peers_that_never_read, a_reader_beside_them, many_frames, at_once, mutated_requests, connections):
            part(judge, daemon)
        judge.check("the daemon is well", daemon.get("/health")[0] == 200, daemon.get("/health"))
    finally:
        daemon.close()
        site.close()

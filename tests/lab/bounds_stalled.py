"""Subscribers that never read: twenty of them, while a feed brings three new articles of two MiB a second for a minute.

What they have not taken costs bus.queue_memory at most; who is behind is ended. One that reads gets every message in order.
"""
import time

import zmq

from support.daemon import Daemon
from support.site import Site, item, rss

SUBSCRIBERS, SECONDS, BODY = 20, 60, 1 << 20
QUEUE, LIMIT, REST = 64, 160, 20  # MiB: what may be queued, the most in all, above the start a minute later


def feed(site, second):
    text = f"<p>{'All quiet on the quay, says the harbour master once more. ' * (BODY // 58)}</p>"
    return rss([item(10 * second + n, site, content=text) for n in range(3)])


def run(judge, binary):
    site = Site()
    site.put("/feed.xml", rss([]))
    source = {"id": "wire", "url": site.url(), "interval": "1s", "max_interval": "1s", "full_text": "never"}
    daemon = Daemon(binary, [source], chain=["clean_text"])
    context = zmq.Context()
    try:
        daemon.start()
        before = daemon.memory_mib()
        healthy = daemon.subscriber("article/")
        stalled = [context.socket(zmq.SUB) for _ in range(SUBSCRIBERS)]
        for one in stalled:
            one.setsockopt(zmq.RCVHWM, 1)
            one.setsockopt_string(zmq.SUBSCRIBE, "")
            one.connect(daemon.publish)
        got, broken, queued, longest, began = 0, 0, 0, 0.0, time.monotonic()
        for second in range(SECONDS):
            site.put("/feed.xml", feed(site, second))
            while time.monotonic() < began + second + 1:
                healthy.poll(0.1)
                for message in healthy.messages:
                    got += 1
                    broken += message.prev != last if got > 1 else 0
                    last = message.sequence
                healthy.messages.clear()
            asked = time.monotonic()
            queued = max(queued, daemon.metric("newsbus_bus_queue_bytes") / (1 << 20))
            longest = max(longest, time.monotonic() - asked)
        ended = daemon.metric("newsbus_subscribers_ended_total")
        peak = daemon.memory_mib("VmHWM")
        judge.figure("messages to the one that reads, gaps", f"{got}, {broken}")
        judge.figure("ended; most bytes queued, MiB", f"{ended:.0f}; {queued:.0f}")
        judge.figure("memory before and at most, MiB", f"{before:.0f}, {peak:.0f}")
        judge.check("the one that reads gets all in order", got > 2 * SECONDS and broken == 0, f"{got}, {broken} gaps")
        judge.check("those behind are ended", ended >= SUBSCRIBERS, ended)
        judge.check(f"at most {QUEUE} MiB are queued", queued <= QUEUE, queued)
        judge.check(f"all costs at most {LIMIT} MiB", peak <= LIMIT, f"{peak:.0f} MiB")
        judge.check("/metrics answers within a second", longest <= 1, f"{longest:.1f} s")
        site.put("/feed.xml", rss([]))
        context.destroy(0)
        time.sleep(60)
        rest = daemon.memory_mib()
        judge.figure("a minute after they left, MiB", f"{rest:.0f}")
        judge.check(f"within {REST} MiB of the start", rest - before <= REST, f"{rest - before:.0f} MiB")
    finally:
        context.destroy(0)
        daemon.close()
        site.close()

"""Subscribers that subscribe without end: 100,000 topics of 200 bytes, 3,000 of 4,000, 300,000 of 20, as fast as they can."""
import os

import zmq

from support.bus import wait_until
from support.daemon import Daemon

HOGS = ((100_000, 200), (3_000, 4_000), (300_000, 20))
LIMIT = 64  # MiB


def run(judge, binary):
    daemon = Daemon(binary, [])
    context = zmq.Context()
    try:
        daemon.start()
        healthy = daemon.subscriber("heartbeat/")
        for number, (topics, size) in enumerate(HOGS, 1):
            hog = context.socket(zmq.SUB)
            hog.setsockopt(zmq.SNDHWM, 0)
            hog.setsockopt(zmq.LINGER, 0)
            hog.connect(daemon.publish)
            for _ in range(topics):
                hog.setsockopt(zmq.SUBSCRIBE, os.urandom(size // 2).hex().encode())
            wait_until(lambda wanted=number: daemon.metric("newsbus_subscribers_ended_total") >= wanted, "an end", 60)
        peak = daemon.memory_mib("VmHWM")
        judge.figure("peak memory, MiB", f"{peak:.0f}")
        judge.check(f"they cost at most {LIMIT} MiB", peak <= LIMIT, f"{peak:.0f} MiB")
        heard = len(healthy.heartbeats)
        healthy.wait(lambda one: len(one.heartbeats) > heard + 300, "heartbeats")  # those that waited, and new ones
    finally:
        context.destroy(0)
        daemon.close()

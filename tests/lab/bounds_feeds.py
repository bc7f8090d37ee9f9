"""Twenty feeds of 50,000 entries beside thirty healthy sources.

The bodies have 64 MiB together at most. The healthy sources publish a story every ten seconds; what counts is how long nobody hears of
any of them, and how long their stories take from the moment that the site first shows them.
"""
import contextlib
import time

from support.daemon import Daemon
from support.site import Reply, Site

FEEDS, ENTRIES, HEALTHY, PACE, SECONDS = 20, 50_000, 30, 10, 300
LIMIT = 150  # MiB


def archive(number):
    items = "".join(f"<item><title>Story {n} of archive {number}</title><link>https://a{number}.example/{n}</link><guid>{n}</guid></item>"
                    for n in range(ENTRIES))
    return f'<rss version="2.0"><channel><title>Archive {number}</title><link>https://a{number}.example/</link>{items}</channel></rss>'.encode()


class Births:
    """What the healthy sources showed when, first: (source, story) -> seconds."""

    def __init__(self):
        self.shown = {}

    def feed(self, number):
        def answer(_request):
            newest = int(time.time() / PACE)
            for n in range(newest - 9, newest + 1):
                self.shown.setdefault(f"h{number}-{n}", time.monotonic())
            items = "".join(f"<item><title>News {n} of {number}</title><guid>h{number}-{n}</guid></item>" for n in range(newest, newest - 10, -1))
            document = f'<rss version="2.0"><channel><title>Healthy {number}</title>{items}</channel></rss>'
            return Reply(body=document.encode(), validators=False)
        return answer


@contextlib.contextmanager
def load(binary, others=()):
    """A daemon, not started yet, with all those sources on a site, and others, (kind, Reply): gives it and the births."""
    site, births = Site(hosts=FEEDS + HEALTHY + len(others)), Births()
    sources = []
    for n, (kind, reply) in enumerate(others):
        host = FEEDS + HEALTHY + n
        site.put("/document", reply, host=host)
        sources.append({"id": f"odd{n}", "kind": kind, "url": site.url("/document", host), "interval": "5m", "full_text": "never"})
    for n in range(FEEDS):
        site.put("/archive.xml", archive(n), host=n)
        sources.append({"id": f"archive{n}", "url": site.url("/archive.xml", n), "interval": "1h", "full_text": "never"})
    for n in range(HEALTHY):
        site.put("/feed.xml", births.feed(n), host=FEEDS + n)
        sources.append({"id": f"healthy{n}", "url": site.url(host=FEEDS + n), "interval": f"{PACE}s", "max_interval": f"{PACE}s", "full_text": "never"})
    daemon = Daemon(binary, sources, http={"max_in_flight": "64MiB", "max_body": "9MiB", "min_interval": "5s"})
    try:
        yield daemon, births
    finally:
        daemon.close()
        site.close()


def run(judge, binary):
    with load(binary) as (daemon, births):
        daemon.start("--now")
        watch(judge, daemon, births)


def watch(judge, daemon, births, limit=LIMIT):
    subscriber = daemon.subscriber("article/")
    start = last = time.monotonic()
    silence, delays, archived, done = 0.0, [], 0, None
    while time.monotonic() - start < SECONDS and done is None:
        subscriber.poll(0.2)
        now = time.monotonic()
        batch, subscriber.messages = subscriber.messages, []
        healthy = [message for message in batch if b"/healthy" in message.topic]
        archived += sum(b"/archive" in message.topic for message in batch)
        done = now if archived >= FEEDS * ENTRIES else None
        if healthy:
            silence, last = max(silence, now - last), now
        for message in healthy:
            birth = births.shown.get(message.data.get("identifier"))
            if b"/published/" in message.topic and birth:
                delays.append(now - birth)
    delays.sort()
    peak = daemon.memory_mib("VmHWM")
    judge.figure("articles of the archives", f"{archived} of {FEEDS * ENTRIES} in {time.monotonic() - start:.0f} s")
    judge.figure("peak memory, MiB", f"{peak:.0f}")
    judge.check(f"20 feeds of 50,000 entries cost at most {limit} MiB", peak <= limit, f"{peak:.0f} MiB")
    judge.figure("longest silence of all healthy sources, s", f"{silence:.1f}")
    judge.check("the healthy ones publish meanwhile", len(delays) > 0, len(delays))
    if delays:
        p95 = delays[int(len(delays) * 0.95)]
        judge.figure("from the site to the bus, p50, p95, s", f"{delays[len(delays) // 2]:.2f}, {p95:.2f}")
        judge.check("95 of 100 within two polls", p95 <= 2 * PACE, f"{p95:.1f} s")
    if done:
        time.sleep(60)
        judge.figure("memory a minute later, MiB", f"{daemon.memory_mib():.0f}")

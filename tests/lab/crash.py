"""kill -9 at random moments of a growing load: lab crash N.

At least 20 sources grow all the time, a third of them with teasers whose pages are fetched. After each kill the database is checked; after the
last one every article has to be in the log once, without a gap or a repeated number.
"""
import random
import sqlite3
import sys
import time

from judge import Judge, arguments

from support.bus import log_faults, wait_until
from support.daemon import Daemon
from support.site import Reply, Site, item, page, rss

NEWEST = 400  # entries that a feed shows: more than a source grows by while one kill is survived


class Load:
    """Sites that grow when told to."""

    def __init__(self, site, sources, chance):
        self.site, self.chance = site, chance
        self.counts = [0] * sources

    def has_pages(self, host):
        return host % 3 == 0

    def grow(self):
        for host in range(len(self.counts)):
            first = self.counts[host]
            self.counts[host] += self.chance.randrange(0, 4) if first else 3
            for n in range(first, self.counts[host]) if self.has_pages(host) else ():
                self.site.put(f"/a/{n}.html", Reply(body=page(n), content_type="text/html; charset=utf-8"), host)
            more = {"content": None, "description": "A teaser."} if self.has_pages(host) else {}
            entries = [item(n, self.site, host, **more) for n in range(max(0, self.counts[host] - NEWEST), self.counts[host])]
            self.site.put("/feed.xml", rss(entries), host)

    def identities(self):
        return {(f"s{h}", f"urn:test:{h}:{n}") for h, count in enumerate(self.counts) for n in range(count)}


def integrity(folder):
    for file in (folder / "state").glob("*.db"):
        with sqlite3.connect(file) as database:
            verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            return verdict
    return "ok"


def published(daemon):
    return {(m.data["source"], m.data["identifier"]) for m in daemon.whole_log() if m.is_article}


def main():
    parser = arguments(__doc__)
    parser.add_argument("kills", type=int)
    parser.add_argument("--sources", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, judge = random.Random(options.seed), Judge()
    site = Site(hosts=options.sources)
    load = Load(site, options.sources, chance)
    load.grow()
    sources = [{"id": f"s{h}", "url": site.url(host=h), "interval": "1s", "max_interval": "1s",
                "full_text": "always" if load.has_pages(h) else "never"} for h in range(options.sources)]
    daemon = Daemon(options.bin, sources)
    slowest, damaged, live = 0.0, [], {}
    subscriber = daemon.subscriber()
    try:
        for kill in range(options.kills):
            asked, began = len(site.requests), time.monotonic()
            daemon.start(wait=False)
            wait_until(lambda: len(site.requests) > asked, "the first poll after a start", 30)
            slowest = max(slowest, time.monotonic() - began)
            load.grow()
            until = time.monotonic() + chance.uniform(0.0, 2.0)
            while time.monotonic() < until:
                subscriber.poll(0.02)
            daemon.kill()
            if (verdict := integrity(daemon.folder)) != "ok":
                damaged.append((kill, verdict))
            if (kill + 1) % 10 == 0:
                print(f"  {kill + 1} kills, {sum(load.counts)} articles so far", flush=True)
        daemon.start()
        wait_until(lambda: published(daemon) >= load.identities(), "every article", 300)
        log = daemon.whole_log()
        subscriber.wait(lambda s: s.heartbeats and int(s.heartbeats[-1].data["sent"]) == log[-1].sequence, "the end of the log")
        differing = sum(live.setdefault(m.sequence, m) != m or m != log[m.sequence - 1] for m in subscriber.messages)
        judge.figure("kills, sources, articles, messages", f"{options.kills}, {options.sources}, {sum(load.counts)}, {len(log)}")
        judge.figure("slowest start to first poll, seconds", f"{slowest:.2f}")
        judge.check("nothing is lost", published(daemon) == load.identities())
        judge.check("no gap, no repeated number, nothing twice", not log_faults(log), log_faults(log)[:3])
        judge.check("a number sent twice has the same bytes", differing == 0, differing)
        judge.check("the database was whole after each kill", not damaged, damaged)
        judge.check("polling again within 2 s", slowest <= 2.0, f"{slowest:.2f} s")
        judge.check("SIGTERM: exit 0", daemon.stop() == 0)
    finally:
        daemon.close()
        site.close()
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())

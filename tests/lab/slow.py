"""A stopped subscriber costs its queue and nobody else anything: lab slow.

One subscriber is stopped (SIGSTOP) for a minute at 200 messages/s of 4 KB, another reads on. Then a burst of 20,000 messages to a healthy one.
"""
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

from judge import Judge, arguments, pss_mib

from support.bus import Subscriber, wait_until
from support.daemon import Daemon
from support.site import Reply, Site, rss

FEEDS, RATE = 20, 200
TEXT = 1050           # characters of an entry: the message, which has them as text, as HTML and as paragraphs, has 4 KB
MARK = 4000           # messages queued for one subscriber: the default of [bus] high_water_mark
OVERHEAD = 1024       # bytes a queued message costs beside its body: topic, header, three frames' bookkeeping
SLACK_MIB = 16        # allocator, page cache of SQLite, sockets


def entry(site, host, n):
    text = f"Message {n} of feed {host}. " + "All quiet on the quay, says the harbour master once more. " * 30
    return {"guid": f"urn:slow:{host}:{n}", "title": f"Message {n} of feed {host}", "link": site.url(f"/m/{n}", host),
            "description": text[:TEXT]}


class Ticker:
    """Feeds whose content is a function of the time: RATE new entries a second, over all feeds."""

    def __init__(self, site):
        self.site, self.began, self.stopped_at = site, None, None
        for host in range(FEEDS):
            site.put("/feed.xml", self.feed, host)

    def count(self):
        """Entries of each feed by now."""
        if self.began is None:
            return 0
        return int(((self.stopped_at or time.monotonic()) - self.began) * RATE / FEEDS)

    def feed(self, request):
        host, last = self.site.hosts.index(request.host), self.count()
        return Reply(body=rss([entry(self.site, host, n) for n in range(last, max(0, last - 60), -1)]))


def reading_process(daemon, folder):
    """A subscriber in a process of its own that can be stopped; it writes each sequence number to a file."""
    out = pathlib.Path(folder) / "numbers"
    code = (f"import sys; sys.path.insert(0, {str(pathlib.Path(__file__).resolve().parents[1])!r})\n"
            "from support.bus import Subscriber\n"
            f"s = Subscriber({daemon.publish!r}, queue=1000)\n"
            f"out = open({str(out)!r}, 'w')\n"
            "while True:\n"
            "    s.poll(0.2)\n"
            "    for m in s.messages + s.heartbeats:\n"
            "        print(m.sequence, file=out)\n"
            "    out.flush(); s.messages.clear(); s.heartbeats.clear()\n")
    process = subprocess.Popen(["/usr/bin/python3", "-c", code])
    wait_until(lambda: out.exists() and out.stat().st_size > 0, "the other process's first heartbeat")
    return process, out


def watch(daemon, healthy, seconds):
    """Lets the healthy subscriber read for a while; returns the largest PSS seen."""
    largest, until, next_look = 0.0, time.monotonic() + seconds, 0.0
    while time.monotonic() < until:
        healthy.poll(0.1)
        if time.monotonic() > next_look:
            largest, next_look = max(largest, pss_mib(daemon.process.pid)), time.monotonic() + 0.5
    return largest


def steady_load(judge, binary, seconds):
    site = Site(hosts=FEEDS)
    ticker = Ticker(site)
    sources = [{"id": f"s{h}", "url": site.url(host=h), "interval": "1s", "max_interval": "1s", "full_text": "never"}
               for h in range(FEEDS)]
    daemon = Daemon(binary, sources, bus={"high_water_mark": MARK}, chain=["clean_text"])
    process = None
    try:
        daemon.start("--now")
        healthy = daemon.subscriber()
        healthy.wait(lambda s: s.heartbeats, "a heartbeat")
        with tempfile.TemporaryDirectory() as folder:
            process, numbers = reading_process(daemon, folder)
            ticker.began = time.monotonic()
            warm = watch(daemon, healthy, 15)  # caches fill before it is measured
            before, first = len(healthy.messages), time.monotonic()
            process.send_signal(signal.SIGSTOP)
            peak = watch(daemon, healthy, seconds)
            rate = (len(healthy.messages) - before) / (time.monotonic() - first)
            process.send_signal(signal.SIGCONT)
            ticker.stopped_at = time.monotonic()
            wait_until(lambda: json.loads(daemon.get("/status")[1])["log"]["last"] >= FEEDS * ticker.count(), "the last poll", 30)
            log = daemon.whole_log(limit=5000)
            healthy.wait(lambda s: s.messages and s.messages[-1].sequence == log[-1].sequence, "the end of the log")
            read = lambda: {int(line) for line in numbers.read_text().split("\n")[:-1] if line != "0"}
            time_of_end = time.monotonic() + 30
            while log[-1].sequence not in read() and time.monotonic() < time_of_end:
                time.sleep(0.2)
            stopped = read()
        missed = {m.sequence for m in log} - stopped
        size = sum(len(m.body) for m in log) / len(log)
        allowed = MARK * (size + OVERHEAD) / 2**20 + SLACK_MIB
        judge.figure("messages a second while stopped, bytes each", f"{rate:.0f}, {size:.0f}")
        judge.figure("PSS before, peak while stopped, MiB", f"{warm:.1f}, {peak:.1f}")
        judge.check("at least 180 messages a second", rate >= 180, f"{rate:.0f}")
        judge.check(f"memory grew by at most {allowed:.0f} MiB", peak - warm <= allowed, f"{peak - warm:.1f} MiB")
        judge.check("the other subscriber lost nothing live", [m.sequence for m in healthy.messages] == [m.sequence for m in log])
        judge.figure("messages that the stopped one did not get live", len(missed))
        replayed = set()
        for start, end in ranges(missed):
            replayed |= {m.sequence for m in daemon.whole_log(after=start - 1) if m.sequence <= end}
        judge.check("the stopped one catches up by replay", stopped | replayed == {m.sequence for m in log})
    finally:
        if process:
            process.kill()
            process.wait()
        daemon.close()
        site.close()


def ranges(numbers):
    """The numbers as (first, last) of each run without a hole."""
    runs = []
    for n in sorted(numbers):
        if runs and runs[-1][1] == n - 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return runs


def burst(judge, binary, total):
    site = Site(hosts=FEEDS)
    for host in range(FEEDS):
        site.put("/feed.xml", rss([entry(site, host, n) for n in range(total // FEEDS)]), host)
    sources = [{"id": f"s{h}", "url": site.url(host=h), "interval": "1h", "max_interval": "1h", "full_text": "never"}
               for h in range(FEEDS)]
    daemon = Daemon(binary, [], bus={"high_water_mark": MARK}, chain=["clean_text"])
    try:
        daemon.start()
        healthy = daemon.subscriber(queue=1000)  # ZeroMQ's default mark on the subscriber's side
        healthy.wait(lambda s: s.heartbeats, "a heartbeat")
        daemon.sources = [{**s, "interval": "1s", "max_interval": "1s"} for s in sources]
        daemon.write_config()
        began = time.monotonic()
        daemon.reload()
        healthy.wait(lambda s: len(s.messages) >= total, f"{total} messages", 300)
        judge.figure(f"burst of {total}, seconds until all were received", f"{time.monotonic() - began:.1f}")
        judge.check("the burst reached the subscriber whole",
                    [m.sequence for m in healthy.messages] == list(range(1, total + 1)))
    finally:
        daemon.close()
        site.close()


def main():
    parser = arguments(__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long one subscriber is stopped (60)")
    parser.add_argument("--burst", type=int, default=20000)
    options = parser.parse_args()
    judge = Judge()
    steady_load(judge, options.bin, options.seconds)
    burst(judge, options.bin, options.burst)
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())

"""What the worst servers can do to the daemon and to the sources beside them: lab hostile.

One hostile source for each trick (hostile_tricks.py), polled again and again, beside 30 healthy ones that publish a story at each poll.
Held: memory at its highest (VmHWM), no contact with an address that is not allowed, nothing of this machine in the log, the healthy
stories on the bus in time, the daemon well at the end. Prints what became of each hostile source. Exit 1 when a figure is missed.
"""
import collections
import datetime
import json
import pathlib
import sys
import tempfile
import time

import hostile_tricks
import manners
from judge import Judge, arguments

from support.bus import log_faults, wait_until
from support.daemon import Daemon
from support.site import Reply, Site

HEALTHY, LIMIT = 30, 150   # sources, MB (of 1,000,000 bytes)
WAIT = 30                  # seconds at the end that the last stories have to arrive


class Stories:
    """The healthy sources: story n is born at n * pace, seconds since the epoch."""

    def __init__(self, pace, site):
        self.pace, self.born = pace, {}
        for number in range(HEALTHY):
            site.put("/feed.xml", self.feed(number), number)

    def feed(self, number):
        def answer(_request):
            newest = int(time.time() / self.pace)
            shown = [(n, f"h{number}-{n}") for n in range(newest, newest - 20, -1)]
            for n, guid in shown:
                self.born.setdefault(guid, n * self.pace)
            items = "".join(f"<item><title>News {n} of {number}</title><guid isPermaLink='false'>{guid}</guid></item>" for n, guid in shown)
            return Reply(body=f'<rss version="2.0"><channel><title>Healthy {number}</title>{items}</channel></rss>'.encode())
        return answer


def main():
    parser = arguments(__doc__)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--poll", type=float, default=5, help="the interval of the healthy sources; the hostile ones have twice that")
    parser.add_argument("--only", default="", help="tricks, separated by commas")
    parser.add_argument("--max-in-flight", default="128MiB", help="[http] max_in_flight (128MiB)")
    parser.add_argument("--list", action="store_true", help="the tricks")
    parser.add_argument("--out", help="folder that keeps the daemon's log")
    options = parser.parse_args()
    tricks = [t for t in hostile_tricks.TRICKS if not options.only or t.name in options.only.split(",")]
    if options.list:
        for trick in tricks:
            print(f"{trick.name:<24} {trick.doc}")
        return 0
    judge = Judge()
    with tempfile.TemporaryDirectory() as folder:
        run(judge, options, tricks, pathlib.Path(folder))
    return judge.exit_code


def run(judge, options, tricks, folder):
    secret = folder / "secret.txt"
    secret.write_text("SECRET-OF-THIS-MACHINE\n")
    server = hostile_tricks.Server(tricks, secret)
    site = Site(hosts=HEALTHY)
    stories = Stories(options.poll, site)
    pace = {"interval": f"{options.poll:g}s", "max_interval": f"{options.poll:g}s", "full_text": "never"}
    often = {"interval": f"{2 * options.poll:g}s", "max_interval": f"{2 * options.poll:g}s", "full_text": "never"}
    sources = [{"id": f"healthy{n}", "url": site.url(host=n), **pace} for n in range(HEALTHY)]
    sources += [{"id": trick.name, "kind": trick.kind, "url": server.url(trick), **often} for trick in tricks]
    daemon = Daemon(options.bin, sources, http={"allow_networks": ["127.0.4.0/24", "127.0.10.0/24"], "max_in_flight": options.max_in_flight,
                                                "timeout": "30s", "robots": True})
    try:
        daemon.start("--now")
        began = time.monotonic()
        while time.monotonic() - began < options.seconds and daemon.process.poll() is None:
            time.sleep(0.5)
        judge.check("no crash", daemon.process.poll() is None, f"{daemon.process.returncode}: {daemon.log()[-2000:]}")
        peak, now = daemon.memory_mib("VmHWM") * 1.048576, daemon.memory_mib() * 1.048576
        wait_until(lambda: daemon.get("/health"), "the control address", WAIT)
        status = {row["id"]: row for row in json.loads(daemon.get("/status")[1])["sources"]}
        healthy = all(status[f"healthy{n}"]["health"] == "ok" for n in range(HEALTHY))
        log = daemon.whole_log(limit=5000)
        judge.check("SIGTERM: exit 0", daemon.stop() == 0)
    finally:
        if options.out:
            pathlib.Path(options.out).mkdir(parents=True, exist_ok=True)
            (pathlib.Path(options.out) / "daemon.log").write_text(daemon.log())
        daemon.close()
        site.close()
        server.close()
    tell_sources(judge, tricks, server, status, log)
    judge_figures(judge, options, server, log, stories, (peak, now))
    judge.check("the healthy sources are ok", healthy, {i: r["health"] for i, r in status.items() if i.startswith("healthy") and r["health"] != "ok"})


def tell_sources(judge, tricks, server, status, log):
    articles = collections.Counter(m.data["source"] for m in log if m.is_article)
    wrong = []
    for trick in tricks:
        row, asked = status[trick.name], server.asked[trick.name]
        right = asked > 0 and (trick.ends == "any" or (row["health"] == "ok") == (trick.ends == "ok"))
        right = right and (trick.articles is None or articles[trick.name] == trick.articles)
        right = right and (not trick.says or trick.says in row.get("reason", ""))
        if not right:
            wrong.append(trick.name)
        print(f"{'right' if right else 'WRONG'} {trick.name:<24} asked {asked:>3}, {articles[trick.name]:>6} articles, {row['health']}"
              f"{': ' + row['reason'][:130] if row.get('reason') else ''}", flush=True)
    judge.check("each trick ends as it is to", not wrong, ", ".join(wrong))


def judge_figures(judge, options, server, log, stories, memory):
    peak, now = memory
    judge.figure("tricks, requests for them", f"{len(server.asked)}, {sum(server.asked.values())}")
    judge.figure("bytes sent by them, million", f"{server.sent / 1e6:.0f}")
    judge.figure("memory at its highest, and now, MB", f"{peak:.0f}, {now:.0f}")
    judge.check(f"peak memory at most {LIMIT} MB", peak <= LIMIT, f"{peak:.0f} MB")
    judge.figure("contacts of forbidden addresses", len(server.forbidden))
    judge.check("0 forbidden contacts", not server.forbidden, server.forbidden[:5])
    leaks = [m.topic.decode() for m in log if b"SECRET-OF-THIS-MACHINE" in m.body]
    judge.check("no file of this machine is in the log", not leaks, leaks[:3])
    committed = {m.data["identifier"]: datetime.datetime.fromisoformat(m.attributes["time"].replace("Z", "+00:00")).timestamp()
                 for m in log if m.is_article and m.event == "published" and m.data["source"].startswith("healthy")}
    delays = [at - stories.born[guid] for guid, at in committed.items()]
    p50, p95 = manners.percentile(delays, 0.5), manners.percentile(delays, 0.95)
    judge.figure("healthy stories; birth to bus p50, p95, most, s", f"{len(delays)}; {p50:.1f}, {p95:.1f}, {max(delays, default=0):.1f}")
    judge.check(f"95 of 100 within two polls ({2 * options.poll:g} s)", p95 <= 2 * options.poll, f"{p95:.1f} s")
    born = {guid for guid, t in stories.born.items() if t < time.time() - 6 * options.poll - 20}
    seen = {m.data.get("identifier") for m in log if m.is_article}
    judge.check("every healthy story is on the bus", born <= seen, f"{len(born - seen)} of {len(born)} are not")
    judge.check("numbers without gap, nothing twice", not log_faults(log), log_faults(log)[:3])


if __name__ == "__main__":
    sys.exit(main())

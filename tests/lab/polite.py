"""How polite the daemon is to publishers of ours: lab polite.

Publishers with one behaviour each (behaviours.py) are polled every P seconds, which stand for hours, while the daemon is killed, stopped,
started again and reloaded. Every request is judged by the rules of manners.py, each with the section of its standard; a second daemon polls
several feeds of one host by their names, through the server as its proxy. Prints a line for each behaviour, a sum for each rule and the
score, 100 * right / judged. Exit 1 unless it is 100.
"""
import collections
import json
import pathlib
import sys
import time

import behaviours
import manners
from judge import Judge, arguments
from manners import Conduct, Terms
from publishers import PROXY, TABLE, Server

from support.bus import log_faults
from support.daemon import Daemon

CONTACT = "https://lab.example/bot"
PAUSE = 0.2     # host_pause, seconds


class Fate:
    """A daemon and what is done to it, when. `plan`: (seconds since the start, kill | stop | reload)."""

    def __init__(self, daemon, plan, terms):
        self.daemon, self.plan, self.terms = daemon, list(plan), terms
        self.down = None   # until when it stays down

    def start(self, *arguments):
        self.daemon.start(*arguments)
        self.terms.start = time.time()

    def tick(self):
        now = time.time()
        if self.down is not None:
            if now >= self.down:
                self.daemon.start()
                self.terms.stops[-1] = (self.terms.stops[-1][0], time.time())
                self.down = None
            return
        if self.daemon.process.poll() is not None:
            raise AssertionError(f"the daemon ended with {self.daemon.process.returncode}:\n{self.daemon.log()[-3000:]}")
        if not self.plan or now < self.terms.start + self.plan[0][0]:
            return
        what = self.plan.pop(0)[1]
        print(f"       at {now - self.terms.start:.0f} s: {what}", flush=True)
        if what == "reload":
            self.daemon.reload()
            return
        self.terms.stops.append((now, now))
        self.daemon.kill() if what == "kill" else self.daemon.stop()
        self.down = time.time() + (0.5 if what == "kill" else 2 * self.terms.interval)


def on_bus(log):
    found = collections.defaultdict(list)
    for message in log:
        if message.is_article:
            found[message.data["source"]].append(message)
    return found


def judge_publisher(conduct, p, messages, terms):
    asks = [a for a in p.asks if a.path != "/robots.txt" and not a.path.startswith(("/a/", "/private/", p.made.parts))]
    manners.good_form(conduct, p.name, p.asks, terms)
    everything = manners.polls_of(p.asks)
    manners.takes_compressed(conduct, p.name, everything, terms)
    manners.no_cookies(conduct, p.name, everything, terms)
    polls = manners.polls_of(asks)
    if polls:
        gone = manners.ends_gone(conduct, p.name, polls, terms)
        manners.conditional(conduct, p.name, asks, terms)
        manners.redirected(conduct, p.name, polls, terms)
        manners.pauses(conduct, p.name, polls, terms, hint=p.made.hint, ends=polls[-1][0].t if gone else None)
        for poll in polls:
            if len(poll) > 1:
                conduct.judge(p.name, "chain", len(poll) <= 9, f"{manners.at(terms, poll[0].t)}: {len(poll)} requests in a row")
    elif not p.made.robots:
        conduct.judge(p.name, "return", False, "it was never asked")
    if p.made.judge:
        p.made.judge(p, conduct, polls, terms)
    if p.made.shows:
        judge_bus(conduct, p, messages)


def judge_bus(conduct, p, messages):
    first = collections.Counter(p.key(m.data) for m in messages if m.event in ("published", "backfill"))
    later = collections.Counter(p.key(m.data) for m in messages if m.event not in ("published", "backfill"))
    del first[""]   # one that nothing tells apart, of a broken entry
    for guid, titles in p.shown.items():
        conduct.judge(p.name, "bus", first[guid] == 1, f"{guid} was shown and is there {first[guid]} times")
        conduct.judge(p.name, "bus", later[guid] == len(titles) - 1, f"{guid} had {len(titles)} headlines and {later[guid]} updates")
    for guid in first.keys() - p.shown.keys():
        conduct.judge(p.name, "bus", False, f"{guid} is on the bus and was in no good answer")
    conduct.judge(p.name, "bus", bool(p.shown), "it never got to show its articles")


def judge_hosts(conduct, groups, terms):
    """Feeds of one host: slots, pauses, and the rest after a 429 or a 503 with Retry-After (RFC 6585 section 4)."""
    for domain, publishers in groups.items():
        asks = sorted((a for p in publishers for a in p.asks), key=lambda a: a.t)
        manners.host_slots(conduct, domain, asks, terms)
        rests_until = 0.0
        for ask in asks:
            conduct.judge(domain, "rest", ask.t >= rests_until - manners.SLACK,
                          f"{manners.at(terms, ask.t)}: {ask.url} is asked {rests_until - ask.t:.1f} s before the host's rest is over")
            if ask.status in (429, 503):
                rests_until = max(rests_until, ask.end + manners.retry_after(ask))


def main():
    parser = arguments(__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--poll", type=float, default=3, help="P: the interval, in whole seconds")
    parser.add_argument("--max-interval", help="as --poll unless it is given")
    parser.add_argument("--only", default="", help="behaviours, separated by commas")
    parser.add_argument("--quiet", action="store_true", help="only what is wrong")
    parser.add_argument("--unharmed", action="store_true", help="no kill, stop or reload")
    parser.add_argument("--list", action="store_true", help="the behaviours")
    parser.add_argument("--out", help="folder that keeps the requests and the log")
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    table = [b for b in TABLE if not only or b.name in only]
    named = [(host, b) for host, b in behaviours.NAMED if not only or b.name in only]
    if options.list:
        for made in [*table, *(b for _, b in named)]:
            print(f"{made.name:<28} {made.doc}")
        return 0
    return run(options, table, named)


def run(options, table, named):
    judge, conduct = Judge(), Conduct()
    server = Server(table, named, options.poll, options.seconds - 5 * options.poll)
    sources, others = ([p.source() for p in publishers] for publishers in (server.publishers, server.named))
    for source in [*sources, *others]:
        source["max_interval"] = options.max_interval or source["max_interval"]
    http = {"host_pause": f"{int(PAUSE * 1000)}ms", "contact": CONTACT, "robots": True, "max_connections": 128}
    daemon = Daemon(options.bin, sources, http={**http, "allow_networks": ["127.0.2.0/23"]})
    other = Daemon(options.bin, others,
                   http={**http, "allow_networks": [PROXY + "/32"], "proxy": f"http://{PROXY}:{server.port}"})
    span, P = options.seconds, options.poll
    plan = [(span * 0.25, "kill"), (span * 0.45, "stop"), (span * 0.6, "reload"), (span * 0.75, "kill")]
    terms = lambda: Terms(P, 0, 0, CONTACT, pause=PAUSE, adapts=bool(options.max_interval))
    fates = []
    if table:
        fates.append(Fate(daemon, [] if options.unharmed else plan, terms()))
    if named:
        fates.append(Fate(other, [] if options.unharmed else [(4 * P, "kill"), (6 * P, "reload")], terms()))
    try:
        for fate in fates:
            fate.start("--now")
        until = time.monotonic() + span
        while time.monotonic() < until:
            for fate in fates:
                fate.tick()
            time.sleep(0.05)
        for fate in fates:
            fate.terms.end = time.time()
        logs = [fate.daemon.whole_log(limit=5000) for fate in fates]
        for fate in fates:
            judge.check("SIGTERM: exit 0", fate.daemon.stop() == 0)
    finally:
        keep(options.out, server, fates)
        for fate in fates:
            fate.daemon.close()
        daemon.close()
        other.close()
        server.close()
    score(judge, conduct, options, server, fates, logs)
    return judge.exit_code


def keep(out, server, fates):
    if not out:
        return
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "requests.jsonl", "w") as file:
        for p in [*server.publishers, *server.named]:
            for ask in p.asks:
                file.write(json.dumps({"publisher": p.name, **vars(ask)}) + "\n")
    for number, fate in enumerate(fates):
        (folder / f"daemon{number}.log").write_text(fate.daemon.log())


def score(judge, conduct, options, server, fates, logs):
    names, requests = [], 0
    for fate, log in zip(fates, logs):
        by_name = fate.daemon.sources[0]["url"].count(".example") > 0
        publishers = server.named if by_name else server.publishers
        messages = on_bus(log)
        for p in publishers:
            judge_publisher(conduct, p, messages[p.name.replace("_", "-")], fate.terms)
            if not by_name:
                manners.host_slots(conduct, p.name, p.asks, fate.terms)
            requests += len(p.asks)
        names += [p.name for p in publishers]
        if by_name:
            groups = collections.defaultdict(list)
            for p in publishers:
                groups[p.host.split(".", 1)[1]].append(p)
            judge_hosts(conduct, groups, fate.terms)
            names += list(groups)
        judge.check("numbers without gap, nothing twice", not log_faults(log), log_faults(log)[:3])
    for moment, address in server.forbidden:
        conduct.judge("forbidden addresses", "forbidden", False, f"{moment - server.start:.1f} s: {address} was contacted")
    conduct.judge("forbidden addresses", "forbidden", True)
    names.append("forbidden addresses")
    wrong = [name for name in names if conduct.faults_of(name)]
    manners.print_sheet(conduct, wrong if options.quiet else names)
    manners.print_sums(conduct)
    judge.figure("behaviours, requests, messages", f"{len(names)}, {requests}, {sum(map(len, logs))}")
    right, faults = conduct.counts()
    judge.figure("right, wrong", f"{right}, {faults}")
    judge.figure("score", f"{conduct.score:.2f}")
    judge.check("score 100", not wrong, f"{len(wrong)} behaviours are wrong: {', '.join(wrong)}")


if __name__ == "__main__":
    sys.exit(main())

"""The daemon on a feedlab: a server of publishers' behaviours that logs requests and knows the truth: lab feedlab DIR.

DIR holds feedlab.py. All its behaviours are polled every P seconds (--poll) for a while; then every request is judged by the rules of
manners.py, and the bus by the truth: one line for each behaviour, right or wrong, and why. Exit 1 when one is wrong.
"""
import collections
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import urllib.request

import manners
from judge import Judge, arguments
from manners import Ask, Conduct, Terms

from support.bus import log_faults, wait_until
from support.daemon import Daemon

CONTACT = "https://lab.example/bot"
HINTS = {"rss_ttl": 60, "sy_period": 60, "skip_hours": 3600}   # seconds that the feed itself asks for
MOVED = ("redir_301", "redir_308")


def get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read()


def main():
    parser = arguments(__doc__)
    parser.add_argument("feedlab", help="the folder of feedlab.py, or the file")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--poll", type=float, default=3)
    parser.add_argument("--max-interval", help="as --poll unless it is given: a fixed interval, and a reader that is polite all the same")
    parser.add_argument("--full-text", default="never", choices=["never", "auto", "always"], help="of feeds (never)")
    parser.add_argument("--only", default="", help="behaviours, separated by commas")
    parser.add_argument("--groups", default="", help="groups of behaviours, separated by commas")
    parser.add_argument("--out", help="folder that keeps what the server logged, the truth, and the log of the bus")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(options.out or folder)
        out.mkdir(parents=True, exist_ok=True)
        return run(options, out)


def run(options, out):
    judge = Judge()
    script = pathlib.Path(options.feedlab)
    script = script / "feedlab.py" if script.is_dir() else script
    port = random.randrange(18000, 28000)
    requests_file = out / "requests.jsonl"
    requests_file.unlink(missing_ok=True)
    lab = subprocess.Popen(["/usr/bin/python3", script, "serve", "--out", out, "--port", str(port), "--poll", str(options.poll),
                            "--grow-for", str(options.seconds), "--duration", str(options.seconds + 300),
                            "--only", options.only, "--groups", options.groups], stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}/_lab"

    def answers():
        try:
            return get(base)
        except OSError:
            return None

    daemon = None
    try:
        wait_until(answers, "the feedlab")
        truth = json.loads(get(base + "/truth"))
        listed = truth["sources"]
        interval = f"{options.poll:g}s"
        sources = [{"id": s["id"], "kind": s.get("kind", "feed"), "url": s["url"], "interval": interval,
                    "max_interval": options.max_interval or interval,
                    "full_text": "auto" if s.get("kind") == "listing" else options.full_text} for s in listed]
        daemon = Daemon(options.bin, sources, http={"host_pause": "100ms", "allow_networks": ["127.0.1.0/24"], "contact": CONTACT, "robots": True})
        daemon.start("--now")
        start = time.time()
        until = time.monotonic() + options.seconds
        while time.monotonic() < until and daemon.process.poll() is None:
            time.sleep(0.5)
        judge.check("no crash", daemon.process.poll() is None, daemon.process.returncode)
        terms = Terms(options.poll, start, time.time(), CONTACT, pause=0.1, adapts=bool(options.max_interval))
        truth = json.loads(get(base + "/truth"))
        log = daemon.whole_log(limit=5000)
        judge.check("SIGTERM: exit 0", daemon.stop() == 0)
        (out / "daemon.log").write_text(daemon.log())
        (out / "bus.jsonl").write_text("".join(json.dumps({"topic": m.topic.decode(), **m.attributes, "data": m.data}) + "\n" for m in log))
    finally:
        if daemon:
            daemon.close()
        lab.terminate()
        lab.wait(30)
    requests = [json.loads(line) for line in requests_file.read_text().splitlines()]
    judge_all(judge, truth, requests, log, terms)
    return judge.exit_code


def ask_of(record):
    return Ask(record["t"], record["end"], record["ip"], record["target"], record["headers"], record["status"], record["rh"],
               record["complete"], record["sent"], record["method"])


def judge_all(judge, truth, requests, log, terms):
    conduct, on_bus = Conduct(), collections.defaultdict(list)
    for message in log:
        if message.is_article:
            on_bus[message.data["source"]].append(message)
    by_scenario = collections.defaultdict(list)
    for record in requests:
        by_scenario[record["scen"]].append(record)
    sources = collections.defaultdict(list)
    for source in truth["sources"]:
        sources[source["scenario"]].append(source)
    for name, its_sources in sources.items():
        records = by_scenario[name]
        everything = [ask_of(r) for r in records]
        if not everything:
            conduct.judge(name, "return", False, "it was never asked")
        manners.good_form(conduct, name, everything, terms)
        manners.takes_compressed(conduct, name, manners.polls_of(everything), terms)
        manners.host_slots(conduct, name, everything, terms)
        for source in its_sources:
            judge_source(conduct, name, source, everything, truth, on_bus[source["id"]], terms)
    for record in by_scenario["_canary"]:
        conduct.judge("forbidden addresses", "forbidden", False, f"{record['ip']} was asked for {record['target']}")
    conduct.judge("forbidden addresses", "forbidden", True)
    names = [*sources, "forbidden addresses"]
    manners.print_sheet(conduct, names)
    manners.print_sums(conduct)
    wrong = [name for name in names if conduct.faults_of(name)]
    judge.figure("sources, requests, messages", f"{len(truth['sources'])}, {len(requests)}, {len(log)}")
    judge.figure("score", f"{conduct.score:.2f}")
    judge.check(f"{len(sources)} behaviours, all right", not wrong, f"{len(sources) - len(set(wrong) & set(sources))} right, wrong: {', '.join(wrong)}")
    judge.check("numbers without gap, nothing twice", not log_faults(log), log_faults(log)[:3])


def judge_source(conduct, name, source, everything, truth, messages, terms):
    """One source of a behaviour; most behaviours have one."""
    folder = f"/s/{name}/"
    own = "/" + source["url"].split("/", 3)[3]
    asks = [a for a in everything if a.path.startswith(folder) and not a.path.startswith((folder + "a/", folder + "private/", folder + "hub"))]
    if name == "per_host":
        asks = [a for a in asks if a.path == own]
    if not asks:
        conduct.judge(name, "return", False, f"{source['url']} was never asked")
        return
    for ask in asks:
        if name == "html_200" and any("text/html" in value for value in ask.answered("content-type")):
            ask.judged_as = "bad"
    polls = manners.polls_of(asks)
    gone = manners.ends_gone(conduct, name, polls, terms)
    manners.conditional(conduct, name, asks, terms)
    manners.redirected(conduct, name, polls, terms)
    hint = HINTS.get(name, 0)
    if name == "per_host":   # thirty in a queue: a turn takes longer than the interval
        for poll, following in zip(polls, polls[1:]):
            conduct.judge(name, "spacing", following[0].t - poll[0].t >= terms.interval - manners.SLACK, f"{own} asked again too soon")
    else:
        manners.pauses(conduct, name, polls, terms, hint=hint, ends=polls[-1][0].t if gone else None)
    judge_special(conduct, name, polls, everything, terms)
    judge_bus(conduct, name, source["id"], polls, truth, messages, terms)


def judge_special(conduct, name, polls, everything, terms):
    if name in MOVED:
        learnt = [p for p in polls if not p[0].path.endswith("feed.xml")]
        conduct.judge(name, "moved", bool(learnt), "the new address was never learnt")
    if name in ("redir_302", "redir_307"):
        conduct.judge(name, "not moved", all(p[0].path.endswith("feed.xml") for p in polls), "the target was asked directly")
    if name == "redir_loop":
        conduct.judge(name, "chain", max(len(p) for p in polls) <= 9, f"{max(len(p) for p in polls)} hops in one poll")
    if name == "a_im_feed":
        conduct.judge(name, "form", any("feed" in " ".join(p[-1].sent_header("a-im")) for p in polls), "A-IM: feed was never sent")
    if name in ("gzip", "deflate", "brotli"):
        coding = {"brotli": "br"}.get(name, name)
        offered = all(coding in ",".join(p[-1].sent_header("accept-encoding")) for p in polls)
        conduct.judge(name, "codings", offered, f"{coding} was not offered")
    if name == "robots_disallow":
        rules = [a for a in everything if a.path == "/robots.txt"]
        first = polls[0][0].t
        conduct.judge(name, "robots", bool(rules) and rules[0].t < first, "robots.txt was not asked for before the index page")
        conduct.judge(name, "robots", len(rules) <= 1, f"robots.txt, good for a day, was asked for {len(rules)} times")
        for ask in everything:
            if "/private/" in ask.path:
                conduct.judge(name, "robots", False, f"{manners.at(terms, ask.t)}: GET {ask.path}, which robots.txt forbids")


def judge_bus(conduct, name, source, polls, truth, messages, terms):
    items = truth["items"].get(source, [])
    good = [p[-1].t for p in polls if p[-1].is_good and p[-1].status != 304]
    last_good = max(good, default=0)
    first = [m for m in messages if m.event in ("published", "backfill")]
    count = collections.Counter()
    for message in first:
        for key in {message.data["identifier"], message.data.get("url", "")} - {""}:
            count[key] += 1
    known = set()
    for item in items:
        known |= {item["guid"], item["url"]}
        times = max(count[item["guid"]], count[item["url"]])
        if item["must"] and item["born"] <= last_good - 0.05:
            conduct.judge(name, "bus", times == 1, f"{source}: {item['guid']}, born {manners.at(terms, item['born'])}, is there {times} times")
        else:
            conduct.judge(name, "bus", times <= 1, f"{source}: {item['guid']} is there {times} times")
    if name == "robots_disallow":
        return  # its index also has links that may be told of, though not followed
    for message in first:
        if message.data["identifier"] not in known and message.data.get("url") not in known:
            conduct.judge(name, "bus", False, f"{source}: {message.data['identifier']} was never an article")
    others = [m for m in messages if m.event not in ("published", "backfill")]
    if name == "revisions":
        shown = [p[-1].answered("etag")[0].split("-")[0] for p in polls if p[-1].status == 200 and p[-1].answered("etag")]
        wanted = len(dict.fromkeys(shown)) - 1
        conduct.judge(name, "bus", abs(len(others) - wanted) <= 0, f"{wanted} revisions were shown, {len(others)} updates came")
    else:
        for message in others:
            conduct.judge(name, "bus", False, f"{source}: {message.event} {message.data['identifier']}, which did not change: {message.data.get('changes')}")
    if name == "latency":
        judge_delay(conduct, name, items, first, terms)


def judge_delay(conduct, name, items, messages, terms):
    """From the birth of an item to its commit: within two polls for 95 of 100."""
    committed = {m.data["identifier"]: datetime.datetime.fromisoformat(m.attributes["time"].replace("Z", "+00:00")).timestamp() for m in messages}
    delays = [committed[i["guid"]] - i["born"] for i in items if i["guid"] in committed and i["born"] > terms.start]
    p95 = manners.percentile(delays, 0.95)
    conduct.judge(name, "return", p95 <= 2 * terms.interval + 0.5, f"95 of 100 items are on the bus within {p95:.1f} s of their birth")


if __name__ == "__main__":
    sys.exit(main())

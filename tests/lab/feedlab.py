"""The daemon on a feedlab: a server of publishers' behaviours that logs requests and knows the truth: lab feedlab FEEDLAB.PY.

All kinds that are feeds, for a while. No crash; the articles of every first good answer are on the bus, once.
"""
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

from judge import Judge, arguments

from support.bus import log_faults, wait_until
from support.daemon import Daemon


def get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read()


def answers_to(requests, url):
    """The complete good answers whose request was for that URL, or a redirect of it (the same scenario's folder)."""
    folder = re.sub(r"^http://[^/]+", "", url).rsplit("/", 1)[0] + "/"
    own = re.sub(r"^http://[^/]+", "", url)
    return [r for r in requests if r["status"] in (200, 226) and r["complete"] and r["sent"] > 0 and
            (r["target"] == own or (r["target"].startswith(folder) and r["target"].endswith("new.xml")))]


def main():
    parser = arguments(__doc__)
    parser.add_argument("feedlab", help="the path of feedlab.py")
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--poll", type=float, default=3)
    options = parser.parse_args()
    judge = Judge()
    port = random.randrange(18000, 28000)
    with tempfile.TemporaryDirectory() as out:
        lab = subprocess.Popen(["/usr/bin/python3", options.feedlab, "serve", "--out", out, "--port", str(port), "--poll", str(options.poll),
                                "--grow-for", str(options.seconds), "--duration", str(options.seconds + 300)],
                               stdout=subprocess.DEVNULL)
        base = f"http://127.0.0.1:{port}/_lab"

        def answers():
            try:
                return get(base)
            except OSError:
                return None

        wait_until(answers, "the feedlab")
        truth = json.loads(get(base + "/truth"))
        listed = [s for s in truth["sources"] if s.get("kind", "feed") == "feed"]
        interval = f"{int(options.poll)}s"
        sources = [{"id": s["id"], "url": s["url"], "interval": interval, "max_interval": "1h", "full_text": "never"} for s in listed]
        daemon = Daemon(options.bin, sources, http={"host_pause": "100ms"})
        try:
            daemon.start("--now")
            until = time.monotonic() + options.seconds
            while time.monotonic() < until and daemon.process.poll() is None:
                time.sleep(0.5)
            judge.check("no crash", daemon.process.poll() is None, daemon.process.returncode)
            truth = json.loads(get(base + "/truth"))
            requests = [json.loads(line) for line in (pathlib.Path(out) / "requests.jsonl").read_text().splitlines()]
            log = daemon.whole_log(limit=5000)
            judge.check("SIGTERM: exit 0", daemon.stop() == 0)
        finally:
            daemon.close()
            lab.terminate()
            lab.wait(30)
    judge_truth(judge, listed, truth, requests, log)
    return judge.exit_code


def judge_truth(judge, listed, truth, requests, log):
    on_bus = collections.defaultdict(collections.Counter)
    for message in log:
        if message.is_article and message.event in ("backfill", "published"):
            on_bus[message.data["source"]][message.data["identifier"]] += 1
            if "url" in message.data:
                on_bus[message.data["source"]][message.data["url"]] += 1
    missing, unpolled, wanted = {}, [], 0
    for source in listed:
        items = [i for i in truth["items"].get(source["id"], []) if i["must"]]
        good = answers_to(requests, source["url"])
        if not good:
            if items:
                unpolled.append(source["id"])
            continue
        # What was born when the first good answer was made; a feed shows its newest 50 unless it is a big one.
        shown = [i for i in items if i["born"] <= good[0]["t"]]
        shown = shown if source["id"].startswith("big") else shown[-50:]
        wanted += len(shown)
        lost = [i["guid"] for i in shown if not (on_bus[source["id"]][i["guid"]] or on_bus[source["id"]][i["url"]])]
        if lost:
            missing[source["id"]] = len(lost)
    judge.figure("sources, requests, messages", f"{len(listed)}, {len(requests)}, {len(log)}")
    judge.figure("articles of first good answers", wanted)
    judge.check("all of them are on the bus", not missing, missing)
    judge.check("every source with articles had a good answer", not unpolled, unpolled)
    judge.check("numbers without gap, nothing twice", not log_faults(log), log_faults(log)[:3])


if __name__ == "__main__":
    sys.exit(main())

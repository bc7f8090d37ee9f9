"""Every identity of every document of a folder on the bus, exactly once: lab folder DIR.

Serves each document as a feed of its own on loopback, one source each. What `newsbus parse` finds in it has to be on the bus once, as
backfill; replay has to give the same bytes again; a second round by `run --now` has to be conditional and to publish nothing.
"""
import collections
import concurrent.futures
import json
import os
import subprocess
import sys
import time

from judge import Judge, arguments

from support.bus import log_faults, wait_until
from support.daemon import Daemon
from support.documents import documents
from support.site import Reply, Site


# One of these an entry needs: what has none cannot be told from others, has nothing to read, and is left out with a note.
TELLING = ("identifier", "url", "headline", "description", "articleBody")


def identities(binary, document, url):
    """The ids that `newsbus parse` finds, of entries that can be told, or None when it refuses the document."""
    done = subprocess.run([binary, "parse", "--as", "feed", "--url", url, "--content-type", document.content_type, "-"],
                          input=document.body, capture_output=True, timeout=60)
    if done.returncode != 0:
        return None
    entries = map(json.loads, done.stdout.splitlines()[1:])
    return {entry["id"] for entry in entries if any(entry.get(field) for field in TELLING)}


def expected_ids(binary, found, urls):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda pair: identities(binary, *pair), zip(found, urls)))


def is_damaged(source):
    """Its document ends before it is complete: its first poll is not over yet, and no validator of it is kept."""
    return source.get("reason", "").startswith("damaged")


def sources_of(daemon):
    return json.loads(daemon.get("/status")[1])["sources"]


def polled(daemon, polls):
    """How many sources were answered `polls` times, or failed for good."""
    return sum(1 for s in sources_of(daemon) if s["polls"] + is_damaged(s) >= polls or s["failures"] > 0)


def judge_log(judge, log, expected):
    by_source = collections.defaultdict(collections.Counter)
    for message in log:
        if message.is_article:
            by_source[message.data["source"]][message.data["id"], message.event] += 1
    missing = extra = doubled = 0
    for number, ids in enumerate(expected):
        got = by_source[f"s{number}"]
        missing += len({(i, "backfill") for i in ids or ()} - set(got))
        extra += len(set(got) - {(i, "backfill") for i in ids or ()})
        doubled += sum(count - 1 for count in got.values())
    judge.check("every identity is on the bus as backfill", missing == 0, f"{missing} missing")
    judge.check("nothing else is", extra == 0, f"{extra} more")
    judge.check("nothing is there twice", doubled == 0, f"{doubled} repeats")
    judge.check("numbers without gap, prev right", not log_faults(log), log_faults(log)[:3])


def run(binary, folder, kind=None, limit=None, judge=None):
    judge = judge or Judge()
    found = documents(folder, kind, limit)
    site = Site(hosts=len(found))
    for host, document in enumerate(found):
        site.put("/feed", Reply(body=document.body, content_type=document.content_type), host)
    urls = [site.url("/feed", host) for host in range(len(found))]
    expected = expected_ids(binary, found, urls)
    refused = sum(ids is None for ids in expected)
    readable = len(found) - refused
    total = sum(len(ids or ()) for ids in expected)
    judge.figure("documents, of these refused by parse", f"{len(found)}, {refused}")
    judge.figure("distinct identities", total)
    sources = [{"id": f"s{n}", "url": url, "interval": "1h", "max_interval": "1h", "full_text": "never", "hints": False}
               for n, url in enumerate(urls)]
    daemon = Daemon(binary, sources)
    try:
        live = daemon.subscriber()
        site.hold()  # until the subscriber is there: what was published before is not for it
        daemon.start("--now")
        live.wait(lambda s: s.heartbeats, "the first heartbeat")
        began = time.monotonic()
        site.release()
        wait_until(lambda: polled(daemon, 1) >= len(found), "the first round", 600)
        log = daemon.whole_log()
        judge.figure("first round, seconds", f"{time.monotonic() - began:.1f}")
        judge.figure("messages", len(log))
        judge_log(judge, log, expected)
        if log:
            live.wait(lambda s: s.messages and s.messages[-1].sequence >= log[-1].sequence, "the end of the log, live")
        by_number = {m.sequence: m for m in log}
        judge.check("live and replay are the same bytes", [by_number.get(m.sequence) for m in live.messages] == live.messages)
        judge.check("a second replay too", daemon.whole_log(limit=97) == log)
        judge.check("SIGTERM: exit 0", daemon.stop() == 0)

        before = len(site.seen())
        daemon.start("--now")
        wait_until(lambda: len(site.seen()) - before >= len(found), "the second round", 600)
        wait_until(lambda: polled(daemon, 2) >= len(found), "its commits", 600)
        statuses = collections.Counter(r.status for r in site.seen()[before:])
        judge.figure("second round, answers by status", dict(statuses))
        whole = readable - sum(is_damaged(s) for s in sources_of(daemon))
        judge.check("every source that is read whole was asked conditionally", statuses[304] >= whole, statuses)
        articles = [m for m in daemon.whole_log() if m.is_article]
        judge.check("the second round published nothing", len(articles) == sum(m.is_article for m in log),
                    [m.topic for m in articles[len(log):]][:5])
        judge.check("SIGTERM again: exit 0", daemon.stop() == 0)
    finally:
        daemon.close()
        site.close()
    return judge


def main():
    parser = arguments(__doc__)
    parser.add_argument("folder", help="any documents, or a corpus with an expected.jsonl")
    parser.add_argument("--class", dest="kind", help="only documents of this class of expected.jsonl")
    parser.add_argument("--limit", type=int, help="at most so many documents, spread over all")
    options = parser.parse_args()
    return run(options.bin, options.folder, options.kind, options.limit).exit_code


if __name__ == "__main__":
    sys.exit(main())

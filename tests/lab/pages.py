"""Full text of real pages behind one generated feed, some of them never coming: lab pages DIR.

Two runs with full_text = "always": first every page answers, then every fifth answers 500 for ever; those articles have to go out with the
feed's own content and to say so in bodyStatus.
"""
import collections
import sys
import time

from judge import Judge, arguments

from support.bus import log_faults, wait_until
from support.daemon import Daemon
from support.documents import documents
from support.site import Reply, Site, prose, rss


def one_run(judge, binary, found, broken):
    site = Site()
    entries = []
    for n, document in enumerate(found):
        path = f"/pages/{n}.html"
        entries.append({"guid": f"urn:page:{n}", "title": f"Page {n}", "link": site.url(path), "description": prose(n, 2)})
        kind = document.content_type if document.content_type.startswith("text/html") else "text/html"
        bad = Reply(500, b"no\n", "text/plain")
        site.put(path, bad if n in broken else Reply(body=document.body, content_type=kind))
    site.put("/feed.xml", rss(entries))
    daemon = Daemon(binary, [{"id": "pages", "url": site.url(), "interval": "1h", "max_interval": "1h", "full_text": "always"}])
    try:
        began = time.monotonic()
        daemon.start("--now")
        wait_until(lambda: sum(m.is_article for m in daemon.whole_log()) >= len(found), f"{len(found)} articles", 600)
        log = daemon.whole_log()
        articles = {m.data["identifier"]: m.data for m in log if m.is_article}
        judge.figure("articles, seconds", f"{len(articles)}, {time.monotonic() - began:.1f}")
        judge.figure("bodyStatus", dict(collections.Counter(a.get("bodyStatus", "absent") for a in articles.values())))
        empty = [i for i, a in articles.items() if not a.get("articleBody")]
        judge.check(f"{len(found)} articles, each with a body", len(articles) == len(found) and not empty, empty[:5])
        judge.check("those whose page never came say so",
                    all(articles[f"urn:page:{n}"]["bodyStatus"] == "feed" for n in broken))
        judge.check("numbers without gap, nothing twice", not log_faults(log), log_faults(log)[:3])
        judge.check("SIGTERM: exit 0", daemon.stop() == 0)
    finally:
        daemon.close()
        site.close()


def main():
    parser = arguments(__doc__)
    parser.add_argument("folder", help="HTML pages, plain or .gz, or a corpus with an expected.jsonl")
    parser.add_argument("--limit", type=int, default=100, help="how many pages (100)")
    options = parser.parse_args()
    found = documents(options.folder, limit=options.limit)
    judge = Judge()
    print(f"== {len(found)} pages, all answering")
    one_run(judge, options.bin, found, set())
    broken = set(range(2, len(found), 5))
    print(f"== {len(broken)} of them answer 500 for ever")
    one_run(judge, options.bin, found, broken)
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())

"""A daemon at work for a while, with subscribers and replays that come and go: lab soak [MINUTES].

Sixty sources that show a story every five seconds, some of which fail, move in time or answer with garbage; a subscriber that stays,
one that comes anew and replays all it missed, a reload now and then. What must not grow: memory, descriptors, threads. What must be: every
story once.
"""
import os
import pathlib
import sys
import time

from judge import Judge, arguments

from support.daemon import Daemon
from support.site import Reply, Site

SOURCES, PACE = 60, 5


def feed(number, start):
    def answer(_request):
        newest = int((time.time() - start) / PACE)
        if number % 10 == 7 and newest % 6 == 0:
            return Reply(status=503, body=b"busy")
        if number % 10 == 8 and newest % 6 == 0:
            return Reply(body=b"<html><body>No feed today", content_type="text/html")
        items = "".join(f"<item><title>Story {n} of {number}</title><link>https://s{number}.example/{n}</link><guid>{n}</guid>"
                        f"<description>{'What happened there. ' * 20}</description></item>" for n in range(newest, newest - 30, -1))
        return Reply(body=f'<rss version="2.0"><channel><title>Source {number}</title>{items}</channel></rss>'.encode())
    return answer


def sizes(daemon):
    process = pathlib.Path(f"/proc/{daemon.process.pid}")
    return daemon.memory_mib(), len(os.listdir(process / "fd")), len(os.listdir(process / "task"))


def main():
    parser = arguments(__doc__)
    parser.add_argument("minutes", nargs="?", type=float, default=20, help="how long (%(default)s)")
    options = parser.parse_args()
    judge, start = Judge(), time.time()
    site = Site(hosts=SOURCES)
    sources = []
    for n in range(SOURCES):
        site.put("/feed.xml", feed(n, start), host=n)
        sources.append({"id": f"s{n}", "url": site.url(host=n), "interval": f"{PACE}s", "max_interval": f"{PACE}s", "full_text": "never"})
    daemon = Daemon(options.bin, sources, state={"retention": "5m"})
    try:
        daemon.start("--now")
        stays, begun, early, turns = daemon.subscriber("article/"), time.monotonic(), None, 0
        while (passed := time.monotonic() - begun) < options.minutes * 60:
            stays.poll(1)
            turns += 1
            if turns % 30 == 0:
                daemon.whole_log()
            if turns % 120 == 0:
                daemon.reload()
            if early is None and passed > options.minutes * 60 / 4:
                early = sizes(daemon)
        late = sizes(daemon)
        stories = [(message.data["source"], message.data["identifier"]) for message in stays.messages]
        judge.figure("stories", len(stories))
        judge.figure("after a quarter: MiB, descriptors, threads", f"{early[0]:.0f}, {early[1]}, {early[2]}")
        judge.figure("at the end: MiB, descriptors, threads", f"{late[0]:.0f}, {late[1]}, {late[2]}")
        judge.check("memory does not grow", late[0] <= early[0] + 8, f"by {late[0] - early[0]:.0f} MiB")
        judge.check("nor do descriptors and threads", late[1] <= early[1] + 8 and late[2] <= early[2])
        judge.check("every story once", len(stories) > 0 and len(set(stories)) == len(stories), len(stories) - len(set(stories)))
        kept = [message.sequence for message in daemon.whole_log()]
        judge.check("no gap in what is kept of the log", kept and kept == list(range(kept[0], kept[-1] + 1)), kept[:3])
        judge.check("SIGTERM: exit 0", daemon.stop() == 0)
    finally:
        daemon.close()
        site.close()
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())

"""A news site on loopback that grows: prints its address, then adds as many articles as each line of stdin says.

/feed.xml has all articles, /slow.xml the same after five seconds.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from support.site import Reply, Site, item, prose, rss


def entries(count, host=0):
    return rss([item(n, host=host, content=f"<p>{prose(n)}</p><p>The work costs {n + 2} million euros.</p>") for n in range(count)])


if __name__ == "__main__":
    site, count = Site(), 3
    site.put("/feed.xml", lambda request: Reply(body=entries(count)))
    site.put("/slow.xml", lambda request: Reply(body=entries(count, host=1), delay=5))
    print(site.url(""), flush=True)
    for line in sys.stdin:
        count += int(line)
        print(count, flush=True)

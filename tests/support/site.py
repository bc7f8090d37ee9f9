"""A news site on loopback for the tests: scripted answers, validators, a record of every request."""
import asyncio
import collections
import hashlib
import threading
from dataclasses import dataclass, field

REASONS = {200: "OK", 304: "Not Modified", 404: "Not Found", 410: "Gone", 500: "Internal Server Error",
           503: "Service Unavailable"}


@dataclass
class Request:
    host: str
    path: str
    headers: dict  # names in lower case
    status: int = 0
    count: int = 0  # the how many-eth request of this path on this host, from 1


@dataclass
class Reply:
    status: int = 200
    body: bytes = b""
    content_type: str = "application/rss+xml; charset=utf-8"
    headers: dict = field(default_factory=dict)
    validators: bool = True  # send an ETag, answer 304 to it
    delay: float = 0.0       # seconds of silence before the answer


class Site:
    """`hosts` addresses of 127.0.0.0/8 on one port that the system picks, served by one thread until close().

    What is served stands in `routes`: (host, path) -> Reply, or a callable that makes one from a Request.
    """

    def __init__(self, hosts=1):
        self.hosts = [f"127.0.{10 + n // 200}.{1 + n % 200}" for n in range(hosts)]
        self.routes, self.requests = {}, []
        self._counts = collections.Counter()
        self._loop = asyncio.new_event_loop()
        self._servers = []
        self._open = asyncio.Event()
        self._open.set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(30)

    async def _listen(self):
        port = 0
        for host in self.hosts:
            server = await asyncio.start_server(self._connection, host, port, backlog=1024)
            port = server.sockets[0].getsockname()[1]
            self._servers.append(server)
        return port

    def url(self, path="/feed.xml", host=0):
        return f"http://{self.hosts[host]}:{self.port}{path}"

    def put(self, path, reply, host=0):
        """Serves `reply` there from now on: a Reply, a callable, or the bytes of a feed."""
        self.routes[self.hosts[host], path] = Reply(body=reply) if isinstance(reply, bytes) else reply

    def hold(self):
        """From now on requests wait for their answer until release()."""
        self._loop.call_soon_threadsafe(self._open.clear)

    def release(self):
        self._loop.call_soon_threadsafe(self._open.set)

    def seen(self, path=None, host=0):
        """The requests so far, of one path or of all."""
        return [r for r in list(self.requests) if path is None or (r.path == path and r.host == self.hosts[host])]

    def close(self):
        async def stop():
            for server in self._servers:
                server.close()
            for task in asyncio.all_tasks(self._loop) - {asyncio.current_task()}:
                task.cancel()

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _connection(self, reader, writer):
        try:
            while await self._one(reader, writer):
                pass
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError, ConnectionError):
            pass  # the client went away, or the site closes
        finally:
            writer.close()

    async def _one(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        request = Request(writer.get_extra_info("sockname")[0], path, headers)
        self._counts[request.host, path] += 1
        request.count = self._counts[request.host, path]
        route = self.routes.get((request.host, path), Reply(404, b"not here\n", "text/plain", validators=False))
        reply = route(request) if callable(route) else route
        await self._open.wait()
        if reply.delay:
            await asyncio.sleep(reply.delay)
        sent = dict(reply.headers)
        status, body = reply.status, reply.body
        if status == 200 and reply.validators:
            sent["ETag"] = '"%s"' % hashlib.sha256(body).hexdigest()[:16]
            if headers.get("if-none-match") == sent["ETag"]:
                status, body = 304, b""
        request.status = status
        self.requests.append(request)
        if status != 304:
            sent.update({"Content-Type": reply.content_type, "Content-Length": str(len(body))})
        lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Answer')}", *(f"{k}: {v}" for k, v in sent.items()), "", ""]
        writer.write("\r\n".join(lines).encode("latin-1") + (b"" if method == "HEAD" else body))
        await writer.drain()
        return headers.get("connection", "").lower() != "close"


def rss(items, title="Test Wire", language="en"):
    """An RSS feed of dicts with guid, title, link and, if any, description, content, date."""
    import html
    out = ['<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">',
           f"<channel><title>{html.escape(title)}</title><link>http://site.invalid/</link><description>d</description>",
           f"<language>{language}</language>"]
    for item in items:
        out.append(f"<item><title>{html.escape(item['title'])}</title><guid isPermaLink=\"false\">{html.escape(item['guid'])}</guid>")
        if "link" in item:
            out.append(f"<link>{html.escape(item['link'])}</link>")
        if "date" in item:
            out.append(f"<pubDate>{item['date']}</pubDate>")
        if "description" in item:
            out.append(f"<description>{html.escape(item['description'])}</description>")
        if "content" in item:
            out.append(f"<content:encoded><![CDATA[{item['content']}]]></content:encoded>")
        out.append("</item>")
    out.append("</channel></rss>\n")
    return "\n".join(out).encode()


SUBJECTS = "harbour council budget railway river market court school energy bridge glacier museum hospital wheat tunnel".split()


def prose(seed, sentences=6):
    """English sentences, different for each seed, so that texts differ and a language can be detected."""
    out = []
    for n in range(sentences):
        a, b, c = (SUBJECTS[(seed * 7 + n * k + k) % len(SUBJECTS)] for k in (3, 5, 11))
        out.append(f"The {a} office said on day {seed} that the {b} near the {c} would be ready {n + 2} weeks later than planned.")
    return " ".join(out)


def item(n, site=None, host=0, **more):
    """The n-th made-up entry, with a full text in the feed unless `content` is given as None."""
    entry = {"guid": f"urn:test:{host}:{n}", "title": f"Report {n}: the {SUBJECTS[n % len(SUBJECTS)]} plan, part {n}",
             "link": site.url(f"/a/{n}.html", host) if site else f"http://site.invalid/{host}/a/{n}.html",
             "content": f"<p>{prose(n)}</p><p>{prose(n + 1000)}</p>", **more}
    return {key: value for key, value in entry.items() if value is not None}


def page(n, title=None):
    """An article page with navigation and a footer round the text of entry n."""
    title = title or f"Report {n}: the {SUBJECTS[n % len(SUBJECTS)]} plan, part {n}"
    paragraphs = "".join(f"<p>{prose(n * 10 + k, 4)}</p>" for k in range(5))
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>'
            '<nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/weather">Weather</a></nav>'
            f"<main><article><h1>{title}</h1>{paragraphs}</article></main>"
            '<footer><p>Copyright Test Wire. All rights reserved.</p></footer></body></html>').encode()

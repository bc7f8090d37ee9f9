"""Publishers with one behaviour each, and the server on loopback that they live on; polite.py polls and judges them.

A publisher has an address of its own, 127.0.2.k or 127.0.3.k, a feed that grows, and a function that answers a request. `P` is the
interval of the poller in seconds; what a publisher asks for is told in its multiples.
"""
import asyncio
import email.utils
import html
import re
import threading
import time
from dataclasses import dataclass, field

from manners import Ask

RSS, ABORT = "application/rss+xml; charset=utf-8", None
PROXY = "127.0.9.1"
TABLE = []   # of Behaviour, in the order of the files that define them


@dataclass
class Reply:
    status: int = 200
    body: bytes = b""
    headers: list = field(default_factory=list)
    content_type: str = RSS
    items: list = field(default_factory=list)   # that a whole answer shows: (guid, title)
    judged_as: str = ""                         # as in Ask
    keeps: str = ""
    leads_on: bool = False
    length: int = -1                            # Content-Length when it is not that of the body
    pieces: list = None                         # instead of the body: bytes to send, seconds to wait, ABORT
    raw_head: bytes = b""                       # instead of status line and headers
    before: bytes = b""                         # sent first
    wait: float = 0                             # seconds before anything is sent
    closes: bool = False                        # the connection, without a word
    says_date: bool = True


@dataclass
class Behaviour:
    name: str
    doc: str
    answer: object               # (publisher, ask, n) -> Reply; n counts the requests for that path, from 1
    grows: float = 4             # a new item every so many P; 0 = never
    items: int = 3               # at the start
    hint: float = 0              # seconds that the feed itself asks for
    path: str = "/feed.xml"
    options: dict = field(default_factory=dict)
    parts: str = "/a/"           # paths that begin so are no polls
    robots: object = None        # answers for /robots.txt, else it is 404
    judge: object = None         # (publisher, conduct, polls, terms): what the rules for all do not see
    shows: bool = True           # its articles are looked for on the bus


def behaviour(name, doc, **more):
    """Enters the decorated function into the table."""
    def enter(answer):
        TABLE.append(Behaviour(name, doc, answer, **more))
        return answer
    return enter


def number_of(guid):
    return int(re.search(r"(\d+)\D*$", guid.split("?")[0]).group(1))


class Publisher:
    def __init__(self, made, number, server):
        self.made, self.server = made, server
        self.name, self.host = made.name, f"127.0.{2 + number // 200}.{1 + number % 200}"
        self.origin = ""
        self.counts, self.asks, self.shown = {}, [], {}

    @property
    def P(self):
        return self.server.P

    def url(self, path=None):
        return self.origin + (path or self.made.path)

    def source(self):
        interval = f"{self.P:g}s"
        return {"id": self.name.replace("_", "-"), "url": self.url(), "interval": interval, "max_interval": interval, "full_text": "never", **self.made.options}

    def key(self, message):
        """The guid of the item that a message is about, whatever that called itself; "" = none of its own."""
        identifier, url = message.get("identifier", ""), message.get("url", "")
        if identifier in self.shown:
            return identifier
        number = re.search(r"/a/(\d+)\.html", url)
        return f"urn:polite:{self.name}:{number.group(1)}" if number else identifier

    # What it has to say.

    def count(self):
        passed = min(time.time(), self.server.grow_until) - self.server.start
        return self.made.items + (int(passed / (self.made.grows * self.P)) if self.made.grows else 0)

    def titles(self, window=60):
        last = self.count()
        return [(f"urn:polite:{self.name}:{n}", f"Report {n} of {self.name}") for n in range(last - 1, max(0, last - window) - 1, -1)]

    def item(self, guid, title, date=True, says_guid=True, link="{}"):
        """`link` = how its address is written, "" = not at all."""
        number = number_of(guid)
        born = self.server.start - 3600 + number
        words = f"The office near the harbour said in report {number} of {self.name} that the bridge would be ready later than it had planned."
        when = f"<pubDate>{email.utils.formatdate(born, usegmt=True)}</pubDate>" if date else ""
        place = html.escape(link.format(f"{self.origin}/a/{number}.html"))
        return (f"<item><title>{html.escape(title)}</title>" + (f"<link>{place}</link>" if link else "") +
                (f'<guid isPermaLink="false">{guid}</guid>' if says_guid else "") + f"{when}<description>{words}</description></item>")

    def rss(self, titles, extra="", item=None, declared="utf-8"):
        items = "".join((item or self.item)(guid, title) for guid, title in titles)
        return (f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
                f"<title>{self.name}</title><link>{self.origin}/</link><description>d</description>{extra}{items}</channel></rss>\n")

    def feed(self, extra="", titles=None, item=None, **more):
        """A 200 with the feed as it stands."""
        titles = self.titles() if titles is None else titles
        return Reply(body=self.rss(titles, extra, item).encode(), items=titles, **more)

    def tag(self, form='"v%d"'):
        return form % self.count()

    def conditional(self, ask, etag="", modified="", headers=(), **more):
        """The feed, or 304 to exactly those validators, which both answers carry."""
        reply = self.feed(**more)
        validators = [(name, value) for name, value in (("ETag", etag), ("Last-Modified", modified)) if value]
        reply.headers = validators + list(headers)
        came = [(ask.sent_header(name) or [""])[0] for name in ("if-none-match", "if-modified-since")]
        if (came[0] == etag) if (came[0] and etag) else (modified and came[1] == modified):
            reply.status, reply.body, reply.items = 304, b"", []
        return reply

    def moved(self, status, to, **headers):
        return Reply(status, b"moved", [("Location", to), *headers.items()], "text/plain")


class Server:
    """All publishers on one port that the system picks, in a thread until close(). Also a proxy for names: those in `names`."""

    def __init__(self, table, named, poll, grow_for):
        """`table`: behaviours, an address each; `named`: (host name, Behaviour), reached through this server as a proxy."""
        self.P, self.start = poll, time.time()
        self.grow_until = self.start + grow_for
        self.publishers = [Publisher(made, n, self) for n, made in enumerate(table)]
        self.named = [Publisher(made, 0, self) for _, made in named]
        self.by_host = {p.host: p for p in self.publishers}
        self.names, self.forbidden, self.port = {}, [], 0
        self._loop = asyncio.new_event_loop()
        self._servers = []
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(30)
        for publisher in self.publishers:
            publisher.origin = f"http://{publisher.host}:{self.port}"
        for publisher, (name, _) in zip(self.named, named):
            publisher.host, publisher.origin, self.names[name] = name, f"http://{name}", publisher

    async def _listen(self):
        port = 0
        for host in [*self.by_host, PROXY]:
            server = await asyncio.start_server(self._connection, host, port, backlog=256, limit=1 << 18)
            port = server.sockets[0].getsockname()[1]
            self._servers.append(server)
        for host in ("127.0.0.1", "::1"):   # nobody may come here
            try:
                self._servers.append(await asyncio.start_server(self._trespasser, host, port))
            except OSError:
                pass
        return port

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

    async def _trespasser(self, _reader, writer):
        self.forbidden.append((time.time(), writer.get_extra_info("sockname")[0]))
        writer.close()

    async def _connection(self, reader, writer):
        try:
            while await self._one(reader, writer):
                pass
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError, ConnectionError, OSError):
            pass
        finally:
            writer.close()

    async def _one(self, reader, writer):
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = lines[0].split(" ", 2)
        headers = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines[1:] if line)]
        address = writer.get_extra_info("sockname")[0]
        named = re.match(r"http://([^/:]+)(:\d+)?(/.*)", path)
        publisher = self.names.get(named.group(1)) if named else self.by_host.get(address)
        ask = Ask(time.time(), time.time(), named.group(1) if named else address, named.group(3) if named else path, headers, method=method)
        if publisher is None:
            reply = Reply(404, b"nobody lives here\n", [], "text/plain")
        else:
            publisher.asks.append(ask)
            publisher.counts[ask.path] = publisher.counts.get(ask.path, 0) + 1
            made, n = publisher.made, publisher.counts[ask.path]
            if ask.path != "/robots.txt":
                reply = made.answer(publisher, ask, n)
            elif made.robots:
                reply = made.robots(publisher, ask, n)
            else:
                reply = Reply(404, b"no rules\n", [], "text/plain")
        ask.judged_as, ask.keeps, ask.leads_on = reply.judged_as, reply.keeps, reply.leads_on
        ask.complete = False
        try:
            if reply.wait:
                await asyncio.sleep(reply.wait)
            goes_on = await self._send(writer, ask, reply)
        finally:
            ask.end = time.time()
        if ask.complete and publisher is not None:
            for guid, title in reply.items:
                publisher.shown.setdefault(guid, {}).setdefault(title, ask.t)
        return goes_on

    async def _send(self, writer, ask, reply):
        has_body = reply.status not in (204, 304) or reply.pieces is not None
        sent = list(reply.headers)
        if reply.says_date and not any(name.lower() == "date" for name, _ in sent):
            sent.append(("Date", email.utils.formatdate(time.time(), usegmt=True)))
        if has_body and reply.content_type:
            sent.append(("Content-Type", reply.content_type))
        chunked = any(name.lower() == "transfer-encoding" for name, _ in sent)
        if has_body and not chunked and not (reply.closes and reply.length < 0):
            sent.append(("Content-Length", str(reply.length if reply.length >= 0 else len(reply.body))))
        ask.status, ask.answer = reply.status, sent
        head = reply.raw_head or "\r\n".join([f"HTTP/1.1 {reply.status} Said", *(f"{n}: {v}" for n, v in sent), "", ""]).encode("latin-1")
        writer.write(reply.before + head)
        for piece in ([reply.body] if reply.pieces is None else reply.pieces):
            if piece is ABORT:
                writer.transport.abort()
                return False
            if isinstance(piece, (int, float)):
                await asyncio.sleep(piece)
                continue
            writer.write(piece)
            ask.sent += len(piece)
            await writer.drain()
        await writer.drain()
        ask.complete = True
        return not reply.closes

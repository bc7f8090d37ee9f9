"""The tricks of hostile.py: servers that hang, flood, explode, lie and point where nobody may go."""
import asyncio
import base64
import collections
import io
import threading
import zipfile
import zlib
from dataclasses import dataclass

TRICKS = []
MILLION = 1_000_000
RSS, RSS_END = '<rss version="2.0"><channel><title>t</title>', "</channel></rss>"


@dataclass
class Trick:
    name: str
    doc: str
    play: object            # async (Stage) -> None
    ends: str = "failing"   # failing, ok, or any
    says: str = ""          # a part of the reason that the daemon gives
    articles: int = None    # on the bus, None = any number
    kind: str = "feed"


def trick(name, doc, **more):
    def enter(play):
        TRICKS.append(Trick(name, doc, play, **more))
        return play
    return enter


class Stage:
    """One connection, one request."""

    def __init__(self, server, writer, path):
        self.server, self.writer, self.path = server, writer, path

    async def send(self, data):
        self.writer.write(data)
        self.server.sent += len(data)
        await self.writer.drain()

    async def head(self, *lines, status="200 OK", kind="application/rss+xml"):
        await self.send("\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *lines, "", ""]).encode())

    async def whole(self, body, *lines, **more):
        await self.head(f"Content-Length: {len(body)}", *lines, **more)
        await self.send(body)

    async def for_ever(self, data, pause=0.0):
        while True:
            await self.send(data)
            if pause:
                await asyncio.sleep(pause)


# Time.

@trick("hang", "takes the request, says nothing", says="")
async def _(stage):
    await asyncio.sleep(3600)


@trick("drip_head", "headers, a byte a second")
async def _(stage):
    for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: " + b"a" * 3600:
        await stage.send(bytes([byte]))
        await asyncio.sleep(1)


@trick("drip_body", "a body, a byte a second")
async def _(stage):
    await stage.head("Content-Length: 9999")
    await stage.for_ever(b"<", 1)


@trick("drip_chunks", "chunks of one byte, ten a second")
async def _(stage):
    await stage.head("Transfer-Encoding: chunked")
    await stage.for_ever(b"1\r\n \r\n", 0.1)


@trick("drip_interim", "one 103 after the other")
async def _(stage):
    await stage.for_ever(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 0.05)


# Size.

@trick("endless", "a body without end")
async def _(stage):
    await stage.head("Connection: close")
    await stage.for_ever(b"<item><title>more</title></item>" * 2000)


@trick("endless_chunks", "the same in chunks")
async def _(stage):
    await stage.head("Transfer-Encoding: chunked")
    await stage.for_ever(b"10000\r\n" + b"x" * 65536 + b"\r\n")


@trick("endless_head", "a header without end")
async def _(stage):
    await stage.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    await stage.for_ever(b"a" * 65536)


@trick("headers", "100,000 of them")
async def _(stage):
    await stage.send(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(100_000)) + b"Content-Length: 0\r\n\r\n")


@trick("cookies", "10,000 cookies of 4 KB")
async def _(stage):
    await stage.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(10_000):
        await stage.send(b"Set-Cookie: c%d=%s\r\n" % (number, b"z" * 4000))
    await stage.send(b"Content-Length: 0\r\n\r\n")


@trick("endless_trailers", "a good body, then trailers without end")
async def _(stage):
    await stage.head("Transfer-Encoding: chunked")
    await stage.send(b"5\r\n<rss>\r\n0\r\n")
    await stage.for_ever(b"X-Trailer: " + b"t" * 4000 + b"\r\n")


@trick("big_chunk", "a chunk of 2^64 - 1 bytes, it says")
async def _(stage):
    await stage.head("Transfer-Encoding: chunked")
    await stage.send(b"ffffffffffffffff\r\n<rss>")


@trick("big_length", "a Content-Length of ten exabytes")
async def _(stage):
    await stage.head("Content-Length: 10000000000000000000")
    await stage.for_ever(b"<rss>" * 10000)


# Compression. A block of zeros that ends on a byte can be sent as often as one likes.

def zeros(block=16 * MILLION):
    packer = zlib.compressobj(9, wbits=-15)
    return packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH), block


GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"


async def bomb(stage, coding, opening, billions=10):
    block, size = zeros()
    await stage.head(*([f"Content-Encoding: {coding}"] if coding else []), "Connection: close")
    await stage.send(opening)
    for _ in range(billions * 1000 * MILLION // size):
        await stage.send(block)


@trick("gzip_bomb", "10 GB in 10 MB")
async def _(stage):
    await bomb(stage, "gzip", GZIP_HEAD)


@trick("deflate_bomb", "10 GB as deflate")
async def _(stage):
    await bomb(stage, "deflate", b"\x78\x9c")


@trick("unlabelled_bomb", "10 GB of gzip that nobody mentions")
async def _(stage):
    await bomb(stage, "", GZIP_HEAD)


@trick("bomb_in_bomb", "gzip in gzip, both labelled", kind="feed")
async def _(stage):
    block, _size = zeros()
    inner = GZIP_HEAD + block * 60
    packer = zlib.compressobj(9, wbits=31)
    body = packer.compress(inner) + packer.flush()
    await stage.whole(body, "Content-Encoding: gzip, gzip")


@trick("many_codings", "gzip, eighty times, it says")
async def _(stage):
    await stage.whole(b"\x1f\x8b", "Content-Encoding: " + ", ".join(["gzip"] * 80))


@trick("zip_of_zips", "archives in archives")
async def _(stage):
    data = bytes(4 * MILLION)
    for level in range(4):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{level}-{number}.zip", data)
        data = file.getvalue()
    await stage.whole(data, kind="application/zip")


# XML.

@trick("billion_laughs", "entities of entities", ends="any")
async def _(stage):
    levels = "".join(f'<!ENTITY l{n} "{("&l%d;" % (n - 1)) * 10}">' for n in range(1, 10))
    body = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{levels}]>{RSS}<item><title>&l9;</title><guid>laugh</guid></item>{RSS_END}'
    await stage.whole(body.encode())


@trick("quadratic_laughs", "one long entity, many times", ends="any")
async def _(stage):
    body = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 100_000}">]>{RSS}<item><guid>q</guid><title>{"&a;" * 100_000}</title></item>{RSS_END}'
    await stage.whole(body.encode())


@trick("xxe", "entities of files and of addresses", ends="any")
async def _(stage):
    server = stage.server
    entities = (f'<!ENTITY f SYSTEM "file://{server.secret}"><!ENTITY p SYSTEM "file:///etc/passwd">'
                f'<!ENTITY h SYSTEM "http://127.0.0.1:{server.port}/xxe"><!ENTITY % d SYSTEM "http://127.0.0.1:{server.port}/dtd">%d;')
    body = (f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:{server.port}/x.dtd" [{entities}]>{RSS}'
            f"<item><title>x &f; &p; &h;</title><guid>xxe</guid><description>&f;</description></item>{RSS_END}")
    await stage.whole(body.encode())


@trick("xinclude", "XInclude and a stylesheet", ends="any")
async def _(stage):
    server = stage.server
    body = (f'<?xml-stylesheet href="http://127.0.0.1:{server.port}/s.xsl"?>{RSS}<item xmlns:xi="http://www.w3.org/2001/XInclude"><guid>xi</guid>'
            f'<title>x <xi:include parse="text" href="file://{server.secret}"/></title></item>{RSS_END}')
    await stage.whole(body.encode())


@trick("depth", "a million elements in one another", ends="any")
async def _(stage):
    await stage.whole((RSS + "<item><title>t</title><description>" + "<a>" * MILLION).encode())


@trick("attributes", "an element with 300,000 attributes", ends="any")
async def _(stage):
    await stage.whole((RSS + "<item " + "".join(f'a{n}="" ' for n in range(300_000)) + "><title>t</title></item>" + RSS_END).encode())


@trick("nuls", "four million NULs", ends="any")
async def _(stage):
    await stage.whole(RSS.encode() + bytes(4 * MILLION) + b"<item><title>t</title><guid>n</guid></item>" + RSS_END.encode())


@trick("utf16", "8 MB of UTF-16", ends="any")
async def _(stage):
    items = "".join(f"<item><title>Story {n}</title><guid isPermaLink='false'>u{n}</guid></item>" for n in range(40_000))
    await stage.whole((RSS + items + RSS_END).encode("utf-16"), kind="application/rss+xml; charset=utf-16")


@trick("many_items", "50,000 entries at once", ends="ok", articles=50_000)
async def _(stage):
    items = "".join(f"<item><title>Story {n}</title><guid isPermaLink='false'>m{n}</guid></item>" for n in range(50_000))
    await stage.whole((RSS + items + RSS_END).encode())


@trick("more_items", "50,000 others", ends="ok", articles=50_000)
async def _(stage):
    items = "".join(f"<item><title>Report {n}</title><link>https://more.example/{n}</link></item>" for n in range(50_000))
    await stage.whole((RSS + items + RSS_END).encode())


@trick("json_depth", "arrays in arrays", ends="failing")
async def _(stage):
    await stage.whole(b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * 4 * MILLION, kind="application/json")


# Lies.

@trick("cut_chunk", "chunks that stop", ends="any", articles=0)
async def _(stage):
    await stage.head("Transfer-Encoding: chunked")
    await stage.send(b"ffff\r\n" + RSS.encode() + b"<item><ti")


@trick("too_short", "half of what Content-Length says", ends="any", articles=0)
async def _(stage):
    await stage.head("Content-Length: 5000")
    await stage.send(RSS.encode() + b"<item><tit")


@trick("too_long", "more than Content-Length says, another answer in it", ends="any", articles=0)
async def _(stage):
    body = RSS + RSS_END
    forged = f"{RSS}<item><title>forged</title><guid>forged</guid></item>{RSS_END}"
    await stage.send((f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n{body}"
                      f"HTTP/1.1 200 OK\r\nContent-Length: {len(forged)}\r\n\r\n{forged}").encode() * 3)


@trick("two_lengths", "two lengths that differ", articles=0)
async def _(stage):
    await stage.head("Content-Length: 5", "Content-Length: 500")
    await stage.send(b"x" * 500)


@trick("length_and_chunks", "a length and chunks", ends="any", articles=0)
async def _(stage):
    await stage.head("Content-Length: 3", "Transfer-Encoding: chunked")
    await stage.send(b"0\r\n\r\n")


@trick("not_http", "a greeting of a mail server")
async def _(stage):
    await stage.send(b"220 mail.example ESMTP\r\n" * 1000)


@trick("http_0_9", "a body without a head")
async def _(stage):
    await stage.send((RSS + RSS_END).encode())


@trick("odd_head", "NULs, folded lines and no colon", ends="any", articles=0)
async def _(stage):
    await stage.send(b"HTTP/1.1 200 \0\0\r\nX\0: y\r\n folded\r\nno colon here\r\n: empty\r\nContent-Length: 0\r\n\r\n")


@trick("error_page", "an error page with status 200", articles=0)
async def _(stage):
    await stage.whole(b"<!doctype html><html><head><title>Not found</title></head><body><h1>Nothing is here</h1></body></html>", kind="text/html")


@trick("noise", "a megabyte of noise", articles=0)
async def _(stage):
    await stage.whole(bytes((n * n * 2654435761 >> 7) & 255 for n in range(MILLION)))


@trick("etag_flood", "a megabyte of ETag", ends="failing")
async def _(stage):
    await stage.whole((RSS + RSS_END).encode(), 'ETag: "' + "e" * MILLION + '"')


@trick("location_flood", "60 KB of Location")
async def _(stage):
    await stage.whole(b"", "Location: http://127.0.4.1/" + "l" * 60_000, status="302 Found")


@trick("redirect_maze", "a new address each time")
async def _(stage):
    await stage.whole(b"", f"Location: /{len(stage.path)}{stage.path}", status="302 Found")


@trick("sitemap_of_itself", "an index that names itself a thousand times", kind="sitemap", ends="any", articles=0)
async def _(stage):
    places = "".join(f"<sitemap><loc>{stage.server.here('sitemap_of_itself')}/again-{n}.xml</loc></sitemap>" for n in range(1000))
    await stage.whole(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</sitemapindex>'.encode())


@trick("page_of_blocks", "8 MB of open elements", kind="page", ends="any")
async def _(stage):
    await stage.whole(b"<html><body><article><h1>h</h1>" + b"<div><p>words " * 500_000, kind="text/html")


@trick("listing_of_links", "200,000 links", kind="listing", ends="any")
async def _(stage):
    links = "".join(f"<li><a href=/n/{n}.html>A long enough headline number {n} of today</a>" for n in range(100_000))
    await stage.whole(f"<html><main><ul>{links}</ul></main></html>".encode(), kind="text/html")


# Where nobody may go: our port on loopback in many spellings, and addresses of networks that are nobody's business.

SPELLINGS = ["127.0.0.1", "127.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1", "127.0.0.1.", "localhost", "localhost.",
             "LOCALHOST", "a.localhost", "0.0.0.0", "0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
             "[64:ff9b::127.0.0.1]", "[0:0:0:0:0:0:0:1]", "%31%32%37.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1", "user:pass@127.0.0.1", "127.0.9.9"]
NETWORKS = ["10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200", "[fe80::1]", "[fd00::1]", "[ff02::1]", "168.63.129.16"]


def spelt(number, host, port):
    @trick(f"to_{number}", f"a redirect to {host}", articles=0)
    async def _(stage):
        place = f"http://{host}:{stage.server.port}/" if port else f"http://{host}/latest/meta-data/"
        await stage.send(f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode())


for at, place in enumerate(SPELLINGS):
    spelt(f"loopback_{at}", place, True)
for at, place in enumerate(NETWORKS):
    spelt(f"network_{at}", place, False)


@trick("refresh", "a page that leads elsewhere by itself", kind="page", ends="any")
async def _(stage):
    place = f"http://127.0.0.1:{stage.server.port}/"
    await stage.whole(f'<html><meta http-equiv=refresh content="0;url={place}"><base href="{place}"><img src="{place}i.png"><p>A page of few words.</html>'.encode(),
                      f"Refresh: 0; url={place}", f"Link: <{place}>; rel=preload", kind="text/html")


@trick("scheme", "a redirect to a file", articles=0)
async def _(stage):
    await stage.send(f"HTTP/1.1 302 Found\r\nLocation: file://{stage.server.secret}\r\nContent-Length: 0\r\n\r\n".encode())


@trick("data_scheme", "a redirect into itself", articles=0)
async def _(stage):
    feed = base64.b64encode((RSS + "<item><title>d</title><guid>d</guid></item>" + RSS_END).encode()).decode()
    await stage.send(f"HTTP/1.1 302 Found\r\nLocation: data:text/xml;base64,{feed}\r\nContent-Length: 0\r\n\r\n".encode())


class Server:
    """Each trick at an address of 127.0.4.0/24, one port. Who connects to it elsewhere on this machine is written down."""

    def __init__(self, tricks, secret):
        self.secret, self.sent, self.port = secret, 0, 0
        self.asked = collections.Counter({t.name: 0 for t in tricks})
        self.forbidden = []
        self.by_host = {f"127.0.4.{1 + n}": t for n, t in enumerate(tricks)}
        self._loop = asyncio.new_event_loop()
        self._servers = []
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(30)

    async def _listen(self):
        port = 0
        for host in self.by_host:
            server = await asyncio.start_server(self._connection, host, port, backlog=64)
            port = server.sockets[0].getsockname()[1]
            self._servers.append(server)
        for host in ("127.0.0.1", "127.0.9.9", "::1"):
            try:
                self._servers.append(await asyncio.start_server(self._trespasser, host, port))
            except OSError:
                pass   # no IPv6 here
        return port

    def here(self, name):
        return next(f"http://{host}:{self.port}" for host, t in self.by_host.items() if t.name == name)

    def url(self, made):
        return self.here(made.name) + "/feed.xml"

    def close(self):
        async def stop():
            for server in self._servers:
                server.close()
            for task in asyncio.all_tasks(self._loop) - {asyncio.current_task()}:
                task.cancel()
        asyncio.run_coroutine_threadsafe(stop(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _trespasser(self, _reader, writer):
        self.forbidden.append(f"{writer.get_extra_info('sockname')[0]} from {writer.get_extra_info('peername')[0]}")
        writer.close()

    async def _connection(self, reader, writer):
        host = writer.get_extra_info("sockname")[0]
        made = self.by_host.get(host)
        try:
            request = await reader.readuntil(b"\r\n\r\n")
            path = request.split(b" ", 2)[1].decode("latin-1")
            if path == "/robots.txt":
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                await writer.drain()
            else:
                self.asked[made.name] += 1
                await made.play(Stage(self, writer, path))
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError, ConnectionError, OSError):
            pass
        finally:
            writer.close()

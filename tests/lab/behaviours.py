"""What publishers do, one function each: polite.py polls them all. Each doc says what a reader is to do about it."""
import email.utils
import gzip
import json
import time
import zlib

from publishers import ABORT, RSS, Reply, behaviour

HTML = "text/html; charset=utf-8"
ERROR_PAGE = (b'<!doctype html><html><head><title>Back soon</title></head><body><h1>The site is down</h1><p>'
              b'<a href="/a/1.html">a long enough text of a link to be taken for news of today</a></p></body></html>')
LOGIN = b'<!doctype html><html><head><title>Sign in</title></head><body><form action="/login"><input type="password" name="p"></form></body></html>'


def http_date(t):
    return email.utils.formatdate(t, usegmt=True)


def bad(status, body=b"no\n", *headers, content_type="text/plain", **more):
    return Reply(status, body, list(headers), content_type, judged_as="bad", **more)


# Validators (RFC 9110 section 8.8): opaque bytes, sent back as they came.

def etag(name, doc, form):
    @behaviour(name, doc)
    def answer(p, ask, n):
        return p.conditional(ask, p.tag(form))


etag("etag_strong", "a strong ETag", '"v%d"')
etag("etag_weak", "a weak one keeps its W/", 'W/"v%d"')
etag("etag_odd", "commas, semicolons and equal signs inside", '"33;x=1,y %d-gzip"')
etag("etag_bare", "one without quotes goes back without", "v%d-bare")
etag("etag_single", "one in single quotes", "'v%d'")
etag("etag_half", "one with a quote at its end only", 'v%d"')
etag("etag_latin1", "bytes beyond ASCII", '"\xe9t\xe9-%d"')
etag("etag_long", "2,000 bytes of it", '"' + "x" * 2000 + '%d"')
etag("etag_spaced", "blanks and a tab inside", '"a  b\tc %d"')
etag("etag_star", "one that begins with a star", '*v%d')


@behaviour("etag_empty", 'an ETag that is "": it is one', grows=0)
def _(p, ask, n):
    return p.conditional(ask, '""')


def modified(name, doc, form):
    @behaviour(name, doc)
    def answer(p, ask, n):
        return p.conditional(ask, modified=form(p.count()))


modified("modified", "Last-Modified only, whose value is opaque", lambda n: http_date(1400000000 + 7 * n))
modified("modified_1994", "a date as RFC 850 writes it", lambda n: f"Sunday, 06-Nov-94 08:49:{n % 60:02} GMT")
modified("modified_asctime", "a date as asctime writes it", lambda n: f"Sun Nov  6 08:{n % 60:02}:37 1994")
modified("modified_zone", "a date with an offset", lambda n: f"Mon, 01 Jan 2024 10:00:{n % 60:02} +0200")
modified("modified_future", "a date to come", lambda n: http_date(4070908800 + n))
modified("modified_words", "no date at all", lambda n: f"yesterday, edition {n}")
modified("modified_number", "seconds since 1970", lambda n: f"{1700000000 + n}")


@behaviour("both_validators", "both come back")
def _(p, ask, n):
    return p.conditional(ask, p.tag('"b%d"'), http_date(1500000000 + p.count()))


@behaviour("etag_restless", "another ETag at each poll for the same articles: each is sent once, no article twice")
def _(p, ask, n):
    return p.feed(headers=[("ETag", f'"poll-{n}"')])


@behaviour("etag_ignored", "validators that the server itself never looks at")
def _(p, ask, n):
    return p.feed(headers=[("ETag", '"same"'), ("Last-Modified", http_date(1600000000))])


@behaviour("etag_renewed_by_304", "a 304 brings a new ETag: that one is sent next (RFC 9111 section 4.3.4)", grows=0)
def _(p, ask, n):
    came = (ask.sent_header("if-none-match") or [""])[0]
    reply = p.feed(headers=[("ETag", f'"r{n}"')])
    if came == f'"r{n - 1}"':
        reply.status, reply.body, reply.items = 304, b"", []
    return reply


@behaviour("weak_304", "a 304 makes the ETag weak: then it is weak", grows=0)
def _(p, ask, n):
    if ask.sent_header("if-none-match"):
        return Reply(304, b"", [("ETag", 'W/"v1"')])
    return p.feed(headers=[("ETag", '"v1"')])


@behaviour("bare_304", "a 304 says nothing: the validators stay", grows=0)
def _(p, ask, n):
    reply = p.conditional(ask, '"b"', http_date(1500000000))
    if reply.status == 304:
        reply.headers = []
    return reply


@behaviour("304_with_body", "a body behind a 304 is none", grows=0)
def _(p, ask, n):
    reply = p.conditional(ask, '"b"')
    if reply.status == 304:
        reply.pieces, reply.closes = [b"<rss><channel><item><title>Not this</title><guid>x</guid></item></channel></rss>"], True
    return reply


@behaviour("304_to_nobody", "304 to a request without condition, twice: no crash, no validators, asked again")
def _(p, ask, n):
    if n <= 2:
        return Reply(304, b"", [("ETag", '"never-seen"')], judged_as="bad")
    return p.conditional(ask, p.tag())


@behaviour("304_for_ever", "304 to everything after the first answer, though there is news", grows=0)
def _(p, ask, n):
    return p.feed(headers=[("ETag", '"e"')]) if n == 1 else Reply(304)


@behaviour("validators_go", "validators for three polls, then none: nothing is sent from then on")
def _(p, ask, n):
    return p.conditional(ask, p.tag()) if n <= 3 else p.feed()


@behaviour("validators_come", "none for three polls, then some")
def _(p, ask, n):
    return p.feed() if n <= 3 else p.conditional(ask, p.tag())


@behaviour("etag_of_error", "an error has an ETag of its own: that of the last good answer is kept")
def _(p, ask, n):
    return bad(500, b"oops", ("ETag", '"error"')) if n in (3, 4) else p.conditional(ask, p.tag())


@behaviour("etag_of_html", "so has an error page with status 200")
def _(p, ask, n):
    return bad(200, ERROR_PAGE, ("ETag", '"page"'), content_type=HTML) if n in (3, 4) else p.conditional(ask, p.tag())


# Freshness (RFC 9111 sections 4.2, 5.2, 5.3).

def fresh(name, doc, headers):
    @behaviour(name, doc)
    def answer(p, ask, n):
        return p.conditional(ask, p.tag(), headers=headers(int(4 * p.P)))


fresh("max_age", "max-age of 4P, on 200 and on 304", lambda s: [("Cache-Control", f"public, max-age={s}")])
fresh("max_age_quoted", "max-age in quotes", lambda s: [("Cache-Control", f'max-age="{s}"')])
fresh("max_age_shouted", "names in capitals", lambda s: [("CACHE-CONTROL", f"PUBLIC, MAX-AGE={s}")])
fresh("max_age_split", "two Cache-Control fields are one list", lambda s: [("Cache-Control", "public"), ("Cache-Control", f"max-age={s}")])
fresh("max_age_aged", "Age is taken off", lambda s: [("Cache-Control", f"max-age={s + 100}"), ("Age", "100")])
fresh("max_age_more", "with extensions beside it", lambda s: [("Cache-Control", f"immutable, stale-while-revalidate=600, max-age={s}, s-maxage=1, stale-if-error=9")])
fresh("max_age_wins", "over Expires", lambda s: [("Cache-Control", f"max-age={s}"), ("Expires", "0")])
fresh("max_age_year", "a year: not again while this lasts", lambda s: [("Cache-Control", "max-age=31536000, immutable")])
fresh("max_age_garbage", "no number: the interval", lambda s: [("Cache-Control", "max-age=soon, =, ,;\"")])
fresh("max_age_negative", "less than nothing: the interval", lambda s: [("Cache-Control", "max-age=-100")])
fresh("no_store", "no-store beside max-age: the interval", lambda s: [("Cache-Control", f"no-store, max-age={s}")])
fresh("expires_zero", "Expires: 0", lambda s: [("Expires", "0")])
fresh("expires", "4P ahead", lambda s: [("Expires", http_date(time.time() + s))])
fresh("expires_skewed", "by a clock an hour ahead", lambda s: [("Date", http_date(time.time() + 3600)), ("Expires", http_date(time.time() + 3600 + s))])
fresh("expires_slow_clock", "by a clock two days back", lambda s: [("Date", http_date(time.time() - 172800)), ("Expires", http_date(time.time() - 172800 + s))])


@behaviour("max_age_on_304", "only the 304 says it", grows=0)
def _(p, ask, n):
    reply = p.conditional(ask, '"x"')
    if reply.status == 304:
        reply.headers.append(("Cache-Control", f"max-age={int(4 * p.P)}"))
    return reply


# Retry-After (RFC 9110 section 10.2.3) and errors.

def told_to_wait(name, doc, status, headers, when=(2, 3)):
    @behaviour(name, doc)
    def answer(p, ask, n):
        if n not in when:
            return p.conditional(ask, p.tag())
        return bad(status, b"later", *headers(int(5 * p.P)))


told_to_wait("429_seconds", "429 with 5P", 429, lambda s: [("Retry-After", str(s))])
told_to_wait("429_date", "429 with a date", 429, lambda s: [("Retry-After", http_date(time.time() + s + 1))])
told_to_wait("429_skewed", "by a clock an hour ahead", 429, lambda s: [("Date", http_date(time.time() + 3600)), ("Retry-After", http_date(time.time() + 3601 + s))])
told_to_wait("429_alone", "429 without Retry-After: pauses grow", 429, lambda s: [], when=(2, 3, 4))
told_to_wait("503_seconds", "503 with 5P", 503, lambda s: [("Retry-After", str(s))])
told_to_wait("503_date", "503 with a date", 503, lambda s: [("Retry-After", http_date(time.time() + s + 1))])
told_to_wait("500_seconds", "on any status: 500", 500, lambda s: [("Retry-After", str(s))])
told_to_wait("403_seconds", "403", 403, lambda s: [("Retry-After", str(s))])
told_to_wait("retry_negative", "-5 is no time", 503, lambda s: [("Retry-After", "-5")])
told_to_wait("retry_garbage", "soon is none either", 503, lambda s: [("Retry-After", "soon, perhaps")])
told_to_wait("retry_past", "a date of before", 503, lambda s: [("Retry-After", http_date(time.time() - 99999))])
told_to_wait("retry_float", "a number with a point", 503, lambda s: [("Retry-After", "1.5")])
told_to_wait("retry_huge", "more than any number", 503, lambda s: [("Retry-After", "9" * 40)], when=(2,))
told_to_wait("retry_years", "ten years", 429, lambda s: [("Retry-After", "315360000")], when=(2,))


@behaviour("200_retry", "a 200 with Retry-After of 4P")
def _(p, ask, n):
    return p.conditional(ask, p.tag(), headers=[("Retry-After", str(int(4 * p.P)))])


def always(status, *headers):
    @behaviour(f"always_{status}", f"{status} at all times: pauses grow", shows=False)
    def answer(p, ask, n):
        return bad(status, b"<html><body>No.</body></html>", *headers, content_type=HTML)


for always_status in (403, 404, 500):
    always(always_status)
always(401, ("WWW-Authenticate", 'Basic realm="news"'))


def flaps(status, body=b"<html><body>No.</body></html>", *headers):
    @behaviour(f"flaps_{status}", f"{status} at polls 2 and 3: pauses grow, then all is well")
    def answer(p, ask, n):
        return bad(status, body, *headers, content_type=HTML if body else "") if n in (2, 3) else p.conditional(ask, p.tag())


for flapping in (400, 402, 405, 406, 408, 409, 418, 421, 425, 451, 500, 501, 502, 504, 520, 599):
    flaps(flapping)
flaps(204, b"")
flaps(202)
flaps(205, b"")
flaps(300)
flaps(305)
flaps(206, b"<rss><channel><item><title>Half of it</title><guid>half</guid></item>", ("Content-Range", "bytes 0-99/200"))


@behaviour("203", "a 203 is a whole answer (RFC 9110 section 15.3.4)")
def _(p, ask, n):
    reply = p.feed()
    reply.status = 203
    return reply


@behaviour("410_once", "410 once: an accident")
def _(p, ask, n):
    return bad(410) if n == 2 else p.conditional(ask, p.tag())


@behaviour("410", "good, then 410 for ever: asked once more, then never", grows=0)
def _(p, ask, n):
    return p.feed() if n == 1 else bad(410)


# Redirects (RFC 9110 section 15.4).

def chain(name, doc, *statuses, relative=False, fragment="", **more):
    """/feed.xml, /1.xml, ... by those statuses; the last one is the feed."""
    @behaviour(name, doc, **more)
    def answer(p, ask, n):
        at = 0 if ask.path == "/feed.xml" else int(ask.path[1:-4])
        if at == len(statuses):
            return p.conditional(ask, p.tag())
        to = f"/{at + 1}.xml"
        return p.moved(statuses[at], (to if relative else p.url(to)) + fragment)


chain("moved_301", "learnt after three good polls", 301)
chain("moved_308", "learnt after three good polls", 308)
chain("moved_302", "followed, never learnt", 302)
chain("moved_303", "followed, never learnt", 303)
chain("moved_307", "followed, never learnt", 307)
chain("moved_301_301", "the end of a permanent chain is learnt", 301, 301)
chain("moved_301_302", "of a mixed one the permanent beginning", 301, 302)
chain("moved_302_301", "nothing that stands behind a temporary one", 302, 301)
chain("moved_308_301_307_301", "two permanent ones, then others", 308, 301, 307, 301)
chain("moved_relative", "to a relative address", 301, relative=True)
chain("moved_fragment", "a fragment is not sent", 301, fragment="#latest")


@behaviour("moved_back", "301 twice, then the feed is there again: nothing to learn")
def _(p, ask, n):
    if ask.path == "/feed.xml" and n <= 2:
        return p.moved(301, p.url("/new.xml"))
    return p.conditional(ask, p.tag())


@behaviour("moved_restless", "301 to another place each time: nothing to learn")
def _(p, ask, n):
    if ask.path == "/feed.xml":
        return p.moved(301, p.url(f"/session-{n}.xml"))
    return p.feed()


@behaviour("moved_scheme_relative", "Location: //host/path")
def _(p, ask, n):
    return p.moved(301, p.url("/new.xml")[5:]) if ask.path == "/feed.xml" else p.conditional(ask, p.tag())


@behaviour("moved_nowhere", "301 without Location: an error", shows=False)
def _(p, ask, n):
    return bad(301)


@behaviour("moved_loop", "a to b to a", shows=False)
def _(p, ask, n):
    reply = p.moved(302, p.url("/b.xml" if ask.path == "/feed.xml" else "/feed.xml"))
    reply.judged_as = "bad"
    return reply


@behaviour("moved_far", "twenty in a row", shows=False)
def _(p, ask, n):
    at = 0 if ask.path == "/feed.xml" else int(ask.path[1:-4])
    reply = p.moved(302, p.url(f"/{at + 1}.xml"))
    reply.judged_as = "bad"
    return reply


@behaviour("moved_to_ftp", "to what is not the web", shows=False)
def _(p, ask, n):
    return bad(301, b"", ("Location", "ftp://127.0.0.1/feed.xml"))


@behaviour("moved_to_forbidden", "to an address that is not allowed", shows=False)
def _(p, ask, n):
    return bad(302, b"", ("Location", f"http://127.0.0.1:{p.server.port}/feed.xml"))


@behaviour("captive", "301 to a login page, as a hotel does: never learnt")
def _(p, ask, n):
    if ask.path == "/portal":
        return bad(200, LOGIN, content_type=HTML)
    if 2 <= n <= 5:
        reply = p.moved(301, p.url("/portal"))
        reply.judged_as = "bad"
        return reply
    return p.conditional(ask, p.tag())


@behaviour("captive_always", "301 to a page that is none, from the beginning", shows=False)
def _(p, ask, n):
    if ask.path == "/portal":
        return bad(200, LOGIN, content_type=HTML)
    reply = p.moved(301, p.url("/portal"))
    reply.judged_as = "bad"
    return reply


@behaviour("cookie_wall", "302 to itself with a cookie, which is wanted: within the chain only")
def _(p, ask, n):
    if any("seen=1" in value for value in ask.sent_header("cookie")):
        return p.feed()
    return p.moved(302, p.url(), **{"Set-Cookie": "seen=1; Path=/"})


@behaviour("cookies", "a cookie with each answer: not sent at the next poll")
def _(p, ask, n):
    return p.conditional(ask, p.tag(), headers=[("Set-Cookie", f"id={n}; Path=/; Max-Age=86400")])


# Bodies and the wire.

def coded(name, doc, label, body, again=False):
    """`again`: the reader may ask once more without offering any coding."""
    @behaviour(name, doc)
    def answer(p, ask, n):
        reply = p.feed(headers=[("Content-Encoding", label)] if label else [])
        reply.leads_on = again and bool(ask.sent_header("accept-encoding"))
        reply.body = body(reply.body)
        return reply


def raw_deflate(body):
    made = zlib.compressobj(wbits=-15)
    return made.compress(body) + made.flush()


coded("gzip", "gzip", "gzip", gzip.compress)
coded("x_gzip", "under its old name", "x-gzip", gzip.compress)
coded("gzip_unlabelled", "gzip that nobody mentions", "", gzip.compress)
coded("deflate", "deflate in its zlib wrapper", "deflate", zlib.compress)
coded("deflate_raw", "deflate without wrapper", "deflate", raw_deflate)
coded("gzip_twice", "one in the other", "gzip, gzip", lambda body: gzip.compress(gzip.compress(body)), again=True)
coded("identity", "Content-Encoding: identity", "identity", bytes)
coded("coding_utf8", "a charset where a coding belongs", "UTF-8", bytes, again=True)
coded("coding_none", "a word that means none", "none", bytes, again=True)
try:
    import brotli
    coded("br", "br", "br", brotli.compress)
except ImportError:
    pass


@behaviour("gzip_lie", "plain text labelled gzip: asked once more without")
def _(p, ask, n):
    offered = ",".join(ask.sent_header("accept-encoding"))
    reply = p.feed(headers=[("Content-Encoding", "gzip")] if "gzip" in offered else [])
    if "gzip" in offered:
        reply.judged_as, reply.items, reply.leads_on = "bad", [], True
    return reply


def lettered(name, doc, encode, content_type="application/rss+xml", declared="utf-8"):
    @behaviour(name, doc)
    def answer(p, ask, n):
        titles = [(guid, title + " – März") for guid, title in p.titles()]
        return Reply(body=encode(p.rss(titles, declared=declared)), items=titles, content_type=content_type)


lettered("utf16", "UTF-16 with its mark", lambda text: text.encode("utf-16"), declared="utf-16")
lettered("bom", "UTF-8 with a mark", lambda text: b"\xef\xbb\xbf" + text.encode())
lettered("windows_1252", "windows-1252, as it says", lambda text: text.encode("windows-1252"), declared="windows-1252")
lettered("windows_1252_mute", "and as it does not", lambda text: text.replace(' encoding="utf-8"', "").encode("windows-1252"))
lettered("charset_lie", "the header says one charset, the bytes are another", lambda text: text.encode(), "application/rss+xml; charset=iso-8859-1")
lettered("nuls", "NUL bytes between the items", lambda text: text.encode().replace(b"</item>", b"</item>\0"))
lettered("blanks_first", "blank lines before the declaration", lambda text: b"\n\n \n" + text.encode())
lettered("as_html", "a feed as text/html", lambda text: text.encode(), "text/html")
lettered("as_nothing", "a feed without Content-Type", lambda text: text.encode(), "")
lettered("as_bytes", "a feed as application/octet-stream", lambda text: text.encode(), "application/octet-stream")


@behaviour("json_feed", "a JSON feed as text/plain")
def _(p, ask, n):
    titles = p.titles()
    items = [{"id": guid, "title": title, "url": p.url(f"/a/{guid.rsplit(':', 1)[1]}.html"), "content_text": f"Text of {title}."} for guid, title in titles]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": p.name, "items": items}
    return Reply(body=json.dumps(feed).encode(), items=titles, content_type="text/plain")


def spoiled(name, doc, spoil, when=(2, 3)):
    """Good answers, and between them some that are not."""
    @behaviour(name, doc)
    def answer(p, ask, n):
        return spoil(p) if n in when else p.feed()


spoiled("empty", "200 with nothing in it", lambda p: bad(200, b"", content_type=RSS))
spoiled("blank", "200 with blanks in it", lambda p: bad(200, b" \r\n\t\n", content_type=RSS))
spoiled("error_page", "an error page with status 200", lambda p: bad(200, ERROR_PAGE, content_type=HTML))
spoiled("error_page_as_rss", "the same as application/rss+xml", lambda p: bad(200, ERROR_PAGE, content_type=RSS))
spoiled("login_page", "a login page", lambda p: bad(200, LOGIN, content_type=HTML))
spoiled("noise", "random bytes", lambda p: bad(200, bytes((i * 7919 >> 3) % 256 for i in range(4000)), content_type=RSS))
spoiled("reset_early", "the connection is reset before anything comes", lambda p: bad(200, pieces=[ABORT]))
spoiled("reset_late", "and in the middle of it", lambda p: bad(200, pieces=[b"<rss><channel>", 0.2, ABORT], length=9999))
spoiled("cut_length", "less than Content-Length says", lambda p: bad(200, p.rss([]).encode()[:60], length=9999, closes=True))
spoiled("no_head", "something that is no HTTP", lambda p: bad(200, b"", raw_head=b"220 mail.example ESMTP\r\n", closes=True))
spoiled("length_words", "Content-Length: many", lambda p: bad(200, b"", raw_head=b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", pieces=[b"<rss>"], closes=True))
spoiled("lengths", "two lengths that differ", lambda p: bad(200, b"", raw_head=b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n", pieces=[b"<rss><a"], closes=True))


@behaviour("cut_chunk", "chunks that stop: what was whole may be read, the next request has no condition")
def _(p, ask, n):
    reply = p.feed()
    if n in (2, 3):
        reply.headers = [("Transfer-Encoding", "chunked"), ("ETag", f'"cut{n}"')]
        reply.pieces, reply.closes = [b"%x\r\n%s\r\n" % (80, reply.body[:80]), b"ffff\r\n<item>"], True
        reply.judged_as, reply.items = "bad", []
    return reply


@behaviour("chunks", "odd chunks, extensions, a trailer")
def _(p, ask, n):
    reply = p.feed(headers=[("Transfer-Encoding", "chunked"), ("Trailer", "X-Sum")])
    body, size, pieces = reply.body, 1, []
    while body:
        pieces.append(b"%x;name=\"v\"\r\n%s\r\n" % (len(body[:size]), body[:size]))
        body, size = body[size:], size * 3 % 997 + 1
    reply.pieces = [*pieces, b"0\r\nX-Sum: 1\r\nETag: \"of-a-trailer\"\r\n\r\n"]
    return reply


@behaviour("until_close", "no length, the end of the connection is the end")
def _(p, ask, n):
    return p.feed(closes=True)


@behaviour("http_1_0", "HTTP/1.0")
def _(p, ask, n):
    reply = p.feed(closes=True)
    reply.raw_head = b"HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n"
    return reply


@behaviour("bare_lines", "lines that end in LF, a status line without words")
def _(p, ask, n):
    reply = p.feed(closes=True)
    reply.raw_head = b"HTTP/1.1 200\ncontent-type: text/xml\nconnection: close\n\n"
    return reply


@behaviour("early_hints", "103 and 100 before the answer")
def _(p, ask, n):
    return p.conditional(ask, p.tag(), before=b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nETag: \"of-103\"\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")


@behaviour("closes_early", "the connection is closed after each answer, without a word")
def _(p, ask, n):
    reply = p.conditional(ask, p.tag())
    reply.length, reply.closes = len(reply.body), True
    return reply


@behaviour("slow_head", "a second before the first byte")
def _(p, ask, n):
    return p.conditional(ask, p.tag(), wait=1)


@behaviour("slow_body", "a body in drops")
def _(p, ask, n):
    reply = p.feed()
    step = len(reply.body) // 8 + 1
    reply.pieces = [piece for i in range(0, len(reply.body), step) for piece in (reply.body[i:i + step], 0.15)]
    reply.length = len(reply.body)
    return reply


@behaviour("many_headers", "400 of them")
def _(p, ask, n):
    return p.conditional(ask, p.tag(), headers=[(f"X-Header-{i}", "v" * 20) for i in range(400)])


@behaviour("vary", "Vary: * and a hundred words more")
def _(p, ask, n):
    return p.conditional(ask, p.tag(), headers=[("Vary", "*, " + ", ".join(f"X-{i}" for i in range(100)))])


@behaviour("by_agent", "403 to whoever does not give a name", shows=True)
def _(p, ask, n):
    agent = "".join(ask.sent_header("user-agent")).lower()
    return p.conditional(ask, p.tag()) if "+http" in agent or "http" in agent else bad(403)


@behaviour("server_clock", "Date two days back, on everything")
def _(p, ask, n):
    return p.conditional(ask, p.tag(), headers=[("Date", http_date(time.time() - 172800))])


@behaviour("dateless", "no Date at all")
def _(p, ask, n):
    return p.conditional(ask, p.tag(), says_date=False)


# What feeds say and how it changes.

def hinted(name, doc, extra, minutes):
    @behaviour(name, doc, hint=60 * minutes)
    def answer(p, ask, n):
        return p.feed(extra=extra)


hinted("ttl", "<ttl>1</ttl>: not within a minute", "<ttl>1</ttl>", 1)
hinted("ttl_words", "a ttl that is no number", "<ttl>often</ttl>", 0)
hinted("ttl_negative", "a ttl below nothing", "<ttl>-5</ttl>", 0)
hinted("sy_period", "hourly, sixty times", "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>60</sy:updateFrequency>", 1)


@behaviour("skip_this_hour", "this hour and the next are left out", hint=600)
def _(p, ask, n):
    hour = time.gmtime(p.server.start).tm_hour
    return p.feed(extra="<skipHours>%s</skipHours>" % "".join(f"<hour>{h % 24}</hour>" for h in range(hour, hour + 3)))


@behaviour("shrinks", "entries leave and come again: no repeats")
def _(p, ask, n):
    return p.feed(titles=p.titles()[:1] if n % 4 in (2, 3) else None)


@behaviour("reorders", "any order")
def _(p, ask, n):
    titles = p.titles()
    return p.feed(titles=titles[n % len(titles):] + titles[:n % len(titles)])


@behaviour("twice", "each entry twice")
def _(p, ask, n):
    return p.feed(titles=[title for title in p.titles() for _ in range(2)])


@behaviour("edits", "one entry gets a new headline every 9P: one update each", grows=0)
def _(p, ask, n):
    edition = int((min(time.time(), p.server.grow_until) - p.server.start) / (9 * p.P))
    titles = [(guid, title + f", edition {edition}" if guid.endswith(":1") else title) for guid, title in p.titles()]
    return p.feed(titles=titles, headers=[("ETag", f'"edition-{edition}"')])


@behaviour("edits_stamp", "only the build date moves: nothing new", grows=0)
def _(p, ask, n):
    return p.feed(extra=f"<lastBuildDate>{http_date(time.time())}</lastBuildDate><generator>n{n}</generator>")


@behaviour("dateless_items", "entries without dates")
def _(p, ask, n):
    return p.feed(item=lambda guid, title: p.item(guid, title, date=False))


@behaviour("future_items", "entries dated ten years ahead: at once, and once")
def _(p, ask, n):
    far = f"<pubDate>{http_date(time.time() + 315360000)}</pubDate>"
    return p.feed(item=lambda guid, title: p.item(guid, title, date=False).replace("<description>", far + "<description>"))


@behaviour("one_broken", "one entry is ill-formed: the others are read")
def _(p, ask, n):
    reply = p.feed()
    reply.body = reply.body.replace(b"<item>", b"<item><title>A & B < C</title><b>open</item><item>", 1)
    return reply


@behaviour("five_thousand", "5,000 entries", grows=10, items=5000)
def _(p, ask, n):
    return p.conditional(ask, p.tag(), titles=p.titles(6000))


@behaviour("becomes_huge", "three entries, then 2,000", grows=0)
def _(p, ask, n):
    if p.count() and n < 4:
        return p.feed()
    return p.feed(titles=[(f"urn:polite:{p.name}:{i}", f"Report {i} of {p.name}") for i in range(2000)])


@behaviour("empty_feed", "a feed without entries at polls 2 to 4: that is no error")
def _(p, ask, n):
    return p.feed(titles=[] if 2 <= n <= 4 else None)


def written(name, doc, item, **more):
    """A feed whose items are written in a way of its own."""
    @behaviour(name, doc, **more)
    def answer(p, ask, n):
        return p.feed(item=lambda guid, title: item(p, guid, title, n))


written("no_guid", "a link is all the identity there is", lambda p, guid, title, n: p.item(guid, title, says_guid=False))
written("no_link", "a guid and no link", lambda p, guid, title, n: p.item(guid, title, link=""))
written("guid_churn", "another guid at each poll, the same link: once", lambda p, guid, title, n: p.item(f"{guid}?{n}", title))
written("link_campaign", "another campaign in the link at each poll: once", lambda p, guid, title, n: p.item(guid, title, link="{}?utm_source=rss&utm_campaign=c%d" % n))
written("link_only_campaign", "and no guid either", lambda p, guid, title, n: p.item(guid, title, says_guid=False, link="{}?utm_campaign=c%d" % n))
written("link_relative", "links without a host", lambda p, guid, title, n: p.item(guid, title).replace(p.origin, ""))
written("date_churn", "everything was published just now, at each poll: once",
        lambda p, guid, title, n: p.item(guid, title, date=False).replace("<description>", f"<pubDate>{http_date(time.time())}</pubDate><description>"))
written("counters", "comments are counted: no update",
        lambda p, guid, title, n: p.item(guid, title).replace("</description>", f" &lt;p&gt;{n} comments&lt;/p&gt;</description>"))
written("typography", "quotation marks and blanks change: no update",
        lambda p, guid, title, n: p.item(guid, title).replace(" ", "  ") if n % 2 else p.item(guid, title))


def as_atom(p, titles, updated="2026-01-01T00:00:00Z"):
    entries = "".join(f'<entry><title>{title}</title><id>{guid}</id><updated>{updated}</updated><link href="{p.origin}/a/{guid.rsplit(":", 1)[1]}.html"/>'
                      f"<summary>Text of {title}.</summary></entry>" for guid, title in titles)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{p.name}</title><id>urn:{p.name}</id><updated>{updated}</updated>{entries}</feed>'.encode()


@behaviour("atom", "Atom")
def _(p, ask, n):
    return Reply(body=as_atom(p, p.titles()), items=p.titles(), content_type="application/atom+xml")


@behaviour("atom_stamped", "Atom whose `updated` moves at each poll, and nothing else: no update")
def _(p, ask, n):
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return Reply(body=as_atom(p, p.titles(), stamp), items=p.titles(), content_type="application/atom+xml")


@behaviour("rdf", "RSS 1.0")
def _(p, ask, n):
    items = "".join(f'<item rdf:about="{p.origin}/a/{guid.rsplit(":", 1)[1]}.html"><title>{title}</title><link>{p.origin}/a/{guid.rsplit(":", 1)[1]}.html</link></item>'
                    for guid, title in p.titles())
    text = ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            f'<channel rdf:about="{p.origin}/"><title>{p.name}</title><link>{p.origin}/</link></channel>{items}</rdf:RDF>')
    return Reply(body=text.encode(), items=p.titles(), content_type="text/xml")


def urlset(p, titles):
    urls = "".join(f"<url><loc>{p.origin}/a/{guid.rsplit(':', 1)[1]}.html</loc><news:news><news:publication><news:name>W</news:name><news:language>en</news:language>"
                   f"</news:publication><news:publication_date>2026-01-01T00:00:00Z</news:publication_date><news:title>{title}</news:title></news:news></url>"
                   for guid, title in titles)
    return (f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>').encode()


SITEMAP = {"path": "/sitemap.xml", "options": {"kind": "sitemap"}}


@behaviour("sitemap", "a news sitemap", **SITEMAP)
def _(p, ask, n):
    reply = p.conditional(ask, p.tag())
    reply.body = urlset(p, p.titles()) if reply.status == 200 else b""
    return reply


@behaviour("sitemap_gz", "one that is a gzip file", path="/sitemap.xml.gz", options={"kind": "sitemap"})
def _(p, ask, n):
    return Reply(body=gzip.compress(urlset(p, p.titles())), items=p.titles(), content_type="application/gzip")


@behaviour("sitemap_index", "an index of two, one of which is gone", parts="/part", **SITEMAP)
def _(p, ask, n):
    if ask.path == "/part-1.xml":
        return Reply(body=urlset(p, p.titles()), items=p.titles(), content_type="text/xml")
    if ask.path != p.made.path:
        return bad(404)
    places = "".join(f"<sitemap><loc>{p.url(f'/part-{k}.xml')}</loc><lastmod>2026-01-01T00:00:{p.count() % 60:02}Z</lastmod></sitemap>" for k in (1, 2))
    return Reply(body=f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</sitemapindex>'.encode(), content_type="text/xml")


@behaviour("teasers", "full text of pages that come late, or not at all", options={"full_text": "always"}, grows=8)
def _(p, ask, n):
    if not ask.path.startswith("/a/"):
        return p.conditional(ask, p.tag())
    if ask.path == "/a/1.html":
        return bad(404)
    if ask.path == "/a/2.html" and n == 1:
        return bad(503)
    text = f"The harbour office said in {ask.path} that the bridge would be ready later than it had planned. " * 8
    return Reply(200, f"<!doctype html><html lang=en><title>Report</title><article><h1>Report</h1><p>{text}</p></article></html>".encode(), [], HTML)


@behaviour("over_8_mib", "a body that is larger than max_body: an error, and pauses that grow", shows=False)
def _(p, ask, n):
    return bad(200, b"<rss><channel>" + b" " * (9 << 20), content_type=RSS)


# robots.txt (RFC 9309), for pages and listings.

def rules(text, status=200, **more):
    def answer(p, ask, n):
        return Reply(status, text.encode(), [], "text/plain", **more)
    return answer


def judge_robots(p, conduct, polls, terms, forbidden=()):
    asked = [a for a in p.asks if a.path == "/robots.txt"]
    others = [a for a in p.asks if a.path != "/robots.txt"]
    lives = 1 + len(terms.stops)
    conduct.judge(p.name, "robots", bool(asked) and (not others or asked[0].t < others[0].t), "robots.txt was not the first thing to be asked for")
    conduct.judge(p.name, "robots", len(asked) <= lives + 4, f"robots.txt was asked for {len(asked)} times")
    for ask in others:
        wrong = any(ask.path.startswith(prefix) for prefix in forbidden)
        conduct.judge(p.name, "robots", not wrong, f"GET {ask.path}, which robots.txt forbids")


def listing(p):
    links = "".join(f'<li><a href="/{"private" if n % 3 == 0 else "a"}/report-{n}-of-the-harbour-office.html">Report {n} of the harbour office on its bridge</a></li>'
                    for n in range(p.count()))
    return Reply(200, f"<!doctype html><html lang=en><title>News</title><main><h1>Latest</h1><ul>{links}</ul></main></html>".encode(), [], HTML)


def with_robots(name, doc, robots, forbidden=(), **more):
    @behaviour(name, doc, path="/news/index.html", items=12, grows=0, robots=robots, shows=False,
               options={"kind": "listing", "full_text": "always"},
               judge=lambda p, conduct, polls, terms: judge_robots(p, conduct, polls, terms, forbidden), **more)
    def answer(p, ask, n):
        if ask.path == p.made.path:
            return listing(p)
        text = f"The harbour office said in {ask.path} that the bridge would be ready later than it had planned. " * 8
        return Reply(200, f"<!doctype html><html lang=en><title>Report</title><article><h1>Report</h1><p>{text}</p></article></html>".encode(), [], HTML)


with_robots("robots_404", "no rules: all is allowed", None)
with_robots("robots_private", "some pages are forbidden", rules("User-agent: *\nDisallow: /private/\n"), ["/private/"])
with_robots("robots_closed", "everything is", rules("User-agent: *\nDisallow: /\n"), ["/"])
with_robots("robots_by_name", "our own group beats that for all", rules("User-agent: *\nDisallow: /\n\nUser-agent: newsbus\nDisallow: /private/\n"), ["/private/"])
with_robots("robots_longest", "the longest match wins", rules("User-agent: *\nDisallow: /\nAllow: /news/\nAllow: /a/\n"), ["/private/"])
with_robots("robots_500", "the rules cannot be had: nothing is allowed", rules("oops", 500), ["/"])
with_robots("robots_503_retry", "nor here", rules("oops", 503), ["/"])
with_robots("robots_403", "a refusal is no rule (RFC 9309 section 2.3.1.3)", rules("no", 403))
with_robots("robots_reset", "nor can they be had from a connection that breaks", rules("", 200, pieces=[ABORT]), ["/"])


# Several sources of one host, by names: the server is the proxy of a daemon of its own.

NAMED = []   # (host name, Behaviour)


def named(host, name, doc, **more):
    def enter(answer):
        from publishers import TABLE
        behaviour(name, doc, **more)(answer)
        NAMED.append((host, TABLE.pop()))
        return answer
    return enter


@named("a.resting.example", "host_says_429", "429 with 12P at poll 2, also when the daemon is killed meanwhile: the whole host rests")
def _(p, ask, n):
    if n == 2:
        return bad(429, b"slow down", ("Retry-After", str(int(12 * p.P))))
    return p.conditional(ask, p.tag())


@named("b.resting.example", "its_neighbour", "a feed of the same host: not asked while that rests")
def _(p, ask, n):
    return p.conditional(ask, p.tag())


@named("c.busy.example", "host_says_503", "503 with 12P at poll 2")
def _(p, ask, n):
    if n == 2:
        return bad(503, b"busy", ("Retry-After", str(int(12 * p.P))))
    return p.conditional(ask, p.tag())


@named("d.busy.example", "that_neighbour", "a feed of the same host: not asked while that rests")
def _(p, ask, n):
    return p.conditional(ask, p.tag())


@named("e.failing.example", "host_says_500", "500 at polls 2 to 4: that is nobody else's affair")
def _(p, ask, n):
    return bad(500) if 2 <= n <= 4 else p.conditional(ask, p.tag())


@named("f.failing.example", "unmoved_neighbour", "a feed of the same host: asked as before")
def _(p, ask, n):
    return p.conditional(ask, p.tag())


for number in range(6):
    @named(f"n{number}.crowded.example", f"crowd_{number}", "six feeds of one host, half a second each: one at a time")
    def _(p, ask, n):
        return p.conditional(ask, p.tag(), wait=0.5)

"""A WebSub hub on loopback for the tests: takes subscriptions, confirms, denies, redirects, pushes what is signed."""
import hashlib
import hmac
import http.client
import http.server
import json
import threading
import urllib.parse


class Hub:
    """Records every request in `asked` and confirms at once unless told otherwise.

    `answer` is what a request gets: a status, or a (status, Location). `verify` = False: no confirmation follows.
    """

    def __init__(self, lease=86400):
        self.lease, self.answer, self.verify = lease, 202, True
        self.asked, self.confirmed, self.refused = [], [], []
        self.secrets = {}  # callback -> secret, of confirmed subscriptions
        self.topics = {}
        hub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
                hub.asked.append((self.path, form))
                status, location = hub.answer if isinstance(hub.answer, tuple) else (hub.answer, None)
                if self.path != "/":  # a hub that was redirected to
                    status, location = 202, None
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Length", "0")
                self.end_headers()
                if status == 202 and hub.verify:
                    threading.Thread(target=hub.confirm, args=(form,), daemon=True).start()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.port}{path}"

    def forms(self, mode="subscribe"):
        return [form for _, form in list(self.asked) if form["hub.mode"] == mode]

    def callback(self):
        """That of the last confirmed subscription."""
        return self.confirmed[-1]["hub.callback"]

    def confirm(self, form, topic=None, lease=None):
        """Asks the callback whether it wants that; True when it does."""
        query = {"hub.mode": form["hub.mode"], "hub.topic": topic or form["hub.topic"], "hub.challenge": "challenge/42"}
        if form["hub.mode"] == "subscribe":
            query["hub.lease_seconds"] = str(self.lease if lease is None else lease)
        status, body, _ = get(form["hub.callback"], query)
        agreed = status == 200 and body == b"challenge/42"
        if agreed and form["hub.mode"] == "subscribe":
            self.secrets[form["hub.callback"]] = form["hub.secret"]
            self.topics[form["hub.callback"]] = form["hub.topic"]
        elif agreed:
            self.secrets.pop(form["hub.callback"], None)
        (self.confirmed if agreed else self.refused).append(form)
        return agreed

    def deny(self, callback, reason="not today"):
        return get(callback, {"hub.mode": "denied", "hub.topic": self.topics[callback], "hub.reason": reason})[0]

    def push(self, body, method="sha256", callback=None, secret=None, headers=None):
        """Sends `body` to the callback, signed; the status of the answer."""
        callback = callback or self.callback()
        sent = {"Content-Type": "application/rss+xml; charset=utf-8",
                "Link": f'<{self.url()}>; rel="hub", <{self.topics.get(callback, "")}>; rel="self"', **(headers or {})}
        if method:
            key = secret if secret is not None else self.secrets[callback]
            digest = hmac.new(key.encode(), body, getattr(hashlib, method)).hexdigest()
            sent["X-Hub-Signature"] = f"{method}={digest}"
        return post(callback, body, sent)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def connection_to(url):
    parts = urllib.parse.urlsplit(url)
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=30), parts


def get(url, query):
    """(status, body, headers)"""
    connection, parts = connection_to(url)
    try:
        connection.request("GET", f"{parts.path}?{urllib.parse.urlencode(query)}")
        answer = connection.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())
    except OSError:
        return 0, b"", {}
    finally:
        connection.close()


def post(url, body, headers):
    connection, parts = connection_to(url)
    try:
        connection.request("POST", parts.path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def subscription(daemon, source="wire"):
    """What the daemon says of the subscription of a source: {} when it has none."""
    status = json.loads(daemon.get("/status")[1])
    return next((row.get("websub", {}) for row in status["sources"] if row["id"] == source), {})

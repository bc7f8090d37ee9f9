"""A subscriber and a replay client as docs/bus.md describes them, and the promises of the log as checks."""
import json
import time
from dataclasses import dataclass

import zmq


class Clock:
    """A deadline that says what it waited for."""

    def __init__(self, seconds):
        self.end = time.monotonic() + seconds

    @property
    def left(self):
        return self.end - time.monotonic()


def wait_until(condition, what, seconds=60):
    """Returns the first true value of condition(); fails naming `what` after `seconds`."""
    clock = Clock(seconds)
    while True:
        value = condition()
        if value:
            return value
        if clock.left <= 0:
            raise AssertionError(f"waited {seconds} s for {what}")
        time.sleep(0.02)


@dataclass(frozen=True)
class Message:
    topic: bytes
    header: bytes
    body: bytes

    @property
    def attributes(self):
        return json.loads(self.header)

    @property
    def data(self):
        return json.loads(self.body)

    @property
    def sequence(self):
        return int(self.attributes.get("sequence", 0))

    @property
    def prev(self):
        return int(self.attributes["prev"])

    @property
    def event(self):
        return self.topic.decode().split("/")[1]

    @property
    def is_article(self):
        return self.topic.startswith(b"article/")

    @property
    def key(self):
        """What may be there once only: this source's article in this version."""
        return self.data["source"], self.data["id"], self.data["version"]


class Subscriber:
    """A SUB socket that keeps what it got. `queue` = 0: no limit on this side."""

    def __init__(self, endpoint, topics=("",), queue=0):
        self.socket = zmq.Context.instance().socket(zmq.SUB)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.setsockopt(zmq.RCVHWM, queue)
        self.socket.setsockopt(zmq.RECONNECT_IVL, 20)
        for topic in topics:
            self.socket.setsockopt_string(zmq.SUBSCRIBE, topic)
        self.socket.connect(endpoint)
        self.messages, self.heartbeats = [], []

    def poll(self, seconds=0.1):
        """Takes in what is there, waiting at most `seconds` for the first; returns how many log messages came."""
        before = len(self.messages)
        if self.socket.poll(int(seconds * 1000)):
            try:
                while True:
                    message = Message(*self.socket.recv_multipart(zmq.NOBLOCK))
                    (self.heartbeats if message.topic == b"heartbeat/" else self.messages).append(message)
            except zmq.Again:
                pass
        return len(self.messages) - before

    def wait(self, condition, what, seconds=60):
        """Receives until condition(self)."""
        clock = Clock(seconds)
        while not condition(self):
            if clock.left <= 0:
                raise AssertionError(f"waited {seconds} s for {what}; got {[m.topic for m in self.messages][-20:]}")
            self.poll(min(0.1, max(0.0, clock.left)))
        return self.messages

    @property
    def articles(self):
        return [m for m in self.messages if m.is_article]

    def close(self):
        self.socket.close()


class Replay:
    """A DEALER that asks the replay endpoint page by page."""

    def __init__(self, endpoint):
        self.socket = zmq.Context.instance().socket(zmq.DEALER)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.connect(endpoint)
        self.number = 0

    def ask(self, request, seconds=30):
        """One page: (messages, the closing object). `request` is a dict without "request", or raw bytes."""
        self.number += 1
        name = f"r{self.number}"
        raw = request if isinstance(request, bytes) else json.dumps({"request": name, **request}).encode()
        self.socket.send(raw)
        clock, messages = Clock(seconds), []
        while True:
            if not self.socket.poll(max(1, int(clock.left * 1000))):
                raise AssertionError(f"no answer to {raw[:200]!r} within {seconds} s")
            frames = self.socket.recv_multipart()
            if len(frames) == 1:
                return messages, json.loads(frames[0])
            if frames[0].decode() != name:
                raise AssertionError(f"a message of {frames[0]!r} came in answer to {name}")
            messages.append(Message(*frames[1:]))

    def all(self, after=0, topics=(), limit=1000):
        """Every message after `after`, as many pages as it takes."""
        messages, last = [], after
        while True:
            request = {"after": f"{last:020}", "limit": limit}
            if topics:
                request["topics"] = list(topics)
            page, end = self.ask(request)
            if "error" in end:
                raise AssertionError(f"replay: {end}")
            if end["count"] != len(page):
                raise AssertionError(f"replay: {len(page)} messages came, the end says {end['count']}")
            messages += page
            if not end["more"]:
                return messages
            if int(end["next"]) <= last:
                raise AssertionError("replay: the next page would begin where this one did")
            last = int(end["next"])

    def close(self):
        self.socket.close()


def log_faults(messages, first=1):
    """What is wrong with a whole log: gaps, repeats, a `prev` that is not the last one on its topic, doubled articles."""
    faults, last_on, versions = [], {}, set()
    for expected, message in enumerate(messages, first):
        if message.sequence != expected:
            faults.append(f"sequence {message.sequence} where {expected} was due")
            break
        if message.prev != last_on.get(message.topic, 0):
            faults.append(f"{message.sequence}: prev is {message.prev}, not {last_on.get(message.topic, 0)}")
        last_on[message.topic] = message.sequence
        if message.is_article:
            if message.key in versions:
                faults.append(f"{message.sequence}: {message.key} is there twice")
            versions.add(message.key)
    return faults

"""A peer by hand (ZMTP 3.1, NULL): what a DEALER or SUB of libzmq would never do, a hostile program may."""
import select
import socket
import struct


def opening(kind):
    """Greeting and READY of a socket of that type."""
    ready = b"\x05READY\x0bSocket-Type" + struct.pack(">I", len(kind)) + kind
    return b"\xff\0\0\0\0\0\0\0\1\x7f\x03\x01NULL".ljust(64, b"\0") + bytes([4, len(ready)]) + ready


OPENING = opening(b"DEALER")


def frame(body, more=False):
    flags = 1 if more else 0
    if len(body) > 255:
        return struct.pack(">BQ", flags | 2, len(body)) + body
    return struct.pack(">BB", flags, len(body)) + body


class RawPeer:
    """A connection that sends what it is told to, and reads only when it is told to."""

    def __init__(self, endpoint, opening=OPENING, receive_buffer=None):
        if endpoint.startswith("ipc://"):
            self.socket, address = socket.socket(socket.AF_UNIX), endpoint[len("ipc://"):]
        else:
            host, port = endpoint[len("tcp://"):].rsplit(":", 1)
            self.socket, address = socket.socket(), (host, int(port))
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(60)
        self.socket.connect(address)
        self._unread, self._greeted, self.ended = b"", False, False
        self.send(opening)

    def send(self, data):
        """False when the daemon has ended the connection."""
        try:
            self.socket.sendall(data)
            return True
        except (BrokenPipeError, ConnectionResetError):
            self.ended = True
            return False

    def shake_hands(self):
        """Waits until the other side is ready for messages; libzmq ends who sends many before that."""
        self._greeted = self._take(64) is not None
        head = self._take(2)
        return head is not None and self._take(head[1]) is not None

    def ask(self, request):
        return self.send(frame(request if isinstance(request, bytes) else request.encode()))

    def has_something(self, seconds=0.0):
        return bool(select.select([self.socket], [], [], seconds)[0])

    def read(self):
        """The next frame that is no command, as (body, more); None when the connection has ended."""
        if not self._greeted and self._take(64) is None:
            return None
        self._greeted = True
        while True:
            head = self._take(1)
            if head is None:
                return None
            flags = head[0]
            size = self._take(8 if flags & 2 else 1)
            body = size and self._take(int.from_bytes(size, "big"))
            if body is None:
                return None
            if not flags & 4:
                return body, bool(flags & 1)

    def answer(self):
        """The frames of the next message; None when the connection has ended."""
        frames, more = [], True
        while more:
            got = self.read()
            if got is None:
                return None
            frames.append(got[0])
            more = got[1]
        return frames

    def _take(self, count):
        while len(self._unread) < count and not self.ended:
            try:
                data = self.socket.recv(65536)
            except ConnectionResetError:
                data = b""
            self.ended = not data
            self._unread += data
        if len(self._unread) < count:
            return None
        taken, self._unread = self._unread[:count], self._unread[count:]
        return taken

    def close(self):
        self.socket.close()

"""The real daemon in a folder of its own: configuration, start, signals, control address."""
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading

from .bus import Replay, Subscriber, wait_until


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(v)}" for key, v in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def toml_tables(name, table):
    """One [table] with its sub-tables after it."""
    plain = [f"{key} = {toml(value)}" for key, value in table.items() if not isinstance(value, dict)]
    text = (f"[{name}]\n" if name else "") + "\n".join(plain) + "\n\n"
    for key, value in table.items():
        if isinstance(value, dict):
            text += toml_tables(f"{name}.{key}" if name else key, value)
    return text


class UnixHTTP(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=20)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Daemon:
    """`newsbus run` with state, sockets and configuration in a temporary folder; everything is removed by close().

    Uses ipc endpoints and a Unix control socket, so no port can be taken by somebody else.
    """

    def __init__(self, binary, sources=(), **sections):
        self.binary = str(binary)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="newsbus-test-"))  # short: Unix socket paths have 108 bytes
        self.config = self.folder / "newsbus.toml"
        self.publish = f"ipc://{self.folder}/pub"
        self.replay = f"ipc://{self.folder}/replay"
        self.control = str(self.folder / "control")
        self.sections = {
            "state": {"dir": str(self.folder / "state")},
            "bus": {"publish": self.publish, "replay": self.replay, "heartbeat": "100ms"},
            "http": {"allow_networks": ["127.0.0.0/8"], "min_interval": "1s", "host_pause": "0s", "robots": False},
            "control": {"listen": "unix:" + self.control},
        }
        for name, table in sections.items():
            if isinstance(table, dict):
                self.sections.setdefault(name, {}).update(table)
            else:
                self.sections[name] = table
        self.sources = list(sources)
        self.process, self._notify, self.notices = None, None, []
        self.log_file = self.folder / "log"
        self._open = []
        self.write_config()

    def write_config(self):
        top = {key: value for key, value in self.sections.items() if not isinstance(value, dict)}
        tables = {key: value for key, value in self.sections.items() if isinstance(value, dict)}
        text = toml_tables("", top) + "".join(toml_tables(name, table) for name, table in tables.items())
        for source in self.sources:
            text += "[[source]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in source.items()) + "\n"
        self.config.write_text(text)

    def start(self, *arguments, wait=True, environment=None):
        """Starts it and, unless told otherwise, waits for READY=1."""
        self._close_notify()
        path = self.folder / "notify"
        path.unlink(missing_ok=True)
        self._notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._notify.bind(str(path))
        self.notices = []
        # Read at once, as systemd does: ten unread notices would block the daemon.
        threading.Thread(target=self._read_notices, args=(self._notify, self.notices), daemon=True).start()
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "run", "--config", str(self.config), *arguments], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, env={**os.environ, "NOTIFY_SOCKET": str(path), **(environment or {})})
        if wait:
            self.wait_notice("READY=1")
        return self

    def wait_notice(self, notice, after=0, seconds=60):
        """Waits until systemd would have been told `notice`, not counting the first `after` notices; returns its index."""
        def told():
            if self.process.poll() is not None:
                raise AssertionError(f"the daemon ended with {self.process.returncode}:\n{self.log()[-3000:]}")
            return notice in self.notices[after:]
        wait_until(told, notice, seconds)
        return self.notices.index(notice, after)

    @staticmethod
    def _read_notices(notify, notices):
        while data := notify.recv(65536):
            notices += data.decode().split("\n")

    def signal(self, number):
        self.process.send_signal(number)

    def reload(self):
        """SIGHUP, then until RELOADING=1 was followed by READY=1."""
        before = len(self.notices)
        self.signal(signal.SIGHUP)
        self.wait_notice("READY=1", self.wait_notice("RELOADING=1", before))

    def kill(self):
        self.process.kill()
        self.process.wait(30)

    def stop(self, seconds=30):
        """SIGTERM; returns the exit code."""
        self.signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def run(self, *arguments, seconds=60, config=True, **options):
        """Another newsbus command on the same configuration; returns the completed process."""
        command = [self.binary, *arguments, *(["--config", str(self.config)] if config else [])]
        return subprocess.run(command, capture_output=True, text=True, timeout=seconds, **options)

    def get(self, path, method="GET", headers={}):
        """(status, body) from the control address."""
        return self._ask(method, path, headers=headers)

    def post(self, path, body, content_type="application/json"):
        """(status, body) of a command; `body` becomes JSON unless it is a text."""
        text = body if isinstance(body, str) else json.dumps(body)
        return self._ask("POST", path, text, {"Content-Type": content_type})

    def _ask(self, method, path, body=None, headers={}):
        connection = UnixHTTP(self.control)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def memory_mib(self, what="VmRSS"):
        """What the kernel says of its memory: VmRSS now, VmHWM at most."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(what + ":"):
                return int(line.split()[1]) / 1024
        raise RuntimeError(f"no {what} of {self.process.pid}")

    def metric(self, name):
        """The sum of a metric's samples."""
        total = 0.0
        for line in self.get("/metrics")[1].splitlines():
            if line.split("{")[0].split(" ")[0] == name:
                total += float(line.rsplit(" ", 1)[1])
        return total

    def subscriber(self, *topics, **options):
        self._open.append(Subscriber(self.publish, topics or ("",), **options))
        return self._open[-1]

    def replay_client(self):
        self._open.append(Replay(self.replay))
        return self._open[-1]

    def whole_log(self, **options):
        client = Replay(self.replay)
        try:
            return client.all(**options)
        finally:
            client.close()

    def log(self):
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def _close_notify(self):
        if self._notify:
            self._notify.shutdown(socket.SHUT_RDWR)  # ends the reading thread
            self._notify.close()
            self._notify = None

    def close(self):
        for client in self._open:
            client.close()
        if self.process and self.process.poll() is None:
            self.kill()
        self._close_notify()
        shutil.rmtree(self.folder, ignore_errors=True)

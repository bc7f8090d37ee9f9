"""A file system that is frozen for 27 s under the daemon's state: what /health, /status and /metrics say, and what is lost.

Needs root, for a loop-mounted ext4 and fsfreeze(8); without it the case is left out, and says so.
"""
import json
import os
import pathlib
import subprocess
import tempfile
import time

from support.bus import log_faults, wait_until
from support.daemon import Daemon
from support.site import Reply, Site, item, rss

SECONDS = 27


class Disk:
    """An ext4 in a file, mounted in a folder, that can be frozen."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="newsbus-disk-"))
        self.image, self.mounted = self.folder / "image", self.folder / "mounted"
        self.mounted.mkdir()
        with open(self.image, "wb") as file:
            file.truncate(128 << 20)
        self.run("mkfs.ext4", "-q", str(self.image))
        self.run("mount", "-o", "loop", str(self.image), str(self.mounted))
        self.is_frozen = False

    @staticmethod
    def run(*command):
        subprocess.run(command, check=True, capture_output=True)

    def freeze(self, frozen):
        self.run("fsfreeze", "-f" if frozen else "-u", str(self.mounted))
        self.is_frozen = frozen

    def close(self):
        if self.is_frozen:
            self.freeze(False)
        self.run("umount", str(self.mounted))
        self.image.unlink()
        self.mounted.rmdir()
        self.folder.rmdir()


def growing(site):
    count = 0

    def feed(request):
        nonlocal count
        count += 1
        return Reply(body=rss([item(n, site) for n in range(count, max(0, count - 60), -1)]), validators=False)
    site.put("/feed.xml", feed)


def timed(daemon, path):
    began = time.monotonic()
    status, body = daemon.get(path)
    return status, body, time.monotonic() - began


def while_frozen(judge, daemon):
    began, told, slowest = time.monotonic(), None, 0.0
    while time.monotonic() - began < SECONDS:
        for path in ("/health", "/status", "/metrics"):
            status, body, took = timed(daemon, path)
            slowest = max(slowest, took)
            if path == "/health" and status == 503 and told is None:
                told = time.monotonic() - began
                judge.figure("/health says", body.strip())
        time.sleep(0.2)
    judge.figure("/health is 503 after, slowest answer, s", f"{told if told is None else round(told, 1)}, {slowest:.2f}")
    judge.check("/health is 503 with the reason within 5 s", told is not None and told <= 5)
    judge.check("/health, /status and /metrics answer within 1 s", slowest <= 1, f"{slowest:.2f}")
    status = json.loads(daemon.get("/status")[1])
    judge.figure("/status says", f"{status.get('trouble')}, age {status.get('age')}")
    print("\n".join(daemon.run("status").stdout.splitlines()[:4]))


def thawed(judge, daemon, site):
    began = time.monotonic()
    wait_until(lambda: daemon.get("/health")[0] == 200, "/health to be 200")
    judge.figure("/health is 200 again after, s", f"{time.monotonic() - began:.1f}")
    last = json.loads(daemon.get("/status")[1])["log"]["last"]
    wait_until(lambda: json.loads(daemon.get("/status")[1])["log"]["last"] >= last + 3, "more articles")
    log = daemon.whole_log()
    numbers = sorted(int(m.data["identifier"].rsplit(":", 1)[1]) for m in log if m.is_article)
    judge.check("nothing is lost, nothing twice", numbers == list(range(numbers[0], numbers[0] + len(numbers))) and not log_faults(log))
    print("\n".join(line for line in daemon.log().splitlines() if "progress" in line))


def run(judge, binary):
    if os.geteuid() != 0:
        print("left out: needs root for a loop mount and fsfreeze")
        return
    site, disk, daemon = Site(), Disk(), None
    try:
        growing(site)
        source = {"id": "wire", "url": site.url(), "interval": "1s", "max_interval": "1s", "full_text": "never"}
        daemon = Daemon(binary, [source], state={"dir": str(disk.mounted / "state")})
        daemon.start(environment={"WATCHDOG_USEC": "60000000"})
        wait_until(lambda: json.loads(daemon.get("/status")[1])["log"]["last"] >= 3, "articles")
        disk.freeze(True)
        while_frozen(judge, daemon)
        disk.freeze(False)
        thawed(judge, daemon, site)
        judge.check("the daemon stops within its time", daemon.stop() == 0)
    finally:
        if disk.is_frozen:
            disk.freeze(False)
        if daemon:
            daemon.close()
        site.close()
        disk.close()

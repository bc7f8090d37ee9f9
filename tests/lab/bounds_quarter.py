"""The same twenty feeds on a quarter of a core: how near the watchdog comes.

Needs root and a cgroup of its own for the CPU; without them the case is left out, and says so.
"""
import pathlib
import time

from bounds_feeds import load

SECONDS, WATCHDOG, MARGIN = 180, 60, 50


class Quarter:
    """A control group whose processes have a quarter of a core together."""

    def __init__(self):
        old = pathlib.Path("/sys/fs/cgroup/cpu")
        if old.is_dir():
            self.folder = old / "newsbus-lab"
            self.folder.mkdir(exist_ok=True)
            (self.folder / "cpu.cfs_period_us").write_text("100000")
            (self.folder / "cpu.cfs_quota_us").write_text("25000")
        else:
            self.folder = pathlib.Path("/sys/fs/cgroup/newsbus-lab")
            self.folder.mkdir(exist_ok=True)
            (self.folder / "cpu.max").write_text("25000 100000")

    def take(self, pid):
        (self.folder / "cgroup.procs").write_text(str(pid))

    def throttled(self):
        """How often its processes had to wait for the next period."""
        for line in (self.folder / "cpu.stat").read_text().splitlines():
            if line.startswith("nr_throttled"):
                return int(line.split()[1])
        return 0

    def close(self):
        self.folder.rmdir()


def run(judge, binary):
    try:
        quarter = Quarter()
    except OSError as problem:
        judge.figure("left out", f"no cgroup: {problem}")
        return
    try:
        with load(binary) as (daemon, _births):
            daemon.start("--now", environment={"WATCHDOG_USEC": str(WATCHDOG * 1_000_000)})
            quarter.take(daemon.process.pid)
            watch(judge, daemon, quarter)
    finally:
        quarter.close()


def watch(judge, daemon, quarter):
    start = fed = heard = time.monotonic()
    count, longest, silence, articles = 0, 0.0, 0.0, 0
    subscriber = daemon.subscriber("article/")
    while time.monotonic() - start < SECONDS and daemon.process.poll() is None:
        subscriber.poll(0.2)
        now = time.monotonic()
        batch, subscriber.messages = subscriber.messages, []
        articles += len(batch)
        if any(b"/healthy" in message.topic for message in batch):
            silence, heard = max(silence, now - heard), now
        if (told := daemon.notices.count("WATCHDOG=1")) > count:
            longest, fed, count = max(longest, now - fed), now, told
    longest = max(longest, time.monotonic() - fed)
    judge.figure("periods in which it had to wait for the CPU", quarter.throttled())
    judge.figure("articles", f"{articles} in {SECONDS} s")
    judge.figure("peak memory, MiB", f"{daemon.memory_mib('VmHWM'):.0f}")
    judge.figure("longest silence of all healthy sources, s", f"{silence:.1f}")
    judge.figure("watchdog, s left of it", f"{WATCHDOG - longest:.1f}")
    judge.check("it lives", daemon.process.poll() is None and articles > 0)
    judge.check(f"of the {WATCHDOG} s of its watchdog {MARGIN} are left at least", WATCHDOG - longest >= MARGIN)

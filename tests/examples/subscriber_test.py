"""Runs an example subscriber against a bus with gaps and restarts: it must print every message of its topic once.

subscriber_test.py SCRIPTED_BUS SUBSCRIBER...
"""
import pathlib
import queue
import subprocess
import sys
import tempfile
import threading

SECONDS = 60


class Lines:
    """The lines of a process, each waited for with a deadline."""

    def __init__(self, stream):
        self.queue = queue.Queue()
        threading.Thread(target=self.read, args=(stream,), daemon=True).start()

    def read(self, stream):
        for line in stream:
            self.queue.put(line.strip())

    def take(self, count):
        return [self.queue.get(timeout=SECONDS) for _ in range(count)]


def main(bus_program, *subscriber_program):
    with tempfile.TemporaryDirectory(prefix="newsbus-") as folder:
        publish, replay = (f"ipc://{pathlib.Path(folder) / name}" for name in ("publish", "replay"))
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        bus = subprocess.Popen([bus_program, publish, replay], **pipes)

        def tell(line):
            bus.stdin.write(line + "\n")
            bus.stdin.flush()

        ours, other = "article/published/en/a/", "article/published/de/b/"
        tell(f"append 1500 {ours}")  # before the subscriber is there: more than one page
        tell(f"append 5 {other}")
        subscriber = subprocess.Popen([*subscriber_program, publish, replay, "article/published/en/", "0"], **pipes)
        lines = Lines(subscriber.stdout)
        seen = lines.take(1500)
        tell(f"append 10 {ours}")  # live
        seen += lines.take(10)
        tell(f"miss 7 {ours}")  # a gap that only a heartbeat shows
        seen += lines.take(7)
        tell(f"miss 3 {ours}")
        tell(f"append 2 {ours}")  # a gap that `prev` shows, if this comes before the heartbeat
        seen += lines.take(5)
        tell("back 1520 second")  # a copy was restored: seven numbers are given out again, and there are more
        tell(f"append 10 {ours}")
        seen += lines.take(10)
        tell("back 1525 third")
        tell(f"append 2 {ours}")
        seen += lines.take(2)

        subscriber.terminate()
        subscriber.wait()
        bus.stdin.close()
        bus.wait()
        got = [int(line.split()[0]) for line in seen]
        wanted = [*range(1, 1501), *range(1506, 1528), *range(1521, 1531), 1526, 1527]
        if got != wanted:
            sys.exit(f"not every message once, in order: {got[1490:]} instead of {wanted[1490:]}")
        if not lines.queue.empty():
            sys.exit(f"more than was sent: {lines.take(1)}")
        if seen[0] != f"1 {ours} News":
            sys.exit(f"a line of another shape: {seen[0]}")


if __name__ == "__main__":
    main(*sys.argv[1:])

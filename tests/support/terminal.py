"""A program on a terminal of a given size."""
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import unittest

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Screen:
    """`command` with standard output on a pseudo terminal; what it wrote there comes from read()."""

    def __init__(self, command, columns, rows=24, environment=None):
        try:
            self._reader, writer = pty.openpty()
        except OSError as why:  # a chroot without /dev/pts
            raise unittest.SkipTest(f"this system gives no pseudo-terminals: {why}")
        fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        env = {key: value for key, value in os.environ.items()
               if key not in ("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS")}
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=writer, stderr=subprocess.PIPE, text=True,
                                        env={**env, "TERM": "xterm", **(environment or {})})
        os.close(writer)

    def read(self):
        """A piece of its output, "" at the end."""
        try:
            return os.read(self._reader, 65536).decode(errors="replace").replace("\r\n", "\n")
        except OSError:  # Linux: nobody holds the terminal any more
            return ""

    def rest(self):
        """All of its output until it ends."""
        text = ""
        while piece := self.read():
            text += piece
        return text

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(30)
        self.process.stderr.close()
        if self._reader is not None:
            os.close(self._reader)
            self._reader = None


def on_terminal(command, columns, **options):
    """(what it wrote, exit code)."""
    screen = Screen(command, columns, **options)
    try:
        return screen.rest(), screen.process.wait(60)
    finally:
        screen.close()


def plain(text):
    """`text` without colours and cursor movements."""
    return ESCAPE.sub("", text)


def width_of(line):
    """Columns of a line; as wcwidth(3), which knows the same Unicode data."""
    import unicodedata
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in plain(line))

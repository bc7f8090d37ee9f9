"""The shipped unit under a booted systemd: lab systemd.

Boots a Debian 12 in build/lab, runs the commands of docs/operations.md as they stand there, and looks at what a running systemd makes of the
unit: start, reload, kill, watchdog, stop, plugins, upgrade, removal, and what the journal says of it. Needs root. The first run bootstraps
the system, which takes minutes; later ones take one.
"""
import argparse
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

from booted import PACKAGES, Booted, Folder, packages_of
from judge import Judge
from thread_stop import stopped_thread

TREE = pathlib.Path(__file__).resolve().parents[2]
EDITOR = "/usr/local/bin/lab-editor"
DROP_IN = "/run/systemd/system/newsbus.service.d/lab.conf"
CONFIG = "/etc/newsbus/newsbus.toml"
SOURCES = "/etc/newsbus/sources.d/lab.toml"
PLUGINS = """
[plugin.reading_time]
use = "exec"
command = ["python3", "/usr/share/doc/newsbus/examples/plugins/reading_time.py"]

[plugin.currencies]
use = "exec"
command = ["node", "/usr/share/doc/newsbus/examples/plugins/currencies.js"]
"""
LONGEST_SECONDS = 600
# Asked for without need, and refused: V8 finds out whether memory can have protection keys, and goes on without.
DISPENSABLE = {"pkey_alloc"}
DENIED = re.compile(r"ABRT|SIGSYS|status=31/SYS|dumped|Assertion failed|Operation not permitted|not permitted|SECCOMP|type=1326")


def documented(block):
    """The commands under `<!-- lab: BLOCK -->` in docs/operations.md."""
    text = (TREE / "docs/operations.md").read_text()
    found = re.search(rf"<!-- lab: {block} -->\n```sh\n(.*?)```", text, re.DOTALL)
    if not found:
        raise AssertionError(f"docs/operations.md has no block {block}")
    return found.group(1)


def eventually(what, seconds=20):
    """Asks `what` until it is true; returns how long that took, or None."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if what():
            return time.monotonic() - began
        time.sleep(0.1)
    return None


class Lab:
    def __init__(self, machine, judge):
        self.machine, self.judge, self.site, self.count = machine, judge, None, 3
        self.excused = set()  # lines of the journal that a test has caused on purpose

    # What is asked of the machine.

    def unit(self, *names):
        shown = self.machine(f"systemctl show newsbus -p {','.join(names)}").stdout
        values = dict(line.split("=", 1) for line in shown.splitlines())
        return values[names[0]] if len(names) == 1 else [values[name] for name in names]

    def journal(self):
        return self.machine("journalctl -u newsbus --no-pager -o short-monotonic", check=False).stdout.splitlines()

    def messages(self):
        lines = self.machine("newsbus replay --from 1", "admin").stdout.splitlines()
        return [json.loads(line) for line in lines]

    def articles(self, source="lab"):
        return [m["data"] for m in self.messages() if m["topic"].startswith("article/") and m["data"]["source"] == source]

    def get(self, path):
        """From the control address."""
        ask = f"import urllib.request as u; print(u.urlopen('http://127.0.0.1:9556{path}').read().decode())"
        return self.machine(f'python3 -c "{ask}"', "admin").stdout

    def read_so_far(self):
        """The articles of the site as the daemon counts them: this needs no configuration that is right."""
        status = json.loads(self.get("/status"))
        return next(source["articles"] for source in status["sources"] if source["id"] == "lab")

    def arrives(self, seconds=20):
        """Does every article of the site so far arrive?"""
        return eventually(lambda: len(self.articles()) >= self.count, seconds) is not None

    def grow(self, count):
        self.site.stdin.write(f"{count}\n")
        self.site.stdin.flush()
        self.count = int(self.site.stdout.readline())

    def follow(self, block):
        """Runs what the documentation says, as an ordinary user who may use sudo."""
        done = self.machine(documented(block), "admin", check=False, environment=[f"SUDO_EDITOR={EDITOR}"])
        self.judge.check(f"docs/operations.md, {block}: every command succeeds", done.returncode == 0, done.stdout[-1500:])
        return done.stdout

    def write(self, path, text):
        self.machine(f"mkdir -p {os.path.dirname(path)} && cat > {path} <<'END'\n{text}\nEND")

    # What is tried, in this order.

    def install(self):
        self.write(EDITOR, "#!/bin/sh\nexec sed -i 's|^#contact = .*|contact = \"https://example.org/bot\"|' \"$1\"")
        self.machine(f"chmod 755 {EDITOR}")
        said = self.follow("install")
        began, ready = (int(us) for us in self.unit("InactiveExitTimestampMonotonic", "ActiveEnterTimestampMonotonic"))
        self.judge.check("check says what is configured", "\nok: " in said, said[-500:])
        self.judge.check("READY within 2 s", 0 < ready - began <= 2_000_000, f"{(ready - began) / 1e6:.2f} s")
        self.judge.figure("start to READY, seconds", f"{(ready - began) / 1e6:.2f}")
        eventually(lambda: self.unit("StatusText"))
        status = self.machine("systemctl status newsbus --no-pager", check=False).stdout
        self.judge.check("systemctl status: active, with a status line", "active (running)" in status and 'Status: "' in status, status)
        self.judge.check("newsbus status answers an ordinary user", "bbc" in said, said[-500:])
        self.judge.check("enabled for the next boot", self.unit("UnitFileState") == "enabled")
        exposure = self.machine("systemd-analyze security newsbus --no-pager").stdout.splitlines()[-1]
        self.judge.check("exposure at most 1.2", float(re.search(r"(\d+\.\d+)", exposure).group(1)) <= 1.2, exposure)

    def add_source_and_plugins(self):
        self.site = subprocess.Popen([*self.machine.inside(), "python3", str(TREE / "tests/lab/growing_site.py")],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = self.site.stdout.readline().strip()
        self.machine(f"sed -i -e 's|^#min_interval = .*|min_interval = \"1s\"|' -e 's|^#host_pause = .*|host_pause = \"0s\"|' {CONFIG}")
        self.write("/tmp/plugins", PLUGINS)
        self.machine(f"cat /tmp/plugins >> {CONFIG}")
        self.write(SOURCES, self.source("lab", "/feed.xml"))
        reload = self.machine("systemctl reload newsbus", check=False)
        self.judge.check("reload takes a new source and plugins over", reload.returncode == 0 and self.arrives(), self.tail())
        tags = [article.get("tags", []) for article in self.articles()]
        self.judge.check("an exec plugin in Python tags", all(any("reading-time:" in t for t in some) for some in tags), tags)
        self.grow(1)
        self.judge.check("an exec plugin in Node tags", self.arrives() and self.node_tags() == self.count, self.tail())

    def node_tags(self):
        return sum("currency:EUR" in article.get("tags", []) for article in self.articles())

    def source(self, name, path):
        return (f'[[source]]\nid = "{name}"\nurl = "{self.address}{path}"\nallow_networks = ["127.0.0.0/8"]\ninterval = "1s"\n'
                'max_interval = "1s"\nfull_text = "never"\n'
                'chain = ["clean_text", "tag_language", "reading_time", "currencies"]\n')

    def tail(self):
        return "\n".join(self.journal()[-15:])

    def refused_reload(self):
        pid = self.unit("MainPID")
        self.machine(f"sed -i 's|^interval = .*|interval = \"1 fortnight\"|' {SOURCES}")
        reload = self.machine("systemctl reload newsbus", check=False)
        status = self.machine("systemctl status newsbus --no-pager -l", check=False).stdout
        self.judge.check("a wrong configuration fails systemctl reload", reload.returncode != 0)
        self.judge.check("newsbus status tells the refused reload", "last reload refused" in self.machine("newsbus status", check=False).stdout)
        self.judge.check("systemctl status names file and line", f"{SOURCES}:5:" in status and "fortnight" in status, status)
        self.grow(2)
        self.judge.check("the daemon goes on as it was",
                         self.unit("MainPID") == pid and eventually(lambda: self.read_so_far() >= self.count) is not None, self.tail())
        self.machine(f"sed -i 's|^interval = .*|interval = \"1s\"|' {SOURCES} && systemctl reload newsbus")

    def reload_while_fetching(self):
        self.write(SOURCES.replace("lab", "slow"), self.source("slow", "/slow.xml"))
        self.machine("systemctl reload newsbus; sleep 1; systemctl reload newsbus")
        self.judge.check("reload while a source is being fetched: its articles arrive",
                         eventually(lambda: self.articles("slow"), 30) is not None, self.tail())

    def killed(self):
        pid, restarts = self.unit("MainPID", "NRestarts")
        self.machine("systemctl kill --signal=KILL newsbus")
        again = lambda: self.unit("ActiveState") == "active" and self.unit("MainPID") not in ("0", pid)
        took = eventually(again)
        self.judge.check("SIGKILL: started again by itself", took is not None and int(self.unit("NRestarts")) == int(restarts) + 1)
        self.judge.figure("SIGKILL to READY, seconds (RestartSec=2)", f"{took or 0:.1f}")
        self.grow(2)
        self.judge.check("articles arrive after a kill", self.arrives(), self.tail())

    def watchdog(self):
        self.write(DROP_IN, "[Service]\nWatchdogSec=4")
        self.machine("systemctl daemon-reload && systemctl restart newsbus")
        before, pid = len(self.journal()), self.unit("MainPID")
        with stopped_thread(self.machine.host_pid(pid), "bus"):
            took = eventually(lambda: self.unit("MainPID") not in ("0", pid) and self.unit("ActiveState") == "active", 40)
        lines = self.journal()[before:]
        self.excused |= set(lines)
        self.judge.check("a thread that stands still: the watchdog kills, systemd starts again",
                         took is not None and any("Watchdog timeout" in line for line in lines), "\n".join(lines))
        self.judge.figure("thread stopped to READY, seconds (WatchdogSec=4)", f"{took or 0:.1f}")
        self.machine(f"rm {DROP_IN} && systemctl daemon-reload")
        self.grow(2)
        self.judge.check("articles arrive after the watchdog", self.arrives(), self.tail())

    def restarts(self):
        self.machine("for n in 1 2 3 4 5; do systemctl restart newsbus; done", seconds=90)
        self.grow(2)
        self.judge.check("five restarts in a row", self.unit("ActiveState") == "active" and self.arrives(), self.tail())

    def stop(self):
        fetching = lambda: re.search(r"^newsbus_fetches_in_flight [1-9]", self.get("/metrics"), re.MULTILINE)
        self.judge.check("a source is being fetched", eventually(fetching) is not None)
        began = time.monotonic()
        self.machine("systemctl stop newsbus")
        took = time.monotonic() - began
        result = self.unit("Result")
        self.judge.check("stop within 5 s while a source is being fetched", took <= 5 and result == "success", f"{took:.1f} s, {result}")
        self.judge.figure("stop, seconds", f"{took:.1f}")
        self.machine("systemctl start newsbus")

    def upgrade(self):
        before, status = self.messages(), self.status()
        config = self.machine(f"cat {CONFIG} {SOURCES}").stdout
        self.follow("upgrade")
        self.grow(2)
        self.judge.check("articles arrive after an upgrade", self.arrives(), self.tail())
        after = self.messages()
        self.judge.check("upgrade: the log goes on, byte for byte", after[:len(before)] == before)
        self.judge.check("upgrade: the same publisher", self.status()["publisher"] == status["publisher"])
        self.judge.check("upgrade: the configuration is kept", self.machine(f"cat {CONFIG} {SOURCES}").stdout == config)
        numbers = [int(m["sequence"]) for m in after]
        self.judge.check("numbers without a gap from the first start on", numbers == list(range(1, len(numbers) + 1)))
        identifiers = [article["identifier"] for article in self.articles()]
        self.judge.check("every article once", len(identifiers) == len(set(identifiers)) == self.count, len(identifiers))

    def status(self):
        return json.loads(self.machine("newsbus status --json", "admin").stdout)

    def system_calls(self):
        """Runs daemon and plugins under strace without the filter: all that they call must be in it."""
        self.machine("systemctl stop newsbus")
        self.write(DROP_IN, "[Service]\nSystemCallFilter=\nRestrictAddressFamilies=\nNotifyAccess=all\nRuntimeDirectoryPreserve=yes\nExecStart=\n"
                            f"ExecStart=strace -f -qq -o /run/newsbus/calls /usr/bin/newsbus run --config {CONFIG}")
        self.machine("systemctl daemon-reload && systemctl start newsbus", seconds=90)
        self.grow(2)
        self.judge.check("articles arrive under strace", self.arrives(60), self.tail())
        self.excused |= set(self.journal())
        self.machine("systemctl stop newsbus")
        calls = self.machine("cat /run/newsbus/calls", seconds=120).stdout
        self.machine(f"rm {DROP_IN} && systemctl daemon-reload && systemctl start newsbus")
        made = set(re.findall(r"^\d+ +([a-z_0-9]+)\(", calls, re.MULTILINE)) - DISPENSABLE
        families = set(re.findall(r"\bsocket(?:pair)?\((AF_[A-Z0-9]+)", calls))
        self.judge.check("every system call of daemon and plugins is allowed", made <= self.allowed(), sorted(made - self.allowed()))
        granted = set(self.unit("RestrictAddressFamilies").split())
        self.judge.check("every address family is allowed", families <= granted, f"{sorted(families)}, allowed {sorted(granted)}")
        self.judge.figure("system calls seen", len(made))

    def allowed(self):
        return set(self.unit("SystemCallFilter").split())

    def look_at_journal(self):
        bad = [line for line in self.journal() if DENIED.search(line) and line not in self.excused]
        self.judge.check("journal: no abort, no core, nothing denied", not bad, "\n".join(bad))
        plugins = [line for line in self.journal() if "plugin" in line and ("fail" in line or "ended" in line) and line not in self.excused]
        self.judge.check("journal: no plugin failed", not plugins, "\n".join(plugins[:5]))

    def uninstall(self):
        self.follow("uninstall")
        left = self.machine("find / -xdev -iname '*newsbus*' -not -path '/proc/*' -not -path '/sys/*' -not -path '/run/*' "
                            f"-not -path '{TREE}/*' | sort").stdout.split()
        kept = {"/etc/newsbus", CONFIG, "/var/lib/newsbus", "/var/lib/newsbus/newsbus.db"}
        self.judge.check("uninstall keeps configuration and state, and nothing else",
                         kept <= set(left) and all(path.startswith(("/etc/newsbus", "/var/lib/newsbus", str(TREE))) for path in left), left)
        self.judge.check("uninstall: systemd knows it no more", self.unit("LoadState") == "not-found")
        self.follow("purge")
        gone = self.machine("ls -d /etc/newsbus /var/lib/newsbus; getent passwd newsbus", check=False).stdout
        self.judge.check("purge leaves nothing", "newsbus:" not in gone and gone.count("No such file") == 2, gone)

    def run(self):
        for step in (self.install, self.add_source_and_plugins, self.refused_reload, self.reload_while_fetching, self.killed,
                     self.watchdog, self.restarts, self.stop, self.upgrade, self.system_calls, self.look_at_journal, self.uninstall):
            try:
                step()
            except Exception as failed:  # the steps after it build on this one
                self.judge.check(f"{step.__name__}: can be carried out", False, f"{failed}\n{self.tail()}")
                return
            if step == self.install and self.judge.failed:
                print(self.tail())
                return


def main():
    for stop in (signal.SIGTERM, signal.SIGALRM):
        signal.signal(stop, lambda number, _: sys.exit(f"lab systemd: ended by signal {number}"))  # powers off
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, help="the newsbus program of the build tree that is installed (./dev lab gives it)")
    parser.add_argument("--folder", default=str(TREE / "build/lab/debian12"), help="where the system is kept (%(default)s)")
    options = parser.parse_args()
    if os.geteuid() != 0:
        parser.exit(1, "lab systemd: boots a system in a folder, which needs root: run it with sudo\n")
    folder = Folder(options.folder)
    folder.provide(PACKAGES + packages_of(options.bin))
    judge, began = Judge(), time.monotonic()
    signal.alarm(LONGEST_SECONDS)
    with Booted(folder, TREE) as machine:
        judge.figure("boot, seconds", f"{time.monotonic() - began:.1f}")
        Lab(machine, judge).run()
    judge.figure("all of it, seconds", f"{time.monotonic() - began:.0f}")
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())

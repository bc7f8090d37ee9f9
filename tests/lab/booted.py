"""A Debian 12 with systemd in a folder, booted by systemd-nspawn: what a running systemd refuses no offline check sees.

The folder is bootstrapped once and kept. Each boot writes to memory only, so that it begins with the same system; its network is its own
loopback. Nothing is mounted in the namespace of the caller, so nothing has to be unmounted.
"""
import contextlib
import fcntl
import os
import pathlib
import shlex
import signal
import subprocess
import time

# What an ordinary installation of Debian has beside what the program is linked with; strace and the languages of plugins.
PACKAGES = "ca-certificates cmake dbus nodejs procps publicsuffix python3 strace sudo systemd systemd-sysv".split()
PATH = {"root": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "admin": "/usr/local/bin:/usr/bin:/bin"}


def output(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, **options).stdout


def packages_of(binary):
    """The Debian packages of the libraries that `binary` is linked with."""
    names = set()
    for line in output("ldd", str(binary)).splitlines():
        if "=> /" not in line:
            continue
        library = os.path.realpath(line.split("=> ")[1].split(" (")[0])
        for path in (library, library.removeprefix("/usr")):  # dpkg knows a merged /usr by either name
            found = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True)
            if found.returncode == 0:
                names.add(found.stdout.split(":")[0])
                break
    return sorted(names)


class Folder:
    """The bootstrapped system, held by one lab at a time."""

    def __init__(self, path):
        self.path = pathlib.Path(path).resolve()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = open(f"{self.path}.lock", "w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"{self.path}: another lab runs in it")

    def provide(self, packages):
        """Bootstraps the system when it is not there, from the mirror of this machine's apt, and installs what is missing."""
        log = open(f"{self.path}.log", "w")
        try:
            if not (self.path / "etc/debian_version").exists() or not (self.path / "lab-is-bootstrapped").exists():
                self._bootstrap(log)
            missing = set(packages) - self._installed()
            if missing:
                print(f"installing in the folder: {' '.join(sorted(missing))}", flush=True)
                self._once(log, "apt-get update -qq && apt-get install -y -qq --no-install-recommends " + " ".join(sorted(missing)))
        except subprocess.CalledProcessError as failed:
            raise SystemExit(f"{self.path}: {failed}; see {log.name}")

    def _bootstrap(self, log):
        print(f"bootstrapping Debian 12 in {self.path} (some minutes, once)", flush=True)
        sites = output("apt-get", "indextargets", "--format", "$(SITE)").splitlines()
        mirror = next(site for site in sites if "debian" in site)
        subprocess.run(["rm", "-rf", "--one-file-system", str(self.path)], check=True)
        subprocess.run(["debootstrap", "--variant=minbase", "bookworm", str(self.path), mirror], check=True, stdout=log, stderr=log)
        (self.path / "etc/apt/sources.list").unlink(missing_ok=True)
        for file in ("/etc/apt/sources.list", "/etc/apt/sources.list.d/debian.sources"):
            if os.path.exists(file):
                subprocess.run(["install", "-D", "-m", "644", file, f"{self.path}{file}"], check=True)
        subprocess.run(f"cp -r /etc/apt/apt.conf.d/. {shlex.quote(str(self.path))}/etc/apt/apt.conf.d/", shell=True, check=True)
        self._once(log, "useradd --create-home --shell /bin/bash admin && echo debian12 > /etc/hostname && touch /lab-is-bootstrapped")

    def _installed(self):
        listed = output("dpkg-query", f"--admindir={self.path}/var/lib/dpkg", "-W", "-f", "${db:Status-Abbrev} ${Package}\n")
        return {line.split()[1] for line in listed.splitlines() if line.startswith("ii")}

    def _once(self, log, script):
        passed = [f"--setenv={name}" for name in ("http_proxy", "https_proxy", "no_proxy") if name in os.environ]
        subprocess.run(nspawn(self.path, *passed, "--setenv=DEBIAN_FRONTEND=noninteractive", "--resolv-conf=replace-host",
                              "bash", "-c", script), check=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log, timeout=1800)


def nspawn(folder, *arguments):
    """systemd-nspawn in a mount namespace of its own: where /run is no tmpfs, it does not find what it wants there. It ends with its caller."""
    command = ["systemd-nspawn", "--quiet", f"--directory={folder}", "--register=no", "--keep-unit", "--console=pipe", *arguments]
    prepare = "mkdir -p /run/systemd/nspawn && mount -t tmpfs tmpfs /run/systemd/nspawn && exec "
    return ["setpriv", "--pdeathsig", "TERM", "unshare", "--mount", "--propagation", "private", "sh", "-c", prepare + shlex.join(command)]


class Booted:
    """`with Booted(folder, tree) as machine`: boots, and powers off at the end, whatever happens.

    `tree` stands at its own place inside; what is written there is gone afterwards.
    """

    def __init__(self, folder, tree):
        self.folder, self.tree = folder, pathlib.Path(tree).resolve()
        self.leader, self._nspawn = None, None
        self.console = pathlib.Path(f"{folder.path}.console.log")

    def __enter__(self):
        covered = {"tmp", "run", "dev", "proc", "sys"} & {self.tree.parts[1]}
        if covered:  # a booted system mounts its own there
            raise SystemExit(f"lab systemd: {self.tree} cannot be seen inside the booted system: move the tree out of /{covered.pop()}")
        (self.folder.path / str(self.tree)[1:]).mkdir(parents=True, exist_ok=True)
        environment = dict(os.environ)
        if output("stat", "-f", "-c", "%T", "/sys/fs/cgroup").strip() != "cgroup2fs":
            environment["SYSTEMD_NSPAWN_UNIFIED_HIERARCHY"] = "0"
        command = nspawn(self.folder.path, "--volatile=overlay", "--private-network", f"--overlay={self.tree}::{self.tree}",
                         "--link-journal=no", "--hostname=debian12", "--boot")
        with open(self.console, "w") as console:
            self._nspawn = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=console, stderr=console, env=environment)
        try:
            self._wait_until_up(60)
            self("mkdir -p /etc/sudoers.d && echo 'admin ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/admin && chmod 711 /root && "
                 "echo 127.0.0.1 localhost debian12 > /etc/hosts")
        except BaseException:
            self.__exit__()
            raise
        return self

    def _wait_until_up(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._nspawn.poll() is not None:
                raise SystemExit(f"systemd-nspawn ended with {self._nspawn.returncode}; see {self.console}")
            self.leader = self.leader or self._find_leader()
            if self.leader and self("systemctl is-system-running", check=False).stdout.strip() in ("running", "degraded"):
                return
            time.sleep(0.2)
        raise SystemExit(f"the system did not come up in {seconds} s; see {self.console}")

    def _find_leader(self):
        """The child that is process 1 inside."""
        children = pathlib.Path(f"/proc/{self._nspawn.pid}/task/{self._nspawn.pid}/children").read_text().split()
        for child in children:
            with contextlib.suppress(OSError):
                status = pathlib.Path(f"/proc/{child}/status").read_text()
                if "\nNSpid:\t" + child + "\t1\n" in status:
                    return int(child)
        return None

    def inside(self, user="root"):
        """The beginning of a command line that runs something inside."""
        enter = ["nsenter", "--target", str(self.leader), "--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup", "--root",
                 "env", "-i", "LANG=C.UTF-8", "TERM=dumb", f"USER={user}", f"PATH={PATH[user]}",
                 f"HOME={'/root' if user == 'root' else '/home/' + user}"]
        return enter if user == "root" else [*enter, "setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "env"]

    def __call__(self, script, user="root", check=True, seconds=60, environment=()):
        """Runs a piece of shell inside, in the folder of the tree; returns the completed process with its output."""
        command = [*self.inside(user), *environment, "bash", "-euo", "pipefail", "-c", f"cd {shlex.quote(str(self.tree))}\n{script}"]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", timeout=seconds)
        if check and done.returncode != 0:
            raise AssertionError(f"{script}\nended with {done.returncode}:\n{done.stdout}")
        return done

    def host_pid(self, pid):
        """The number outside of the process that has `pid` inside."""
        for status in pathlib.Path("/proc").glob("[0-9]*/status"):
            with contextlib.suppress(OSError):
                numbers = next(line for line in status.read_text().splitlines() if line.startswith("NSpid:")).split()[1:]
                if len(numbers) == 2 and numbers[1] == str(pid) and os.path.samefile(status.parent / "ns/pid", f"/proc/{self.leader}/ns/pid"):
                    return int(numbers[0])
        raise AssertionError(f"no process {pid} inside")

    def __exit__(self, *_):
        try:
            if self.leader:
                os.kill(self.leader, signal.SIGRTMIN + 4)  # systemd: power off
            self._nspawn.wait(40)
        except (subprocess.TimeoutExpired, ProcessLookupError):
            with contextlib.suppress(ProcessLookupError):
                if self.leader:
                    os.kill(self.leader, signal.SIGKILL)  # takes everything inside with it
                self._nspawn.kill()
            self._nspawn.wait(20)

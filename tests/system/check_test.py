"""What `check` calls good, `run` starts; what it calls wrong, `run` refuses with the same words and exit code 2.

The configurations stand in check_rows.py.
"""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile

from case import NEWSBUS, SystemTest, item, main, rss, wait_until
from check_rows import BASE, RIGHT, TLS, WARNED, WRONG, WRONG_FILES, mine


class Folder:
    """A folder with a newsbus.toml made of sections, and the files that the rows name."""

    def __init__(self, sections):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="newsbus-test-"))
        self.expected = None
        for name, text in {"secret": "letmein\n", "empty": "", "script": "#!/no/such/python\n", "windows": "#!/bin/sh\r\n",
                           "phrases.tsv": "kind\tphrase\nline\tRead the whole report\n", "names.tsv": "name\tid\nNewsbus\tQ1\n"}.items():
            (self.path / name).write_bytes(text.encode())
        for name in ("script", "windows"):
            (self.path / name).chmod(0o755)
        (self.path / "odd/newsbus.db").mkdir(parents=True)
        (self.path / "behind").mkdir()
        (self.path / "link").symlink_to(self.path / "behind")
        (self.path / "nowhere").symlink_to(self.path / "not-there")
        text = b""
        for name, default in BASE.items():
            value = sections.get(name, default)
            raw = value if isinstance(value, bytes) else value.format(dir=self.path, tls=TLS).encode()
            text += (b"" if name in ("top", "rest") else f"[{name}]\n".encode()) + raw + b"\n\n"
        self.config = self.write("newsbus.toml", text)
        for name, content in sections.get("sources.d", {}).items():
            (self.path / "sources.d").mkdir(exist_ok=True)
            self.write(f"sources.d/{name}", content if isinstance(content, bytes) else content.encode())

    def write(self, name, text):
        """Takes the mark out and notes where it stood."""
        path = self.path / name
        for mark in ("§".encode(), "§".encode("utf-16-le")):
            if mark in text:
                before = text[:text.index(mark)]
                self.expected = f"{path}:{1 + before.count(10)}:{1 + len(before) - (before.rfind(10) + 1)}: "
                text = text.replace(mark, b"")
        path.write_bytes(text)
        return path

    def run(self, command, **options):
        return subprocess.run([NEWSBUS, command, "--config", str(self.config)], cwd=self.path, capture_output=True, text=True, timeout=60, **options)

    def start(self):
        """`newsbus run` up to READY=1, then SIGTERM; returns (exit code, log)."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify, open(self.path / "log", "wb") as log:
            notify.bind(str(self.path / "notify"))
            notify.settimeout(60)
            process = subprocess.Popen([NEWSBUS, "run", "--config", str(self.config)], cwd=self.path, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                       env={**os.environ, "NOTIFY_SOCKET": str(self.path / "notify")})
            try:
                while process.poll() is None:
                    notify.settimeout(0.2)
                    try:
                        if b"READY=1" in notify.recv(65536):
                            break
                    except TimeoutError:
                        continue
                ready = process.poll() is None
                process.send_signal(signal.SIGTERM)
                code = process.wait(30)
            finally:
                process.kill()
        return (code if ready else f"not ready, {code}"), (self.path / "log").read_text()

    def close(self):
        shutil.rmtree(self.path, ignore_errors=True)


class Check(SystemTest):
    def folder(self, sections):
        folder = Folder(sections)
        self.addCleanup(folder.close)
        return folder

    def assert_refused(self, folder, phrase):
        check, run = folder.run("check"), folder.run("run")
        self.assertEqual((check.returncode, run.returncode), (2, 2), check.stderr + run.stderr)
        problems = [line for line in check.stderr.splitlines() if ": warning: " not in line]
        self.assertEqual(len(problems), 1, check.stderr)
        self.assertTrue(problems[0].startswith(folder.expected), f"{problems[0]}\nexpected at {folder.expected}")
        self.assertIn(phrase, problems[0])
        self.assertEqual(run.stderr, check.stderr)
        self.assertFalse((folder.path / "state").exists())

    def test_there_are_enough_rows(self):
        self.assertGreaterEqual(len(WRONG) + len(WRONG_FILES), 60)
        self.assertGreaterEqual(len(RIGHT), 20)

    def test_what_check_calls_wrong_run_refuses_in_the_same_words(self):
        for what, sections, phrase in WRONG:
            with self.subTest(what):
                self.assert_refused(self.folder(sections), phrase)

    def test_the_same_holds_for_the_files_of_sources_d(self):
        for what, files, phrase in WRONG_FILES:
            with self.subTest(what):
                self.assert_refused(self.folder({"sources.d": files}), phrase)

    def test_a_file_that_is_none_is_named(self):
        for what, path, phrase in (("a folder", "", "is a directory, not a file"), ("nothing", "none.toml", "No such file or directory"),
                                   ("a device", "/dev/null", "is not a regular file")):
            with self.subTest(what):
                folder = self.folder({})
                folder.config = folder.path / path
                for command in ("check", "run"):
                    done = folder.run(command)
                    self.assertEqual(done.returncode, 2)
                    self.assertEqual(done.stderr.splitlines()[0], f"{folder.config}: {done.stderr.splitlines()[0].split(': ', 1)[1]}")
                    self.assertIn(phrase, done.stderr)
        folder = self.folder({})
        (folder.path / "sources.d").write_text("")
        self.assertIn("sources.d: is not a folder", folder.run("check").stderr)

    def test_what_check_calls_right_run_starts(self):
        for what, sections in RIGHT.items():
            with self.subTest(what):
                folder = self.folder(sections)
                check = folder.run("check")
                self.assertEqual((check.returncode, check.stderr), (0, ""))
                self.assertRegex(check.stdout, r"^ok: \d+ sources?, chain [a-z_, ]+\n$")
                code, log = folder.start()
                self.assertEqual(code, 0, log)
                self.assertNotIn("configuration questioned", log)

    def test_a_warning_stops_nothing_and_is_logged(self):
        for what, sections, phrase in WARNED:
            with self.subTest(what):
                folder = self.folder(sections)
                check = folder.run("check")
                self.assertEqual(check.returncode, 0, check.stderr)
                [line] = check.stderr.splitlines()
                self.assertTrue(line.startswith((folder.expected or f"{folder.config}: ") + "warning: "), line)
                self.assertIn(phrase, line)
                self.assertIn("; 1 warning\n", check.stdout)
                code, log = folder.start()
                self.assertEqual(code, 0, log)
                self.assertIn("configuration questioned why=" + json.dumps(line, ensure_ascii=False), log)

    def test_all_problems_are_told_at_once_and_none_twice(self):
        folder = self.folder({"state": 'dir = 5', "bus": 'publish = "tcp://*:1"\nreplay = "ipc://{dir}/none/x"',
                              **mine("exec", 'command = ["/no/such"]\ntimeout = 3'),
                              "control": 'listen = "unix:{dir}/odd"'})
        told = folder.run("check").stderr.splitlines()
        self.assertEqual([line.split(": ")[1].strip("`") for line in told], ["dir", "publish", "replay", "listen", "timeout"], told)

    def test_a_link_to_the_configuration_is_followed_and_sources_stand_beside_the_link(self):
        folder = self.folder({"sources.d": {"a.toml": '[[source]]\nid = "a"\nurl = "http://127.0.0.1:9/a"\n'}})
        (folder.path / "beside").mkdir()
        folder.config = folder.path / "beside/linked.toml"
        folder.config.symlink_to(folder.path / "newsbus.toml")
        self.assertEqual(folder.run("check").stdout, "ok: 1 source, chain empty\n")

    def test_what_this_user_may_not_do_is_a_problem(self):
        folder = self.folder({})
        folder.path.chmod(0o755)
        (folder.path / "state").mkdir(0o555)
        nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        try:
            subprocess.run([NEWSBUS, "schema"], capture_output=True, timeout=60, check=True, **nobody)
        except (PermissionError, FileNotFoundError):
            self.skipTest("the program is out of reach for another user")
        (folder.path / "pub").touch()
        (folder.path / "pub").unlink()
        done = folder.run("check", **nobody)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("state cannot be written to by user", done.stderr)
        (folder.path / "sources.d").mkdir(0o000)
        done = folder.run("check", **nobody)
        self.assertIn("sources.d: cannot be read: Permission denied", done.stderr)
        (folder.path / "sources.d").chmod(0o755)


class Live(SystemTest):
    def start(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site)]))
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: daemon.whole_log(), "the article")
        return site, daemon

    def test_check_is_silent_beside_a_running_daemon(self):
        _, daemon = self.start()
        done = daemon.run("check")
        self.assertEqual((done.returncode, done.stdout), (0, "ok: 1 source, chain " + done.stdout.split("chain ")[1]))
        self.assertNotIn("state", done.stderr.replace(str(daemon.config), ""))

    def test_a_refused_reload_is_seen_until_the_next_good_one(self):
        _, daemon = self.start()
        good = daemon.config.read_text()
        self.assertEqual(daemon.metric("newsbus_config_last_reload_successful"), 1)
        applied = daemon.metric("newsbus_config_last_reload_success_timestamp_seconds")
        self.assertGreater(applied, 1.7e9)
        line = good[:good.index("[control]")].count("\n") + 2
        daemon.config.write_text(good.replace('listen = "unix:', 'listen = "unix:/no/such/folder') + "\nwrong = 1\n")
        daemon.reload()
        first = f"{daemon.config}:{line}:10: `listen`: /no/such/folder"
        self.assertIn(first, daemon.log())
        self.assertIn(r'unknown key \"wrong\"', daemon.log())
        self.assertEqual(daemon.metric("newsbus_config_last_reload_successful"), 0)
        self.assertEqual(daemon.metric("newsbus_config_last_reload_success_timestamp_seconds"), applied)
        told = json.loads(daemon.get("/status")[1])["configuration"]
        self.assertTrue(told["refused"].startswith(first), told)
        self.assertTrue(told["refused"].endswith("(and 1 more)"), told)
        self.assertIn("refusedAt", told)
        statuses = [notice for notice in daemon.notices if notice.startswith("STATUS=")]
        self.assertRegex(statuses[-1], r"^STATUS=1 sources?, sent up to \d+; reload refused: .*newsbus.toml:")
        before = len(daemon.notices)
        wait_until(lambda: any("reload refused" in notice for notice in daemon.notices[before:]), "the next status, which says it too")
        daemon.config.write_text(good)
        shown = daemon.run("status")
        self.assertRegex(shown.stdout, r"(?m)^last reload refused .*newsbus.toml:\d+:10: `listen`")
        daemon.reload()
        self.assertNotIn("refused", json.loads(daemon.get("/status")[1])["configuration"])
        self.assertEqual(daemon.metric("newsbus_config_last_reload_successful"), 1)
        self.assertNotIn("refused", daemon.run("status").stdout)

    def test_a_changed_state_folder_is_refused_at_its_place(self):
        _, daemon = self.start()
        daemon.sections["state"]["dir"] = str(daemon.folder / "other")
        daemon.write_config()
        daemon.reload()
        self.assertRegex(daemon.log(), r"reload refused why=.*newsbus.toml:\d+:\d+: \[state\] cannot change while the daemon runs")


if __name__ == "__main__":
    main()

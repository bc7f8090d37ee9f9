"""The command line as people and scripts meet it: numbers, words, terminals, pipes that close."""
import json
import os
import re
import signal
import subprocess
import tempfile
import unittest

from case import NEWSBUS, SystemTest, item, main, rss, wait_until
from support.terminal import Screen, on_terminal, plain, width_of

LARGEST = "18446744073709551615"


def newsbus(*arguments, **options):
    return subprocess.run([NEWSBUS, *arguments], capture_output=True, text=True, timeout=60, **options)


class Numbers(SystemTest):
    def sequences(self, done):
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return [int(json.loads(line)["sequence"]) for line in done.stdout.splitlines()]

    def test_numbers_as_messages_print_them_are_decimal(self):
        site = self.site()
        site.put("/feed.xml", rss([item(n, site) for n in range(14)]))
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 14, "the articles")
        tenth = daemon.whole_log()[9].attributes["sequence"]
        self.assertEqual(tenth, "00000000000000000010")
        for running in (True, False):
            with self.subTest(running=running):
                if not running:
                    self.assertEqual(daemon.stop(), 0)
                self.assertEqual(self.sequences(daemon.run("replay", "--from", tenth, "--to", "00000000000000000012")), [10, 11, 12])
                self.assertEqual(self.sequences(daemon.run("replay", "--from", "010", "--limit", "02")), [10, 11])
        daemon.start()
        self.assertEqual(self.sequences(daemon.run("tap", "--from", tenth, "--count", "003")), [10, 11, 12])

    def test_what_is_no_number_is_named_with_its_option(self):
        for value in ("99999999999999999999", "-1", "0x10", "1e3", "abc", "1.5", "+1", " 1"):
            with self.subTest(value):
                done = newsbus("replay", f"--from={value}")
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertEqual(done.stderr, f'newsbus replay: --from: "{value}" is not a whole number from 0 to {LARGEST}\n')
        self.assertEqual(newsbus("replay", "--from", "-1").stderr,
                         f'newsbus replay: --from: "-1" is not a whole number from 0 to {LARGEST}\n')
        self.assertIn("from 1 to 100\n", newsbus("discover", "--max-requests", "0", "x.example").stderr)


class Words(unittest.TestCase):
    def test_a_mistyped_word_is_told_with_the_one_that_was_meant(self):
        for words, message in {
            "statsu": "newsbus: statsu: unknown command, did you mean `status`?",
            "stauts --jsno": "newsbus: stauts: unknown command, did you mean `status`?",
            "status --jsno": "newsbus status: --jsno: unknown option, did you mean `--json`?",
            "help nonsense": "newsbus: nonsense: unknown command (see newsbus help)",
            "run --log-level debgu": 'newsbus run: --log-level: "debgu" is none of error, warn, info, debug, trace, did you mean `debug`?',
            "parse --as fede": 'newsbus parse: --as: "fede" is none of feed, listing, sitemap, page, text, did you mean `feed`?',
            "status --sort x": 'newsbus status: --sort: "x" is none of health, id, next, articles',
            "replay --from": "newsbus replay: --from: needs a value",
            "check more": "newsbus check: more: unexpected",
        }.items():
            with self.subTest(words):
                done = newsbus(*words.split())
                self.assertEqual((done.returncode, done.stdout, done.stderr), (2, "", message + "\n"))

    def test_help_is_a_command_too(self):
        for asked in (["help"], ["help", "help"], ["-h"]):
            self.assertEqual(newsbus(*asked).stdout, newsbus("--help").stdout)
        commands = re.findall(r"^  ([a-z]+) ", newsbus("help").stdout, re.M)
        self.assertIn("status", commands)
        for command in commands:
            done = newsbus("help", command)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual(done.stdout, newsbus(command, "--help").stdout)
            self.assertIn(f"Usage: newsbus {command} ", done.stdout)

    def test_without_a_command_it_shows_the_usage(self):
        done = newsbus()
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("Usage: newsbus COMMAND", done.stderr)

    def test_help_fits_the_terminal(self):
        for columns, most in ((60, 60), (80, 80), (100, 100), (400, 100)):
            for command in ("replay", "status", "parse", "tap"):
                text, code = on_terminal([NEWSBUS, "help", command], columns)
                self.assertEqual(code, 0)
                self.assertLessEqual(max(map(width_of, text.splitlines())), most, text)


class Status(SystemTest):
    NAMES = ["wire", "city", "x" * 60]

    def running(self):
        site = self.site()
        site.put("/feed.xml", rss([item(n, site) for n in range(3)]))
        daemon = self.daemon([self.source(site, name, f"/{'feed' if name == 'wire' else name}.xml") for name in self.NAMES]).start()
        wait_until(lambda: {s["health"] for s in json.loads(daemon.get("/status")[1])["sources"]} == {"ok", "failing"}, "the polls")
        return daemon

    def command(self, daemon, *arguments):
        return [NEWSBUS, "status", "--config", str(daemon.config), *arguments]

    def test_it_fits_the_terminal_and_is_whole_in_a_pipe(self):
        daemon = self.running()
        for columns in (20, 80, 400):
            for environment in ({}, {"COLUMNS": "abc"}):
                text, code = on_terminal(self.command(daemon), columns, environment=environment)
                self.assertEqual(code, 0)
                self.assertLessEqual(max(map(width_of, text.splitlines())), columns, text)
        text, _ = on_terminal(self.command(daemon), 200, environment={"COLUMNS": "40"})
        self.assertLessEqual(max(map(width_of, text.splitlines())), 40)
        whole = daemon.run("status", env={**os.environ, "COLUMNS": "20"}).stdout
        self.assertIn("x" * 60 + "  failing", whole)
        self.assertIn("3 sources: 2 failing, 1 ok\n", whole)
        self.assertIn("WAITING", whole)

    def test_it_colours_where_that_is_wanted(self):
        daemon = self.running()
        coloured = lambda columns, *arguments, **environment: "\x1b[33mfailing\x1b[0m" in on_terminal(
            self.command(daemon, *arguments), columns, environment=environment)[0]
        self.assertTrue(coloured(80))
        for no in ({"NO_COLOR": "1"}, {"CLICOLOR": "0"}, {"TERM": "dumb"}):
            self.assertFalse(coloured(80, **no), no)
        self.assertFalse(coloured(80, "--color", "never"))
        self.assertTrue(coloured(80, "--color", "always", NO_COLOR="1"))
        self.assertNotIn("\x1b", daemon.run("status").stdout)
        self.assertIn("\x1b[33m", daemon.run("status", "--color=always").stdout)
        self.assertIn("\x1b[33m", daemon.run("status", env={**os.environ, "CLICOLOR_FORCE": "1"}).stdout)

    def test_it_sorts_and_filters(self):
        daemon = self.running()
        ids = lambda *arguments: re.findall(r"^(\S+) +(?:ok|failing) ", daemon.run("status", *arguments).stdout, re.M)
        self.assertEqual(ids(), ["city", "x" * 60, "wire"])
        self.assertEqual(ids("--sort", "id"), ["city", "wire", "x" * 60])
        self.assertEqual(ids("--sort", "articles"), ["wire", "city", "x" * 60])
        self.assertEqual(ids("--failing"), ["city", "x" * 60])
        self.assertEqual(ids("--source", "w*", "--source", "city"), ["city", "wire"])
        self.assertEqual([s["id"] for s in json.loads(daemon.run("status", "--json").stdout)["sources"]],
                         [s["id"] for s in json.loads(daemon.get("/status")[1])["sources"]])
        self.assertEqual([s["id"] for s in json.loads(daemon.run("status", "--json", "--source", "wire").stdout)["sources"]], ["wire"])
        done = daemon.run("status", "--source", "wrie")
        self.assertEqual((done.returncode, done.stderr),
                         (2, "newsbus status: --source: no source is called wrie, did you mean `wire`?\n"))

    def test_watching_goes_on_while_the_daemon_is_away(self):
        daemon = self.running()
        watch = subprocess.Popen(self.command(daemon, "--watch", "1"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            self.assertNotIn("\x1b", watch.stdout.readline())  # the time of the first frame
            wait_until(lambda: "newsbus runs" in watch.stdout.readline(), "a frame")
            daemon.stop()
            wait_until(lambda: "newsbus is not running" in watch.stdout.readline(), "a frame without a daemon")
            daemon.start()
            wait_until(lambda: "newsbus runs" in watch.stdout.readline(), "a frame after the restart")
            watch.send_signal(signal.SIGTERM)
            self.assertEqual(watch.stderr.read(), "")
            self.assertEqual(watch.wait(30), -signal.SIGTERM)
        finally:
            watch.kill()
            watch.wait()
            watch.stdout.close(), watch.stderr.close()

    def test_watching_on_a_terminal_redraws_in_place(self):
        daemon = self.running()
        screen = Screen(self.command(daemon, "--watch", "1"), 80, rows=5)
        try:
            text = ""
            while text.count("\x1b[H") < 3:
                text += screen.read()
            screen.process.send_signal(signal.SIGINT)
            text += screen.rest()
            self.assertEqual(screen.process.wait(30), -signal.SIGINT)
        finally:
            screen.close()
        self.assertEqual(text.count("\x1b[2J"), 1)
        frame = plain(text.split("\x1b[H")[2]).splitlines()
        self.assertRegex(frame[0], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")
        self.assertEqual((len(frame), frame[-1]), (4, "... 5 more"))  # the cursor needs the fifth line
        self.assertNotIn("\x1b[?", text)  # no mode was changed that would have to be put back


class Pipes(SystemTest):
    def leaves(self, command, lines=1, **options):
        """Reads so many lines of the command's output, then closes the pipe; returns (exit code, stderr)."""
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
        try:
            for _ in range(lines):
                self.assertTrue(process.stdout.readline())
            process.stdout.close()
            return process.wait(60), process.stderr.read()
        finally:
            process.kill()
            process.wait()
            process.stderr.close()

    def test_commands_end_quietly_when_their_reader_leaves(self):
        site = self.site()
        site.put("/feed.xml", rss([item(n, site, content=f"<p>{'word ' * 20000}</p>") for n in range(5)]))
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 5, "the articles")
        config = ["--config", str(daemon.config)]
        for command in (["replay"], ["tap"], ["tap", "--from", "1"], ["tap", "--from", "1", "--pretty"], ["status", "--watch"]):
            with self.subTest(command):
                if command == ["tap"]:
                    process = subprocess.Popen([NEWSBUS, *command, *config], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                    process.stdout.close()  # before anything was published
                    self.assertEqual((process.wait(60), process.stderr.read()), (0, b""))
                    process.stderr.close()
                else:
                    self.assertEqual(self.leaves([NEWSBUS, *command, *config]), (0, ""))

    def test_tap_can_be_ended_while_its_reader_does_not_read(self):
        site = self.site()
        site.put("/feed.xml", rss([item(n, site, content=f"<p>{'word ' * 20000}</p>") for n in range(5)]))
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 5, "the articles")
        tap = subprocess.Popen([NEWSBUS, "tap", "--from", "1", "--config", str(daemon.config)], stdout=subprocess.PIPE)
        try:
            self.assertTrue(tap.stdout.read(1))  # it writes; 500 kB do not fit into the pipe
            tap.send_signal(signal.SIGTERM)
            self.assertEqual(tap.wait(30), -signal.SIGTERM)
        finally:
            tap.kill()
            tap.wait()
            tap.stdout.close()

    def test_parse_in_a_batch_ends_when_its_reader_leaves(self):
        with tempfile.NamedTemporaryFile(suffix=".xml") as feed, tempfile.NamedTemporaryFile("w+") as batch:
            feed.write(rss([item(n) for n in range(3)]))
            feed.flush()
            batch.write((json.dumps({"url": "http://site.invalid/", "file": feed.name}) + "\n") * 500)
            batch.flush()
            with open(batch.name) as lines:
                self.assertEqual(self.leaves([NEWSBUS, "parse", "--batch"], stdin=lines), (0, ""))

    def test_the_demo_leaves_nothing_behind_when_its_reader_leaves(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(self.leaves([NEWSBUS, "demo"], lines=3, env={**os.environ, "TMPDIR": folder}), (0, ""))
            self.assertEqual(os.listdir(folder), [])

    def test_the_demo_leaves_nothing_behind_when_it_is_ended(self):
        for number in (signal.SIGHUP, signal.SIGTERM):
            with self.subTest(number), tempfile.TemporaryDirectory() as folder:
                demo = subprocess.Popen([NEWSBUS, "demo"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        env={**os.environ, "TMPDIR": folder})
                wait_until(lambda: "backfill" in demo.stdout.readline(), "the first article")
                demo.send_signal(number)
                demo.stdout.read()
                self.assertEqual(demo.wait(30), 1)
                demo.stdout.close()
                self.assertEqual(os.listdir(folder), [])

    def test_what_a_killed_demo_left_is_removed_by_the_next_one(self):
        def demos():  # SQLite of a daemon that runs makes a file beside them now and then and unlinks it at once
            return [name for name in os.listdir(folder) if not name.startswith("etilqs_")]

        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "TMPDIR": folder}
            demo = subprocess.Popen([NEWSBUS, "demo"], stdout=subprocess.PIPE, text=True, env=environment)
            wait_until(lambda: "backfill" in demo.stdout.readline(), "the first article")
            self.assertEqual(self.leaves([NEWSBUS, "demo"], lines=3, env=environment), (0, ""))
            self.assertEqual(len(demos()), 1)  # that of the demo that runs
            demo.kill()
            demo.wait(30)
            demo.stdout.close()
            self.assertEqual(len(demos()), 1)
            self.assertEqual(self.leaves([NEWSBUS, "demo"], lines=3, env=environment), (0, ""))
            self.assertEqual(demos(), [])

    def test_a_full_disk_is_an_error(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site)]))
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: daemon.whole_log(), "the article")
        config = ["--config", str(daemon.config)]
        for command in (["schema"], ["help"], ["replay", *config], ["status", *config], ["tap", "--from", "1", *config],
                        ["check", *config], ["export", *config]):
            with self.subTest(command), open("/dev/full", "w") as full:
                done = subprocess.run([NEWSBUS, *command], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
                self.assertEqual(done.returncode, 1)
                self.assertIn(": standard output: No space left on device\n", done.stderr)

    def test_a_closed_standard_output_is_an_error_and_no_file_takes_its_place(self):
        done = subprocess.run(f"'{NEWSBUS}' schema >&-", shell=True, stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (1, "newsbus schema: standard output: Bad file descriptor\n"))


class Tap(SystemTest):
    def test_pretty_lines_fit_the_terminal_and_go_on_after_a_restart(self):
        site = self.site()
        headlines = ["北京市政府星期一宣布了新的交通计划以减少城市中的拥堵" * 3, "أعلنت الحكومة يوم الاثنين عن خطة جديدة" * 4]
        site.put("/feed.xml", rss([item(n, site, title=title) for n, title in enumerate(headlines)]))
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "the articles")
        tap = Screen([NEWSBUS, "tap", "--config", str(daemon.config), "--from", "1", "--count", "3", "--pretty"], 70)
        try:
            text = ""
            while text.count("/a/") < 2:
                text += tap.read()
            daemon.kill()
            site.put("/feed.xml", rss([item(0, site, title="A corrected headline"), item(1, site, title=headlines[1])]))
            daemon.start()
            text += tap.rest()
            self.assertEqual(tap.process.wait(60), 0)
        finally:
            tap.close()
        lines = plain(text).splitlines()
        self.assertLessEqual(max(width_of(line) for line in lines if "http" not in line), 70, text)
        self.assertIn("    + A corrected headline", lines)
        self.assertTrue(any(line.startswith("    - 北京市政府") for line in lines), text)


if __name__ == "__main__":
    main()

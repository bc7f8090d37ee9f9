"""The demo is the first thing a newcomer runs: it has to end by itself, with every site and exit code 0."""
import os
import signal
import subprocess
import tempfile
import time
import unittest

from case import NEWSBUS, main, wait_until

SITES = ("harbour-gazette", "valley-courier", "meridian", "carnet", "wetterwarte", "island-post", "vestnik", "city-wire",
         "radio-costa")


class Demo(unittest.TestCase):
    def test_it_shows_every_site_and_ends_with_0(self):
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            done = subprocess.run([NEWSBUS, "demo"], capture_output=True, text=True, timeout=120,
                                  env={**os.environ, "TMPDIR": folder})
            self.assertEqual(done.returncode, 0, done.stdout[-3000:] + done.stderr)
            self.assertLess(time.monotonic() - began, 60)
            self.assertEqual(os.listdir(folder), [])  # it cleans up
        summary = done.stdout[done.stdout.index("== Summary"):]
        for site in SITES:
            self.assertIn(site, summary)
        self.assertNotIn("BAD", done.stdout)
        self.assertNotIn("\x1b", done.stdout)  # no colour into a pipe
        for told in ("Sturmböen", "В городской библиотеке", "updated", "failing", "by replay", "the same bytes"):
            self.assertIn(told, done.stdout)

    def test_it_fails_where_the_sites_are_not(self):
        done = subprocess.run([NEWSBUS, "demo", "--sites", "/nonexistent"], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("/nonexistent", done.stderr)

    def test_interrupted_it_takes_its_daemon_along(self):
        with tempfile.TemporaryDirectory() as folder:
            demo = subprocess.Popen([NEWSBUS, "demo"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                    env={**os.environ, "TMPDIR": folder})
            wait_until(lambda: "backfill" in demo.stdout.readline(), "the first article")
            demo.send_signal(signal.SIGINT)
            demo.stdout.read()
            self.assertEqual(demo.wait(30), 1)
            demo.stdout.close()
            self.assertEqual(os.listdir(folder), [])


if __name__ == "__main__":
    main()

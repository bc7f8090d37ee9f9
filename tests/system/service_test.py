"""Start, reload, stop, the control address and the status command."""
import json
import signal
import socket
import time
from pathlib import Path

from case import Reply, SystemTest, item, main, rss, wait_until


class Service(SystemTest):
    def one_source(self, **sections):
        site = self.site()
        site.put("/feed.xml", rss([item(n, site) for n in range(2)]))
        return site, self.daemon([self.source(site)], **sections)

    def test_sigterm_ends_within_five_seconds_with_exit_code_0(self):
        site = self.site(hosts=3)
        for host in range(3):
            site.put("/feed.xml", Reply(body=rss([item(1, site, host)]), delay=60 if host else 0), host)
        daemon = self.daemon([self.source(site, f"s{host}", host=host) for host in range(3)]).start()
        wait_until(lambda: daemon.whole_log(), "an article")
        began = time.monotonic()
        self.assertEqual(daemon.stop(), 0)
        self.assertLess(time.monotonic() - began, 5)
        wait_until(lambda: "STOPPING=1" in daemon.notices, "STOPPING=1")

    def test_a_reload_applies_the_difference(self):
        site, daemon = self.one_source()
        site.put("/second.xml", rss([item(7, site)]))
        daemon.start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "the first source")
        daemon.sources = [self.source(site, "second", "/second.xml")]
        daemon.write_config()
        daemon.reload()
        wait_until(lambda: len(daemon.whole_log()) == 3, "the second source")
        polls = len(site.seen("/feed.xml"))
        asked = len(site.seen("/second.xml"))
        wait_until(lambda: len(site.seen("/second.xml")) >= asked + 2, "two more polls of the second source")
        self.assertLessEqual(len(site.seen("/feed.xml")) - polls, 1)  # one may have been under way

    def test_a_bad_file_on_reload_changes_nothing_and_says_why(self):
        site, daemon = self.one_source()
        daemon.start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "the articles")
        good = daemon.config.read_text()
        daemon.config.write_text(good.replace('interval = "1s"', 'intervall = "1s"').replace("wire", "other"))
        daemon.reload()
        line = 1 + good[:good.index('\ninterval = "1s"') + 1].count("\n")
        self.assertIn(f"newsbus.toml:{line}:1: ", daemon.log())
        self.assertIn("interval", daemon.log())
        asked = len(site.seen())
        wait_until(lambda: len(site.seen()) >= asked + 2, "two more polls")
        self.assertEqual([s["id"] for s in json.loads(daemon.get("/status")[1])["sources"]], ["wire"])

    def test_a_bad_file_at_start_is_exit_code_2_with_each_problem_on_a_line(self):
        site, daemon = self.one_source()
        daemon.config.write_text('chian = []\n[[source]]\nid = "a b"\nurl = "nonsense"\n')
        for command in ("check", "run"):
            with self.subTest(command):
                done = daemon.run(command)
                self.assertEqual(done.returncode, 2, done.stderr)
                problems = [line for line in (done.stdout + done.stderr).splitlines() if "newsbus.toml:" in line]
                self.assertEqual(len(problems), 3, done.stdout + done.stderr)
                self.assertIn("newsbus.toml:1:1: ", problems[0])

    def test_one_can_look_at_a_daemon_whose_files_are_wrong(self):
        site, daemon = self.one_source()
        daemon.start()
        wait_until(lambda: daemon.whole_log(), "an article")
        daemon.config.write_text(daemon.config.read_text() + '[[source]]\nid = "a b"\n')
        for command in (["status"], ["replay", "--from", "1"], ["poll", "--all"]):
            with self.subTest(command[0]):
                done = daemon.run(*command)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertTrue(done.stdout)
                self.assertIn("newsbus.toml:", done.stderr)
                self.assertIn("the configuration is wrong", done.stderr)
        daemon.config.write_text(daemon.config.read_text() + "x = \n")
        done = daemon.run("status")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("not TOML", done.stderr)
        self.assertIn("looking where the lines before say", done.stderr)
        daemon.config.write_text("[state\n")
        self.assertEqual(daemon.run("status").returncode, 2)

    def test_a_taken_port_is_exit_code_1(self):
        taken = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(taken.close)
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        site, daemon = self.one_source(bus={"publish": f"tcp://{address}"})
        done = daemon.run("run")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(address, done.stderr)

    def test_a_second_daemon_on_the_same_state_is_refused(self):
        site, daemon = self.one_source()
        daemon.start()
        second = self.daemon([self.source(site)], state={"dir": daemon.sections["state"]["dir"]})
        done = second.run("run")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(daemon.get("/health")[0], 200)

    def test_the_state_is_not_for_everybody_to_read(self):
        _, daemon = self.one_source()
        daemon.start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "the articles")
        files = {file.name: file.stat().st_mode & 0o007 for file in Path(daemon.sections["state"]["dir"]).iterdir()}
        self.assertIn("newsbus.db", files)
        self.assertEqual(set(files.values()), {0}, files)

    def test_the_control_address_answers(self):
        site, daemon = self.one_source()
        daemon.start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "the articles")
        self.assertEqual(daemon.get("/health"), (200, "ok\n"))
        self.assertEqual(daemon.get("/nothing")[0], 404)
        status, metrics = daemon.get("/metrics")
        self.assertEqual(status, 200)
        samples = [line for line in metrics.splitlines() if not line.startswith("#")]
        self.assertTrue(samples)
        for line in samples:
            self.assertRegex(line, r'^(newsbus|process)_[a-z_]+(\{[^}]*\})? -?[0-9.]+(e[+-]?[0-9]+)?$')
        wait_until(lambda: json.loads(daemon.get("/status")[1])["log"]["sent"] == 2, "the saved cursor")
        status = json.loads(daemon.get("/status")[1])
        self.assertEqual(status["log"], {"oldest": 1, "last": 2, "sent": 2})
        [source] = status["sources"]
        self.assertEqual((source["id"], source["health"], source["articles"]), ("wire", "ok", 2))

    def test_status_works_with_and_without_the_daemon(self):
        site, daemon = self.one_source()
        daemon.start()
        wait_until(lambda: len(daemon.whole_log()) == 2, "the articles")
        running = daemon.run("status")
        self.assertEqual(running.returncode, 0, running.stderr)
        self.assertRegex(running.stdout, r"(?m)^wire\s+ok\s+2\b")
        self.assertIn("newsbus runs", running.stdout)
        self.assertEqual(daemon.stop(), 0)
        stopped = daemon.run("status")
        self.assertEqual(stopped.returncode, 0, stopped.stderr)
        self.assertRegex(stopped.stdout, r"(?m)^wire\s+ok\s+2\b")
        self.assertIn("not running", stopped.stdout)

    def test_a_restart_polls_nothing_early(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site)]))
        daemon = self.daemon([self.source(site, interval="1h", max_interval="1h")]).start()
        wait_until(lambda: daemon.whole_log(), "the article")
        self.assertEqual(daemon.stop(), 0)
        daemon.start()
        subscriber = daemon.subscriber()
        subscriber.wait(lambda s: len(s.heartbeats) >= 10, "ten heartbeats of the second run")
        self.assertEqual(len(site.seen()), 1)

    def test_two_signals_in_a_row_still_stop(self):
        site, daemon = self.one_source()
        daemon.start()
        daemon.signal(signal.SIGHUP)
        self.assertEqual(daemon.stop(), 0)


if __name__ == "__main__":
    main()

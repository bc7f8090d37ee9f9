"""A state that is put back from a copy begins a new epoch, subscribers get what was given out twice; nothing else changes it."""
import json
import shutil
import sqlite3

from case import SystemTest, item, main, rss, wait_until


class Epoch(SystemTest):
    def setUp(self):
        self.the_site = self.site()
        self.items = 0
        self.publish(3)
        self.the_daemon = self.daemon([self.source(self.the_site)])
        self.state = self.the_daemon.folder / "state"

    def publish(self, count):
        """More articles stand in the feed."""
        self.items += count
        self.the_site.put("/feed.xml", rss([item(n) for n in range(1, self.items + 1)]))

    def start(self):
        self.the_daemon.start("--now")
        self.wait_for_articles()

    def wait_for_articles(self):
        def all_there():
            return sum(m.is_article for m in self.the_daemon.whole_log()) == self.items
        wait_until(all_there, f"{self.items} articles")

    def status(self):
        return json.loads(self.the_daemon.run("status", "--json").stdout)

    def epoch(self):
        return self.status()["epoch"]

    def last(self):
        return self.status()["log"]["last"]

    def copy_database(self):
        """What `sqlite3 newsbus.db ".backup copy.db"` does, while the daemon runs."""
        copy = self.the_daemon.folder / "copy.db"
        with sqlite3.connect(self.state / "newsbus.db") as source, sqlite3.connect(copy) as target:
            source.backup(target)
        return copy

    def restore(self, copy):
        for name in ("newsbus.db", "newsbus.db-wal", "newsbus.db-shm"):
            (self.state / name).unlink(missing_ok=True)
        shutil.copy(copy, self.state / "newsbus.db")

    def test_a_restored_copy_begins_a_new_epoch_and_subscribers_get_what_was_given_out_twice(self):
        self.start()
        first, shared = self.epoch(), self.last()
        copy = self.copy_database()
        self.publish(4)
        self.wait_for_articles()
        given_out = self.last()
        before = {m.sequence: m for m in self.the_daemon.whole_log()}
        self.assertEqual({m.attributes["epoch"] for m in before.values()}, {first})
        self.assertEqual(self.the_daemon.stop(), 0)
        self.restore(copy)
        self.publish(1)
        self.the_daemon.start("--now")
        self.wait_for_articles()
        second = self.epoch()
        self.assertNotEqual(second, first)
        self.assertIn("a new epoch of the log begins", self.the_daemon.log())
        self.assertIn(f"epoch {second}", self.the_daemon.run("status").stdout)

        log = self.the_daemon.whole_log()
        self.assert_log_is_sound(log)
        for message in log:
            if message.sequence <= shared:
                self.assertEqual(message, before[message.sequence])  # byte for byte
            else:
                self.assertEqual(message.attributes["epoch"], second)

        # A subscriber that had everything of the first epoch is told where the logs part, then gets the rest.
        client = self.the_daemon.replay_client()
        messages, end = client.ask({"after": f"{given_out:020}", "epoch": first})
        self.assertEqual((messages, int(end["next"]), end["more"], end["epoch"]), ([], shared, True, second))
        messages, end = client.ask({"after": end["next"], "epoch": second})
        self.assertEqual([m.sequence for m in messages], list(range(shared + 1, log[-1].sequence + 1)))
        self.assertEqual(end["epoch"], second)

        _, refused = client.ask({"after": f"{log[-1].sequence + 5:020}", "epoch": second})
        self.assertIn("was put back unnoticed", refused["why"])

        listener = self.the_daemon.subscriber("heartbeat/")
        listener.wait(lambda s: s.heartbeats, "a heartbeat")
        beat = listener.heartbeats[0]
        self.assertEqual((beat.data["epoch"], beat.attributes["epoch"]), (second, second))

    def test_kills_starts_and_reloads_keep_the_epoch(self):
        self.start()
        first = self.epoch()
        for _ in range(10):
            self.publish(1)
            self.the_daemon.kill()
            self.start()  # and waits: an article whose visit dies four times in a row is set aside
        self.the_daemon.reload()
        self.assertEqual(self.the_daemon.stop(), 0)
        self.start()
        self.assertEqual(self.epoch(), first)
        self.assertEqual({m.attributes["epoch"] for m in self.the_daemon.whole_log()}, {first})
        self.assertNotIn("a new epoch", self.the_daemon.log())

    def test_a_state_from_before_there_were_epochs_keeps_its_bytes(self):
        self.start()
        self.the_daemon.stop()
        with sqlite3.connect(self.state / "newsbus.db") as database:
            database.executescript(
                "DROP VIEW message; DROP TABLE epoch; DROP INDEX outbox_subject; DROP INDEX note_id; ALTER TABLE note DROP COLUMN id;"
                "ALTER TABLE note DROP COLUMN first; ALTER TABLE note DROP COLUMN times;"
                "ALTER TABLE source DROP COLUMN name; ALTER TABLE source DROP COLUMN hint_least;"
                "ALTER TABLE source DROP COLUMN hint_skip; "
                "ALTER TABLE source DROP COLUMN newest_article; ALTER TABLE source DROP COLUMN rests_until;"
                "ALTER TABLE seen DROP COLUMN state; ALTER TABLE job DROP COLUMN first;"
                "ALTER TABLE seen DROP COLUMN earlier; ALTER TABLE seen DROP COLUMN date;"
                "ALTER TABLE seen DROP COLUMN date_precision; ALTER TABLE seen DROP COLUMN date_moves;"
                "ALTER TABLE source DROP COLUMN moving_dates; ALTER TABLE source DROP COLUMN validators_from;"
                "ALTER TABLE source DROP COLUMN fresh_for; ALTER TABLE source DROP COLUMN overtaken; DROP TABLE rest;"
                "DROP INDEX job_robots; DROP INDEX job_robots_free;"
                "DROP INDEX source_push; ALTER TABLE source DROP COLUMN push_stage; ALTER TABLE source DROP COLUMN push;"
                "DROP TRIGGER seen_added; DROP TRIGGER seen_forgotten; DROP TABLE remembered; DROP INDEX job_poll;"
                "DROP TABLE traffic;"
                "DROP TRIGGER waiting_added; DROP TRIGGER waiting_changed; DROP TRIGGER waiting_done; DROP TABLE waiting;"
                "PRAGMA user_version = 2")
        database.close()
        (self.state / "epoch").unlink()
        self.publish(1)
        self.start()
        log = self.the_daemon.whole_log()
        old = [m for m in log if "epoch" not in m.attributes]
        self.assertEqual([m.sequence for m in old], list(range(1, len(old) + 1)))
        self.assertTrue(old)
        self.assertEqual({m.attributes["epoch"] for m in log[len(old):]}, {self.epoch()})
        self.assertNotIn("a new epoch", self.the_daemon.log())

    def test_a_copied_folder_counts_for_itself(self):
        self.start()
        first = self.epoch()
        self.the_daemon.stop()
        shutil.copytree(self.state, self.the_daemon.folder / "copied")
        self.the_daemon.sections["state"]["dir"] = str(self.the_daemon.folder / "copied")
        self.the_daemon.write_config()
        self.start()
        self.assertNotEqual(self.epoch(), first)
        self.assertIn("the folder was copied", self.the_daemon.log())


if __name__ == "__main__":
    main()

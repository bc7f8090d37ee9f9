"""What a real daemon sends is what `newsbus schema` says, kind by kind."""
import json
import subprocess

import jsonschema
from case import NEWSBUS, SystemTest, item, main, rss, wait_until


class Schemas(SystemTest):
    @staticmethod
    def newsbus(*arguments):
        return subprocess.run([NEWSBUS, *arguments], capture_output=True, text=True, timeout=60)

    def assert_valid(self, kind, *bodies):
        schema = json.loads(self.newsbus("schema", kind).stdout)
        validator = jsonschema.Draft202012Validator(schema)
        for body in bodies:
            self.assertEqual([error.message for error in validator.iter_errors(body)], [], body)
            if kind not in ("article", "replay-request"):  # an unknown field would be one that nobody told about
                self.assertLessEqual(set(body), set(schema["properties"]))

    def test_every_kind_of_message_is_valid(self):
        site = self.site()
        site.put("/a.xml", rss([item(1), item(2)]))
        daemon = self.daemon([self.source(site, id="good", path="/a.xml"), self.source(site, id="bad", path="/nothing.xml")])
        daemon.start("--now")
        log = wait_until(lambda: len(daemon.whole_log()) >= 3 and daemon.whole_log(), "two articles and a failure")
        self.assert_valid("article", *(m.data for m in log if m.is_article))
        self.assert_valid("source", *(m.data for m in log if not m.is_article))
        self.assertEqual({m.topic.split(b"/")[0] for m in log}, {b"article", b"source"})
        for message in log:
            kind = message.topic.split(b"/")[0].decode()
            self.assertEqual(message.attributes["dataschema"], json.loads(self.newsbus("schema", kind).stdout)["$id"])

        listener = daemon.subscriber("heartbeat/")
        listener.wait(lambda s: s.heartbeats, "a heartbeat")
        self.assert_valid("heartbeat", *(m.data for m in listener.heartbeats))
        client = daemon.replay_client()
        request = {"request": "r1", "after": "0", "until": "2", "limit": 1, "topics": ["article/"]}
        self.assert_valid("replay-request", request)
        _, end = client.ask(json.dumps(request).encode())
        self.assert_valid("replay-end", end)
        for wrong in (b"[]", b'{"request": "r2", "limit": 0}'):
            _, refused = client.ask(wrong)
            self.assert_valid("replay-error", refused)

    def test_the_kinds_are_listed_and_others_refused(self):
        listed = self.newsbus("schema", "--list")
        self.assertEqual(listed.returncode, 0)
        kinds = [line.split()[0] for line in listed.stdout.splitlines()]
        self.assertEqual(kinds, ["article", "source", "heartbeat", "replay-request", "replay-end", "replay-error"])
        for kind in kinds:
            self.assertIn("urn:newsbus:" + kind, self.newsbus("schema", kind).stdout)
        self.assertEqual(self.newsbus("schema").stdout, self.newsbus("schema", "article").stdout)
        refused = self.newsbus("schema", "artikel")
        self.assertEqual((refused.returncode, refused.stdout), (2, ""))
        self.assertIn("artikel", refused.stderr)


if __name__ == "__main__":
    main()

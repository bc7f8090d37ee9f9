"""The base of the system tests: a site, a daemon on it, and the daemon's log when something went wrong."""
import os
import pathlib
import sys
import unittest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from support.bus import log_faults, wait_until  # noqa: E402,F401
from support.daemon import Daemon  # noqa: E402
from support.site import Reply, Site, item, page, prose, rss  # noqa: E402,F401

NEWSBUS = os.environ["NEWSBUS_BIN"]
SANITIZED = bool(os.environ.get("NEWSBUS_SANITIZE"))


# What a site shows instead of an article to those who have not agreed yet.
WALL = ('<!doctype html><html lang="en"><head><title>Before you go on</title><meta property="og:image" content="/logo.png"></head>'
        '<body><main><h1>Your choices</h1>' + "".join(
            f"<p>With your consent, we and our {n} partners use cookies or similar technologies to store, consult and process personal "
            "data such as your visit to this site. You may withdraw your consent in the privacy settings at any time.</p>"
            for n in range(700, 708)) + "<button>Accept all</button></main></body></html>").encode()


class SystemTest(unittest.TestCase):
    maxDiff = 2000

    def site(self, hosts=1):
        site = Site(hosts)
        self.addCleanup(site.close)
        return site

    def daemon(self, sources=(), **sections):
        daemon = Daemon(NEWSBUS, sources, **sections)
        self.addCleanup(daemon.close)
        self.addCleanup(self.show_log, daemon)  # runs before close()
        return daemon

    def show_log(self, daemon):
        result = self._outcome.result
        if any(test is self for test, _ in result.failures + result.errors):
            print(f"--- log of the daemon ({self.id()}) ---\n{daemon.log()[-4000:]}", file=sys.stderr)

    @staticmethod
    def source(site, id="wire", path="/feed.xml", host=0, **more):
        """A source polled every second whose entries have their text in the feed."""
        return {"id": id, "url": site.url(path, host), "interval": "1s", "max_interval": "1s", "full_text": "never", **more}

    def assert_log_is_sound(self, messages):
        self.assertEqual(log_faults(messages), [])


def main():
    unittest.main(verbosity=2)

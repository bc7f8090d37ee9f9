#!/usr/bin/python3
"""metrics.py must find what it looks for."""
import pathlib
import tempfile
import unittest

import metrics


def one(name, kind="gauge", labels=(), help="How many"):
    return list(metrics.faults([(name, kind, labels, help)]))


class Metrics(unittest.TestCase):
    def read(self, text):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "daemon/x.cpp"
            source.parent.mkdir()
            source.write_text(text)
            return metrics.registered(pathlib.Path(folder))

    def test_reads_every_way_to_register(self):
        found = self.read('''
            a_(counters.counter("newsbus_a_total", "A \\"quoted\\" (help)", Label{"result", "ok"})),
            b_(counters.seconds_gauge("newsbus_b_seconds", "Two "
                                      "parts")),
            c_(counters.histogram("newsbus_c_seconds", "C", bounds));
            page.gauge("newsbus_d", "D", {"source", "health"});
            page.sample({"x", "y"}, 1);''')
        self.assertEqual(found, [("newsbus_a_total", "counter", ("result",), 'A "quoted" (help)'),
                                 ("newsbus_b_seconds", "gauge", (), "Two parts"),
                                 ("newsbus_c_seconds", "histogram", (), "C"),
                                 ("newsbus_d", "gauge", ("source", "health"), "D")])

    def test_names(self):
        for name, kind in (("newsbus_x_total", "counter"), ("newsbus_x_seconds_total", "counter"), ("newsbus_x", "gauge"),
                           ("newsbus_x_timestamp_seconds", "gauge"), ("newsbus_x_bytes", "histogram")):
            self.assertEqual(one(name, kind), [], name)
        for name, kind in (("newsbus_x", "counter"), ("newsbus_x_total", "gauge"), ("newsbus_x_milliseconds", "gauge"),
                           ("newsbus_x_ms", "gauge"), ("newsbus_seconds_x", "gauge"), ("newsbus_x_count", "gauge"),
                           ("newsbus_x", "histogram"), ("newsbus_x_gauge", "gauge"), ("newsbus__x", "gauge"),
                           ("newsbus_kb", "gauge"), ("newsbus_X", "gauge"), ("newsbus_x_percent", "gauge")):
            self.assertNotEqual(one(name, kind), [], (name, kind))

    def test_help_and_labels(self):
        self.assertNotEqual(one("newsbus_x", help=""), [])
        self.assertNotEqual(one("newsbus_x", help="How many."), [])
        self.assertNotEqual(one("newsbus_x", labels=("url",)), [])
        self.assertNotEqual(one("newsbus_x", labels=("le",)), [])
        self.assertEqual(one("newsbus_x", labels=("source", "health")), [])

    def test_two_meanings_of_a_name(self):
        self.assertNotEqual(list(metrics.faults([("newsbus_x", "gauge", (), "A"), ("newsbus_x", "gauge", (), "B")])), [])

    def test_names_that_no_metric_has(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "docs").mkdir()
            (root / "docs/a.md").write_text("`newsbus_x_seconds_bucket`, `newsbus_y`\n`newsbus_y_bucket` too\n")
            known = [("newsbus_x_seconds", "histogram", (), "X"), ("newsbus_y", "gauge", (), "Y")]
            self.assertEqual(list(metrics.unknown_names(root, known)), ["docs/a.md:2: there is no metric newsbus_y_bucket"])


if __name__ == "__main__":
    unittest.main()

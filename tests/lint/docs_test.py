#!/usr/bin/python3
"""docs.py finds what it is there to find."""
import unittest

import docs

COMMANDS = {"status": "  --json   as JSON\n  --watch [N]\n", "why": "  --json\n"}


def faults(text):
    return list(docs.call_faults(docs.code_of(text), COMMANDS))


class Docs(unittest.TestCase):
    def test_commands_and_options_that_exist_are_no_faults(self):
        self.assertEqual(faults("`newsbus status --json` and\n\n```sh\nnewsbus why URL | less --chop\nnewsbus help why\n```\n"), [])

    def test_commands_that_do_not_exist_are_found_wherever_code_stands(self):
        for text in ("`newsbus probe URL`", "```sh\nsudo newsbus probe\n```\n", "words\n\n    newsbus probe\n"):
            self.assertEqual(faults(text), ["there is no command `newsbus probe`"])
        self.assertEqual(faults("`newsbus help probe`"), ["there is no command `newsbus probe`"])

    def test_options_of_another_command_are_found(self):
        self.assertEqual(faults("`newsbus why --watch 2`"), ["`newsbus why` has no option --watch"])

    def test_the_service_of_that_name_is_no_command(self):
        self.assertEqual(faults("`journalctl -u newsbus -p warning`, `sudo systemctl status newsbus --no-pager`, newsbus polls"), [])

    def test_metrics_are_found_and_their_series_known(self):
        text = "newsbus_a_seconds_bucket newsbus_a_seconds newsbus_b_total newsbus_module()"
        self.assertEqual(list(docs.metric_faults(text, {"newsbus_a_seconds"})), ["there is no metric newsbus_b_total"])


if __name__ == "__main__":
    unittest.main()

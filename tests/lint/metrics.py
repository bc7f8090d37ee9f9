#!/usr/bin/python3
"""Holds the table of metrics in docs/operations.md to the counters that the sources register.

metrics.py --root DIR [--update]: --update writes the table anew.
"""
import argparse
import pathlib
import re
import sys

CALL = re.compile(r'\b(?:counter|gauge)\(\s*"(newsbus_\w+)",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
BLOCK = re.compile(r"(<!-- metrics -->\n).*?(<!-- end -->)", re.S)


def registered(root):
    """{name: help} of every counter and gauge."""
    found = {}
    for folder in ("daemon", "plugins"):
        for path in sorted((root / folder).rglob("*.cpp")):
            for name, texts in CALL.findall(path.read_text()):
                found[name] = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', texts))
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--root", type=pathlib.Path, required=True)
    arguments.add_argument("--update", action="store_true")
    options = arguments.parse_args()

    found = registered(options.root)
    rows = "".join(f"| `{name}` | {text} |\n" for name, text in sorted(found.items()))
    page = options.root / "docs/operations.md"
    before = page.read_text()
    after = BLOCK.sub(lambda match: f"{match[1]}| name | what |\n|---|---|\n{rows}{match[2]}", before)
    if not found or not BLOCK.search(before):
        sys.exit("no counters in the sources, or no <!-- metrics --> table in docs/operations.md")
    if options.update:
        page.write_text(after)
    elif before != after:
        sys.exit("docs/operations.md: the table of metrics is not that of the sources: run tests/lint/metrics.py --root . --update")


if __name__ == "__main__":
    main()

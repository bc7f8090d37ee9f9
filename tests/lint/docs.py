#!/usr/bin/python3
"""Holds docs/ and README.md to the program: what they name exists, and what exists is named.

docs.py --root DIR --bin NEWSBUS [--update]

- every command and option that a page shows after `newsbus` exists; docs/commands.md holds the help of all of them
  (--update writes it anew);
- every metric that a page names stands in the table of docs/operations.md, which tests/lint/metrics.py holds to the program;
- every topic that a page names has an event or kind of the table in daemon/message/event.cpp; docs/bus.md tells all of these.
"""
import argparse
import pathlib
import re
import subprocess
import sys

PAGES = ("README.md", "docs/*.md")
FENCE = re.compile(r"^```.*?^```", re.S | re.M)
SPAN = re.compile(r"`([^`\n]+)`")
CALL = re.compile(r"(?<![\w/.-])newsbus +([a-z][a-z-]*)\b([^|;&#\n]*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
TOPIC = re.compile(r"\b(article|source)/([a-z]+)/")
NOT_A_CALL = re.compile(r"(systemctl|journalctl|apt-get|useradd|usermod|deluser|clone|-u|-U|cd|mkdir|install|chown)\b[^|;&\n]*$")
HEAD = """# Commands

Every command of `newsbus` with its options: what `newsbus help COMMAND` prints. Made by `tests/lint/docs.py --update`; a test keeps it so.
Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.
"""


def help_of(binary, *command):
    done = subprocess.run([binary, *command, "--help"], capture_output=True, text=True, timeout=60,
                          env={"COLUMNS": "100", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, check=True)
    return done.stdout.rstrip() + "\n"


def commands_of(binary):
    """{name: help} of every command, in the order of the program's own help."""
    names = re.findall(r"^  ([a-z][a-z-]*)  +\S", help_of(binary), re.M)
    return {name: help_of(binary, name) for name in names}


def reference(commands):
    return HEAD + "".join(f"\n## newsbus {name}\n\n```text\n{text}```\n" for name, text in commands.items())


def code_of(page):
    """The fenced blocks and code spans of a page: where programs are shown, not talked about."""
    blocks = FENCE.findall(page)
    indented = re.findall(r"^    .+$", FENCE.sub("", page), re.M)
    return blocks + indented + SPAN.findall(FENCE.sub("", page))


def call_faults(code, commands):
    for piece in code:
        for call in CALL.finditer(piece):
            if NOT_A_CALL.search(piece[:call.start()].rsplit("\n", 1)[-1]):
                continue
            name, rest = call.groups()
            if name == "help":
                name = rest.split()[0] if rest.split() else None
                if name in (None, *commands) or not re.fullmatch(r"[a-z-]+", name):  # a placeholder: COMMAND, CMD
                    continue
            if name not in commands:
                yield f"there is no command `newsbus {name}`"
                continue
            for option in OPTION.findall(rest):
                if option not in OPTION.findall(commands[name]):
                    yield f"`newsbus {name}` has no option {option}"


def metrics_of(root):
    table = re.search(r"<!-- metrics -->.*?<!-- end -->", (root / "docs/operations.md").read_text(), re.S)[0]
    return set(re.findall(r"^\| `(\w+)`", table, re.M))


def metric_faults(text, registered):
    for name in sorted(set(re.findall(r"\bnewsbus_[a-z_]+\b(?!\()", text))):
        if name not in registered and re.sub(r"_(bucket|sum|count)$", "", name) not in registered:
            yield f"there is no metric {name}"


def kinds(root):
    """{"article": events, "source": kinds} that the program sends: its own table of them."""
    rows = re.findall(r'\{Family::(\w+), "(\w+)"\}', (root / "daemon/message/event.cpp").read_text())
    return {family: {name for of, name in rows if of == family} for family in ("article", "source")}


def faults(root, commands):
    registered = metrics_of(root)
    sent = kinds(root)
    named = {"article": set(), "source": set()}
    for pattern in PAGES:
        for path in sorted(root.glob(pattern)):
            text = path.read_text()
            code = code_of(text)
            found = [*call_faults(code, commands), *metric_faults(text, registered)]
            for piece in code:
                for level, kind in TOPIC.findall(piece):
                    named[level].add(kind)
                    if kind not in sent[level]:
                        found.append(f"nothing is ever sent on {level}/{kind}/")
            yield from (f"{path.relative_to(root)}: {fault}" for fault in found)
    bus = (root / "docs/bus.md").read_text()
    for level, all_kinds in sent.items():
        for kind in sorted(all_kinds):
            if not re.search(rf"\b{kind}\b", bus):
                yield f"docs/bus.md: {level}/{kind}/ is not told"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--root", type=pathlib.Path, required=True)
    arguments.add_argument("--bin", required=True)
    arguments.add_argument("--update", action="store_true")
    options = arguments.parse_args()

    commands = commands_of(options.bin)
    page = options.root / "docs/commands.md"
    if options.update:
        page.write_text(reference(commands))
    found = list(faults(options.root, commands))
    if not page.exists() or page.read_text() != reference(commands):
        found.append("docs/commands.md is not what the program's help says: run tests/lint/docs.py --update")
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

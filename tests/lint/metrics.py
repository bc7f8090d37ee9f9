#!/usr/bin/python3
"""Holds what the sources register as metrics to the conventions of Prometheus, and the documents to the sources.

metrics.py --root DIR [--update]: --update writes the table of docs/operations.md anew.

The conventions are those of `promtool check metrics` and of prometheus.io/docs/practices/naming; promtool itself can
only be asked about a running daemon.
"""
import argparse
import pathlib
import re
import sys

STRING = r'"((?:[^"\\]|\\.)*)"'
CALL = re.compile(r'\b((?:seconds_)?(?:counter|gauge)|histogram)\(\s*"((?:newsbus|process)_\w+)",\s*((?:' + STRING + r'\s*)+)')
BLOCK = re.compile(r"(<!-- metrics -->\n).*?(<!-- end -->)", re.S)
MENTION = re.compile(r"\b(?:newsbus|process)_[a-z0-9_]+\b(?!\()")
HEAD = "| name | type | labels | what |\n|---|---|---|---|\n"

BASE_UNITS = ("seconds", "bytes")
WRONG_WORDS = {
    **dict.fromkeys("milliseconds microseconds nanoseconds millis micros minutes hours days ms us ns sec secs second".split(), "seconds"),
    **dict.fromkeys("kilobytes megabytes gigabytes kb mb gb kib mib gib byte bits octets".split(), "bytes"),
    **dict.fromkeys("percent percentage".split(), "ratio"),
    **dict.fromkeys("counter gauge histogram summary metric".split(), None),
}


def rest_of_call(text, at):
    """From `at` to the parenthesis that closes the call."""
    depth, i = 1, at
    while depth and i < len(text):
        if text[i] == '"':
            i = re.compile(STRING).match(text, i).end() - 1
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        i += 1
    return text[at:i - 1]


def labels_of(rest):
    """`Label{"result", value}` names one label and gives its value, `{"source", "health"}` names them all."""
    if one := re.search(r'\bLabel\{\s*"(\w+)"', rest):
        return (one[1],)
    names = re.search(r'\{((?:\s*"\w+"\s*,?)+)\}', rest)
    return tuple(re.findall(r'"(\w+)"', names[1])) if names else ()


def registered(root):
    """[(name, type, labels, help)] of every call that registers a metric, in name order."""
    found = set()
    for folder in ("daemon", "plugins"):
        for path in sorted((root / folder).rglob("*.cpp")):
            text = path.read_text()
            for call in CALL.finditer(text):
                help = "".join(re.findall(STRING, call[3])).replace('\\"', '"')
                found.add((call[2], call[1].removeprefix("seconds_"), labels_of(rest_of_call(text, call.end())), help))
    return sorted(found)


def faults_of_name(name, kind):
    words = name.split("_")
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", name):
        yield "is not made of lower-case words"
    if (kind == "counter") != (words[-1] == "total"):
        yield "a counter ends in _total, and nothing else does"
    if words[-1] in ("bucket", "sum", "count"):
        yield f"_{words[-1]} is the end of a part of a histogram"
    if kind == "histogram" and words[-1] not in BASE_UNITS:
        yield f"a histogram ends in its unit: {', '.join(BASE_UNITS)}"
    for word in words[1:]:
        if word in WRONG_WORDS:
            yield f"{word!r}: " + (f"the base unit is {WRONG_WORDS[word]}" if WRONG_WORDS[word] else "the type is no part of the name")
    unit = words[-2] if words[-1] == "total" else words[-1]
    if any(base in words for base in BASE_UNITS) and unit not in BASE_UNITS:
        yield "the unit is the last word, before _total"


def faults(metrics):
    """What is against the conventions, a line each."""
    for i, (name, kind, labels, help) in enumerate(metrics):
        said = list(faults_of_name(name, kind))
        if not help or help[0].islower() or help.endswith(".") or "|" in help:
            said.append("the help is one phrase: no lower-case letter first, no full stop")
        for label in labels:
            if not re.fullmatch(r"[a-z][a-z_]*", label) or label in ("le", "quantile"):
                said.append(f"{label!r} cannot be a label")
            if label in ("url", "title", "headline", "reason", "host"):
                said.append(f"{label!r}: what comes from outside never becomes a label")
        if i and metrics[i - 1][0] == name:
            said.append("is registered with two types, sets of labels or help texts")
        for fault in said:
            yield f"{name}: {fault}"


def table(metrics):
    return HEAD + "".join(f"| `{name}` | {kind} | {', '.join(f'`{label}`' for label in labels)} | {help} |\n"
                          for name, kind, labels, help in metrics)


def unknown_names(root, metrics):
    """Names in the documents and the rules that no metric has."""
    names = set()
    for name, kind, _, _ in metrics:
        names.add(name)
        if kind == "histogram":
            names.update(name + end for end in ("_bucket", "_sum", "_count"))
    pages = [root / "README.md", *sorted((root / "docs").glob("*.md")), *sorted((root / "examples").rglob("*.yml"))]
    for path in pages:
        if not path.exists():
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for name in MENTION.findall(line):
                if name not in names:
                    yield f"{path.relative_to(root)}:{number}: there is no metric {name}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--root", type=pathlib.Path, required=True)
    arguments.add_argument("--update", action="store_true")
    options = arguments.parse_args()

    metrics = registered(options.root)
    page = options.root / "docs/operations.md"
    before = page.read_text()
    if not metrics or not BLOCK.search(before):
        sys.exit("no metrics in the sources, or no <!-- metrics --> table in docs/operations.md")
    after = BLOCK.sub(lambda match: match[1] + table(metrics) + match[2], before)
    if options.update:
        page.write_text(after)
    problems = [*faults(metrics), *unknown_names(options.root, metrics)]
    if not options.update and before != after:
        problems.append("docs/operations.md: the table of metrics is not that of the sources: run tests/lint/metrics.py --root . --update")
    sys.exit("\n".join(problems) or 0)


if __name__ == "__main__":
    main()

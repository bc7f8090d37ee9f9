"""Holds what the schemas call reserved against the code: a field is marked exactly when nothing in newsbus fills it.

marks_test.py TREE: looks at the sources, since a field that nobody fills cannot be seen in any message.
"""
import json
import pathlib
import re
import sys

# These name the members of an article without filling them: the wire form, what counts as changed, and what cleans or passes
# on what others have filled.
PASSING_ON = {"daemon/article/json.cpp", "daemon/article/article.h", "daemon/article/digest.cpp", "daemon/extract/page/merged.cpp",
              "plugins/builtin/clean_text.cpp"}


def code(path):
    """The file without comments and texts."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', '""', text, flags=re.S)


def sources(tree, *folders):
    for folder in folders:
        for path in sorted((tree / folder).rglob("*")):
            if path.suffix in {".cpp", ".h"}:
                yield path


def schema_of(tree, kind):
    return json.loads((tree / f"docs/{kind}.schema.json").read_text(encoding="utf-8"))


def article_faults(tree):
    wire = (tree / "daemon/article/json.cpp").read_text(encoding="utf-8")
    member = dict(re.findall(r'f\("(\w+)", a\.(\w+)\)', wire))
    filling = "".join(code(path) for path in sources(tree, "daemon", "plugins")
                      if str(path.relative_to(tree)) not in PASSING_ON)
    for name, field in schema_of(tree, "article")["properties"].items():
        filled = name in member and re.search(rf"(\.|->|Article::){member[name]}\b", filling)
        marked = field.get("x-status") == "reserved"
        if filled and marked:
            yield f"article: {name} is called reserved, and is filled"
        if not filled and not marked:
            yield f"article: nothing fills {name}; mark it with x-status reserved"
        if marked and "Reserved:" not in field["description"]:
            yield f"article: the description of {name} does not say that it is reserved"


def sent(tree, family):
    """The kinds of messages of a family: the program's own table."""
    table = (tree / "daemon/message/event.cpp").read_text(encoding="utf-8")
    return set(re.findall(rf'\{{Family::{family}, "(\w+)"\}}', table))


def kind_faults(tree):
    kind = schema_of(tree, "source")["properties"]["kind"]
    if reserved := (set(kind["enum"]) - sent(tree, "source")) ^ set(kind["x-reserved"]):
        yield f"source: kinds that are wrongly called reserved, or not: {reserved}"
    channels = (tree / "docs/asyncapi.yaml").read_text(encoding="utf-8")
    for family, parameter in (("article", "event"), ("source", "kind")):
        listed = set(re.search(rf"{parameter}: \{{enum: \[([^]]*)\]", channels).group(1).split(", "))
        if listed != sent(tree, family):
            yield f"asyncapi.yaml: each {parameter} listed and not sent, or sent and not listed: {listed ^ sent(tree, family)}"


def main(tree):
    tree = pathlib.Path(tree)
    found = [*article_faults(tree), *kind_faults(tree)]
    print("\n".join(found) or "the marks are true")
    sys.exit(bool(found))


if __name__ == "__main__":
    main(*sys.argv[1:])

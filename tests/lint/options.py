#!/usr/bin/python3
"""Finds options that do nothing: members of the option structs that the configuration fills and no other code reads, and options of plugins
that the plugin does not ask for.

options.py --root DIR. A member counts as read where it is reached through one of the names that hold such structs (HOLDERS), outside
daemon/config, which writes them, and daemon/cli, whose commands have option structs of their own.
"""
import argparse
import pathlib
import re
import sys

STRUCTS = [("daemon/source/options.h", "Options"), ("daemon/http/options.h", "Options"), ("daemon/bus/options.h", "Options"),
           ("daemon/store/options.h", "Options"), ("daemon/message/message.h", "Addressing"),
           ("daemon/ledger/policy.h", "Policy"), ("daemon/extract/selectors/rules.h", "RuleTexts"),
           ("daemon/config/options.h", "Config")]
HOLDERS = r"\b(?:options_?(?:\(\))?|limits_?|source|configured|config_?|next|addressing_?|policy_?|texts)"
PLUGIN_OPTION = re.compile(r'^\s*\{"(\w+)", OptionType::', re.M)


def members(text, struct):
    """The names of the data members of a plain struct."""
    body = re.search(rf"struct {struct} \{{\n(.*?)\n\}};", text, re.S)
    if not body:
        sys.exit(f"there is no struct {struct} any more: tell tests/lint/options.py")
    code = re.sub(r"//[^\n]*", "", body[1])
    names = []
    for statement in re.sub(r"\{[^{}]*\}", "", code).split(";"):
        if "(" in statement or "operator" in statement or not statement.strip():
            continue
        declared = re.sub(r"<.*>", "", re.sub(r"=[^,]*", "", statement))
        names += re.findall(r"(\w+)\s*(?:,|$)", declared.strip())
    return names


def sources(root):
    for folder in ("daemon", "plugins"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".h", ".cpp") and not path.is_relative_to(root / "daemon/config") and not path.is_relative_to(root / "daemon/cli"):
                yield path


def problems(root, structs=STRUCTS):
    code = {path: path.read_text() for path in sources(root)}
    for header, struct in structs:
        names = members((root / header).read_text(), struct)
        text = "\n".join(content for path, content in code.items() if path != root / header)
        for name in names:
            if not re.search(rf"{HOLDERS}\.{name}\b(?!\s*=[^=])", text):
                yield f"{header}: nothing reads {struct}::{name}"
    for path, content in code.items():
        for name in PLUGIN_OPTION.findall(content):
            everywhere = content + code.get(root / "plugins/host/chain.cpp", "")
            if not re.search(rf'\.(?:boolean|integer|number|strings?|duration)\("{name}"\)', everywhere) and not re.search(
                    rf'for \(const char\* \w+ : \{{[^}}]*"{name}"', everywhere):
                yield f"{path.relative_to(root)}: the plugin does not ask for its option {name}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--root", type=pathlib.Path, required=True)
    found = list(problems(arguments.parse_args().root))
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()

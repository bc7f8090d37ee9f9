"""Holds articles as newsbus writes them against the published schema, and the schema against its own rules.

schema_test.py SCHEMA PROGRAM: PROGRAM prints articles, one a line; the fullest of them has every field.
"""
import copy
import json
import subprocess
import sys

import jsonschema

NOT_WRITTEN_YET = {"syndication"}  # filled by a plugin that is still to come
FORBIDDEN = {"oneOf", "anyOf", "allOf", "not", "if"}  # code generators choke on them


def objects(node):
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


def closed(schema):
    """The same schema without room for fields that it does not name: subscribers must tolerate them, we must not send them."""
    schema = copy.deepcopy(schema)
    for node in objects(schema):
        if isinstance(node.get("properties"), dict) and node.get("type") == "object":
            node.setdefault("additionalProperties", False)
    return schema


def faults(schema, articles):
    for node in objects(schema):
        for word in FORBIDDEN & node.keys():
            yield f"{word} in the schema"
        if node.get("type") == "null" or isinstance(node.get("type"), list):
            yield f"a type that code generators choke on: {node['type']}"
    for name, definition in schema["$defs"].items():
        if any("properties" in node for node in objects(list(definition.get("properties", {}).values()))):
            yield f"$defs/{name} has an object without a name of its own"
    validator = jsonschema.Draft202012Validator(closed(schema))
    for number, article in enumerate(articles, 1):
        for error in validator.iter_errors(article):
            yield f"article {number}: {error.json_path}: {error.message}"
    fullest = max(articles, key=len)
    expected = [name for name in schema["properties"] if name not in NOT_WRITTEN_YET]
    if list(fullest) != expected:
        yield f"fields or their order differ: {set(expected) ^ set(fullest) or list(fullest)}"


def main(schema_file, program):
    with open(schema_file, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    found = list(faults(schema, [json.loads(line) for line in lines]))
    print("\n".join(found) or f"{len(lines)} articles are valid")
    sys.exit(bool(found))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Holds messages as newsbus writes them against the published schemas, and the schemas against their own rules.

schema_test.py DOCS PROGRAM: PROGRAM prints `KIND JSON` lines; the fullest one of a kind has every field that is filled.
"""
import copy
import json
import pathlib
import subprocess
import sys

import jsonschema

KINDS = ["article", "source", "heartbeat", "replay-request", "replay-end", "replay-error"]
FORBIDDEN = {"oneOf", "anyOf", "allOf", "not", "if"}  # code generators choke on them
NOT_WRITTEN_YET = {"syndication"}  # the article has no member for it


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


def schema_faults(schema):
    """What code generators would choke on, or name badly."""
    if not schema.get("title") or not schema.get("$id", "").startswith("urn:newsbus:"):
        yield "no title or no $id"
    for node in objects(schema):
        for word in FORBIDDEN & node.keys():
            yield f"{word} in the schema"
        if node.get("type") == "null" or isinstance(node.get("type"), list):
            yield f"a type that code generators choke on: {node['type']}"
    for name, definition in schema.get("$defs", {}).items():
        if definition.get("title") != name:
            yield f"$defs/{name} is not titled so"
        if any("properties" in node for node in objects(list(definition.get("properties", {}).values()))):
            yield f"$defs/{name} has an object without a name of its own"
    for name, field in schema["properties"].items():
        if not field.get("description"):
            yield f"{name} is not described"


def message_faults(schema, messages):
    validator = jsonschema.Draft202012Validator(closed(schema))
    for number, message in enumerate(messages, 1):
        for error in validator.iter_errors(message):
            yield f"message {number}: {error.json_path}: {error.message}"
    seen = {field for message in messages for field in message}
    if missing := set(schema["properties"]) - seen - NOT_WRITTEN_YET:
        yield f"in no message: {missing}"
    if schema["title"] == "Article":
        fullest = max(messages, key=len)
        expected = [name for name in schema["properties"] if name not in NOT_WRITTEN_YET]
        if list(fullest) != expected:
            yield f"fields or their order differ: {set(expected) ^ set(fullest) or list(fullest)}"


def main(docs, program):
    found = []
    lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    messages = [line.split(" ", 1) for line in lines]
    if files := {path.name.removesuffix(".schema.json") for path in pathlib.Path(docs).glob("*.schema.json")} ^ set(KINDS):
        found.append(f"kinds and files differ: {files}")
    asyncapi = (pathlib.Path(docs) / "asyncapi.yaml").read_text(encoding="utf-8")
    for kind in KINDS:
        schema = json.loads((pathlib.Path(docs) / f"{kind}.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        own = [json.loads(body) for name, body in messages if name == kind]
        found += [f"{kind}: {fault}" for fault in [*schema_faults(schema), *message_faults(schema, own)]]
        if f"{{$ref: '{kind}.schema.json'}}" not in asyncapi:
            found.append(f"{kind}: asyncapi.yaml does not refer to it")
    print("\n".join(found) or f"{len(lines)} messages are valid")
    sys.exit(bool(found))


if __name__ == "__main__":
    main(*sys.argv[1:])

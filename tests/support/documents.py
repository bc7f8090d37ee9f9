"""A folder of documents to serve: any folder, or a corpus with an expected.jsonl that names file, url, class and type."""
import gzip
import json
import pathlib
from dataclasses import dataclass

TYPES = {".json": "application/feed+json", ".atom": "application/atom+xml", ".rdf": "application/rdf+xml",
         ".html": "text/html", ".htm": "text/html"}


@dataclass
class Document:
    name: str
    body: bytes
    content_type: str
    file: pathlib.Path


def _read(path):
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def _listed(folder, kind):
    for line in (folder / "expected.jsonl").read_text().splitlines():
        row = json.loads(line)
        if kind and row.get("class", kind) != kind:
            continue
        path = next(p for p in (folder / row["file"], folder / "docs" / row["file"]) if p.exists())
        name = path.name.removesuffix(".gz")
        type_ = row.get("content_type") or TYPES.get(pathlib.Path(name).suffix, "application/xml")
        if row.get("charset"):
            type_ += f"; charset={row['charset']}"  # known from the HTTP header only
        yield Document(row["file"], _read(path), type_, path)


def documents(folder, kind=None, limit=None):
    """The documents of `folder` in a stable order, at most `limit`, spread evenly over all of them."""
    folder = pathlib.Path(folder)
    if (folder / "expected.jsonl").exists():
        found = list(_listed(folder, kind))
    else:
        files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in ("expected.json", "README.md"))
        found = [Document(str(p.relative_to(folder)), _read(p), TYPES.get(p.suffix, "application/xml"), p) for p in files]
    if not found:
        raise SystemExit(f"{folder}: no documents" + (f" of class {kind}" if kind else ""))
    if limit and limit < len(found):
        found = [found[i * len(found) // limit] for i in range(limit)]
    return found

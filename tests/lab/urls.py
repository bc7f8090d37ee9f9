"""The URL reader against the test data of the WHATWG URL standard: lab urls FILE|FOLDER.

Reads urltestdata.json (input, base, the parts of the URL or failure), toascii.json (domains) and percent-encoding.json (queries and
fragments), as web-platform-tests has them in its folder url/resources. Prints how many cases agree and every case that does not. Exit 1 when
fewer http and https cases agree than the bound, or when a difference has no reason in the list below.
"""
import re
import sys

from judge import Judge, arguments
from oracle import Agreement, Case, Purpose, answers, files_of, load, scalar_values

PARTS = ("href", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash")
FAILURE = {"failure": True}
OTHER_ENCODING = "a query in the encoding of its page: newsbus writes all of them in UTF-8"


def is_drive(case, got):
    """Does it turn on the letter of a drive, with "|" for ":" or not?"""
    asked = case.asked["input"] + " " + case.asked.get("base", "")
    return case.about["scheme"] == "file" and re.search(r"(^|[\s/\\:])[A-Za-z][:|]([\s/\\?#]|$)", asked) is not None


PURPOSES = [
    Purpose("drive letters", "file: is never fetched, so the drives of Windows have no rules of their own", is_drive),
]


def scheme_of(text):
    """The scheme that `text` begins with, or ""."""
    text = re.sub(r"[\t\n\r]", "", text or "").lstrip("".join(map(chr, range(0x21))))
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", text)
    return found[1].lower() if found else ""


def case(name, input, expected, base=None):
    asked = {"input": input} if base is None else {"input": input, "base": base}
    asked, expected = scalar_values(asked), scalar_values(expected)
    scheme = expected.get("protocol", "").rstrip(":") or scheme_of(input) or scheme_of(base)
    return Case(name, asked, expected, {"scheme": scheme})


def from_url_data(name, row):
    expected = FAILURE if row.get("failure") else {part: row[part] for part in PARTS if part in row}
    yield case(f"{name} {row.get('comment', '')}".rstrip(), row["input"], expected, row.get("base"))


def from_domains(name, row):
    expected = FAILURE if row["output"] is None else {"hostname": row["output"]}
    yield case(f"{name} {row.get('comment', '')}".rstrip(), f"https://{row['input']}/x", expected)


def from_percent_encoding(name, row):
    for encoding, output in row["output"].items():
        if encoding == "utf-8":
            yield case(name, f"https://example.org/?{row['input']}#{row['input']}", {"search": "?" + output, "hash": "#" + output})
        else:
            yield OTHER_ENCODING


READERS = {"urltestdata": from_url_data, "toascii": from_domains, "percent-encoding": from_percent_encoding}


def main():
    parser = arguments(__doc__)
    parser.add_argument("tests", metavar="FILE|FOLDER", help="the data, e.g. url/resources of web-platform-tests")
    parser.add_argument("--bound", type=float, default=99.5, help="percent of the http and https cases that must agree (99.5)")
    options = parser.parse_args()
    web = Agreement("http and https", PURPOSES, options.bound)
    others = Agreement("other schemes, and none", PURPOSES)
    cases = []
    for path in files_of(options.tests, "*.json"):
        rows = load(path) if path.stem in READERS else []
        for found in (found for row in rows if isinstance(row, dict) for found in READERS[path.stem](path.name, row)):
            cases.append(found) if isinstance(found, Case) else web.leave_out(found)
    if not cases:
        sys.exit(f"{options.tests}: none of {', '.join(name + '.json' for name in READERS)}")
    for asked, got in zip(cases, answers(options.bin, "lab_urls", [c.asked for c in cases])):
        got = {part: got.get(part) for part in asked.expected} if "failure" not in got and asked.expected != FAILURE else got
        (web if asked.about["scheme"] in ("http", "https") else others).take(asked, got)
    judge = Judge()
    web.report(judge)
    others.report(judge)
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())

"""Documents that end too early, and what addresses leave the reader: lab cuts FOLDER... [--most N] [--bytes N].

Takes every file of the folders as a feed, a list of subscriptions or a sitemap. Looks at all addresses that are read: none
but http and https may be. Then cuts N of the documents (300, of every format as many as there are, spread over the rest) behind
every byte, and holds each value that is still read against the whole document: it must stand there, of the same entry. Exit 1
when one does not.
"""
import collections
import json
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from judge import Judge, arguments


def asked(program, files, *options):
    """What lab_cuts answers for each file."""
    done = subprocess.run([program, *options], input="".join(f"{file}\n" for file in files), capture_output=True, text=True,
                          check=True)
    return list(zip(files, map(json.loads, done.stdout.splitlines()), strict=True))


def spread(answers, most):
    """At most `most` files, taken in turn from each kind of document and file name, small kinds whole."""
    kinds = collections.defaultdict(list)
    for file, answer in answers:
        if answer["kind"] != "none":
            kinds[answer["kind"], file.suffix].append(file)
    chosen, turn = [], 0
    while len(chosen) < most and any(turn < len(files) for files in kinds.values()):
        chosen += [files[turn] for files in kinds.values() if turn < len(files)]
        turn += 1
    return chosen[:most]


def main():
    parser = arguments(__doc__)
    parser.add_argument("folders", nargs="+", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--most", type=int, default=300, metavar="N", help="how many documents are cut (300)")
    parser.add_argument("--bytes", type=int, default=20000, metavar="N", help="the longest one that is (20000)")
    options = parser.parse_args()
    program = str(pathlib.Path(options.bin).resolve().with_name("lab_cuts"))
    judge = Judge()
    files = sorted(file for folder in options.folders for file in folder.rglob("*") if file.is_file())
    answers = asked(program, files, "whole")
    for kind, number in collections.Counter(answer["kind"] for _, answer in answers).items():
        judge.figure(f"documents: {kind}", number)
    foreign = [(file, answer["foreign"]) for file, answer in answers if answer["foreign"]]
    for file, addresses in foreign[:20]:
        print(f"{file}: {addresses[:3]}")
    judge.check("every address is http or https", not foreign, f"{len(foreign)} documents")

    cut = spread([(file, answer) for file, answer in answers if file.stat().st_size <= options.bytes], options.most)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = [one for part in pool.map(lambda file: asked(program, [file]), cut) for one in part]
    judge.figure("documents cut", len(results))
    judge.figure("cuts", f"{sum(answer['cuts'] for _, answer in results):,}")
    false = [(file, answer["invented"]) for file, answer in results if answer["invented"]]
    for file, values in false[:20]:
        print(f"{file}:", *(f"  behind byte {value[:300]}" for value in values[:3]), sep="\n")
    judge.check("no cut document says what the whole one does not", results and not false, f"{len(false)} documents")
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())

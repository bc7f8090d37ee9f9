"""Simulated worlds, more of them than in ./dev test: lab world [--seeds N] [--week] [--month] [--hunt].

A world is newsbus with publishers, network, disk, clocks and subscribers that go wrong, all driven by one number, its
seed. Lives through N worlds of some hours on all processors; --week adds a week of 200 sources at the pace of the real
world, --month one of 100 publishers that write anew into every answer whatever can be written anew (ten worlds of ten), --hunt plants each known bug and counts the seeds until it is found. A broken promise is printed with the seed, the
smallest world that breaks it and the command that shows it again. Exit 1 when there is one.
"""
import os
import pathlib
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from judge import Judge, arguments

CHUNK = 100  # seeds a process
MONTH_WORLDS = 10
MONTH = ("--sources", "10", "--span", "30d", "--calm", "--all-habits", "--without", "clock")  # dates need a clock that goes forward


def lived(program, *options):
    done = subprocess.run([program, *options], capture_output=True, text=True)
    return done.returncode, (done.stdout + done.stderr).strip()


def worlds(judge, program, first, count, promise, chunk=CHUNK, options=()):
    chunks = [(n, min(n + chunk, first + count) - 1) for n in range(first, first + count, chunk)]
    began, sums, good = time.monotonic(), {}, True
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for code, text in pool.map(lambda chunk: lived(program, "--seeds", f"{chunk[0]}..{chunk[1]}", *options), chunks):
            for number, what in re.findall(r"(\d+) (worlds|broken|visits|messages|deaths|steps|decisions)", text.splitlines()[-1]):
                sums[what] = sums.get(what, 0) + int(number)
            if code != 0:
                good = False
                print(text, flush=True)
    for what, number in sums.items():
        judge.figure(what, f"{number:,}")
    judge.figure("seconds", f"{time.monotonic() - began:.0f}")
    judge.check(promise, good and sums.get("worlds") == count)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--seeds", type=int, default=1000, metavar="N", help="how many worlds (1000)")
    parser.add_argument("--from", type=int, default=1, dest="first", metavar="SEED", help="the first seed (1)")
    parser.add_argument("--week", action="store_true", help="also a week of 200 sources")
    parser.add_argument("--month", action="store_true", help="also a month of 100 publishers with all their habits")
    parser.add_argument("--hunt", action="store_true", help="also plant each known bug")
    options = parser.parse_args()
    program = str(pathlib.Path(options.bin).resolve().with_name("simulation"))
    judge = Judge()
    if options.seeds > 0:
        last = options.first + options.seeds - 1
        worlds(judge, program, options.first, options.seeds, f"seeds {options.first} to {last} keep every promise")
    if options.week:
        code, text = lived(program, "--seeds", str(options.first), "--sources", "200", "--span", "7d", "--calm")
        print(text)
        judged = re.findall(r"(\d+) decisions", text)
        judge.figure("politeness: decisions of a week, score", f"{int(judged[-1] if judged else 0):,}, {100 if code == 0 else 'below 100'}")
        judge.check("a week of 200 sources keeps every promise", code == 0)
    if options.month:
        worlds(judge, program, options.first, MONTH_WORLDS, "a month of 100 publishers keeps every promise", 1, MONTH)
    if options.hunt:
        code, text = lived(program, "--seeds", "1..1000", "--hunt", "all")
        print(text)
        judge.check("every planted bug is found", code == 0)
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())

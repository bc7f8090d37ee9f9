"""A store whose machine loses its power, again and again: lab power [CUTS] [--seed N].

Works with stores on a disk in memory that drops, shuffles and tears what was not synced, cuts its power CUTS times (500) in the
middle of an operation, kills the process in between, and holds what is left against what was promised: the file is sound, its
state is that after a call, nothing that was acknowledged or could be read is lost, the log has no gap and no part of a commit, and
no start takes the database for an older copy. Exit 1 when one promise is broken; the seed is printed.
"""
import os
import pathlib
import re
import subprocess
import sys
import time

from judge import Judge, arguments


def main():
    parser = arguments(__doc__)
    parser.add_argument("cuts", nargs="?", type=int, default=500, help="how many power cuts (%(default)s)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="what decides when they come (%(default)s)")
    options = parser.parse_args()
    program = pathlib.Path(options.bin).resolve().with_name("unit_store")
    done = subprocess.run([program, "--gtest_filter=PowerCut.*"], capture_output=True, text=True,
                          env=os.environ | {"NEWSBUS_SEED": str(options.seed), "NEWSBUS_CUTS": str(options.cuts)})
    judge = Judge()
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="\n")
    judge.figure("seed", options.seed)
    for what in ("power cuts", "kills", "call under way done", "undone", "calls before it undone"):
        judge.figure(what, sum(int(number) for number in re.findall(rf"(\d+) {what}[,\n]", done.stdout)))
    judge.check("every promise is kept", done.returncode == 0)
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())

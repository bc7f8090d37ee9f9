"""Shared by the lab's programs: arguments, figures on stdout, a verdict as the exit code."""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))


class Judge:
    def __init__(self):
        self.failed = []

    def figure(self, what, value):
        print(f"{what:<52} {value}", flush=True)

    def check(self, what, good, detail=""):
        print(f"{'ok    ' if good else 'FAILED'} {what}{'' if good or not detail else ': ' + str(detail)}", flush=True)
        if not good:
            self.failed.append(what)

    @property
    def exit_code(self):
        return 1 if self.failed else 0


def arguments(description):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, help="the newsbus program (./dev lab gives it)")
    return parser


def pss_mib(pid):
    """Proportional set size of a process in MiB."""
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"no Pss of {pid}")

"""Shared by the lab's programs that hold newsbus against the tests of a standard: what agrees, what differs and why."""
import collections
import json
import pathlib
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Callable


@dataclass(frozen=True)
class Purpose:
    """A reason to answer otherwise than the standard, and which answers it covers: explains(case, got) -> bool. It has to
    say what newsbus gives instead, so that no other fault hides behind it."""
    name: str
    reason: str
    explains: Callable


@dataclass
class Case:
    name: str
    asked: object     # what the program is asked, as JSON
    expected: object  # what the standard answers
    about: dict = field(default_factory=dict)  # what a Purpose may look at


class Agreement:
    """The cases of one kind: agreed, differing on purpose, differing."""

    def __init__(self, title, purposes, bound=None):
        self.title, self.purposes, self.bound = title, purposes, bound  # bound: percent of the applicable cases
        self.left_out = collections.Counter()  # reason -> cases
        self.on_purpose = collections.defaultdict(list)
        self.agreed, self.differing = 0, []

    def leave_out(self, reason, cases=1):
        self.left_out[reason] += cases

    def take(self, case, got):
        if got == case.expected:
            self.agreed += 1
            return
        why = next((p for p in self.purposes if p.explains(case, got)), None)
        if why:
            self.on_purpose[why].append(case)
        else:
            self.differing.append((case, got))

    @property
    def applicable(self):
        return self.agreed + len(self.differing) + sum(map(len, self.on_purpose.values()))

    def report(self, judge):
        share = 100 * self.agreed / max(1, self.applicable)
        judge.figure(f"{self.title}: cases", self.applicable + self.left_out.total())
        for reason, count in self.left_out.items():
            judge.figure("  not applicable", f"{count}: {reason}")
        judge.figure("  applicable", self.applicable)
        judge.figure("  agreed", f"{self.agreed} ({share:.2f} %)")
        judge.figure("  differing on purpose", sum(map(len, self.on_purpose.values())))
        for purpose, cases in self.on_purpose.items():
            judge.figure(f"    {purpose.name}", f"{len(cases)}: {purpose.reason}")
        judge.figure("  differing otherwise", len(self.differing))
        for case, got in self.differing:
            print(f"DIFFERS {case.name}\n    input    {ascii(case.asked)}\n    expected {ascii(case.expected)}\n"
                  f"    got      {ascii(got)}")
        if self.bound is not None:
            judge.check(f"{self.title}: at least {self.bound} % agreed", self.applicable and share >= self.bound, f"{share:.2f} %")
        judge.check(f"{self.title}: every difference is explained", not self.differing, len(self.differing))


def scalar_values(value):
    """`value` with U+FFFD for each lone surrogate, which JSON can write and UTF-8 cannot."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [scalar_values(v) for v in value]
    if isinstance(value, dict):
        return {scalar_values(k): scalar_values(v) for k, v in value.items()}
    return value


def files_of(argument, pattern):
    """The files that `argument`, a file or a folder, stands for."""
    path = pathlib.Path(argument)
    found = sorted(path.rglob(pattern)) if path.is_dir() else [path] if path.is_file() else []
    if not found:
        sys.exit(f"{argument}: no such tests ({pattern})")
    return found


def load(path):
    try:
        return json.loads(path.read_text())
    except ValueError as error:
        sys.exit(f"{path}: not JSON: {error}")


def answers(newsbus, program, questions):
    """What `program`, built beside newsbus, answers: a line of JSON for each."""
    done = subprocess.run([pathlib.Path(newsbus).with_name(program)], input="".join(json.dumps(q) + "\n" for q in questions),
                          stdout=subprocess.PIPE, text=True, timeout=600)
    lines = done.stdout.splitlines()
    if done.returncode != 0 or len(lines) != len(questions):
        last = questions[min(len(lines), len(questions) - 1)]
        sys.exit(f"{program}: exit {done.returncode} after {len(lines)} of {len(questions)} answers; then: {ascii(last)}")
    return [json.loads(line) for line in lines]

"""What a publisher, a peer or a disk can make the daemon take: lab bounds CASE.

Each case is a file beside this one, bounds_CASE.py, with a docstring and a function run(judge, binary); without a CASE all are run.
"""
import importlib
import pathlib
import sys

from judge import Judge, arguments

HERE = pathlib.Path(__file__).resolve().parent


def cases():
    return sorted(file.stem.removeprefix("bounds_") for file in HERE.glob("bounds_*.py"))


def main():
    parser = arguments(__doc__)
    parser.add_argument("case", nargs="*", choices=[*cases(), []], help="which; without one, all of them")
    options = parser.parse_args()
    judge = Judge()
    for name in options.case or cases():
        case = importlib.import_module(f"bounds_{name}")
        print(f"--- {name}: {case.__doc__.splitlines()[0]}", flush=True)
        case.run(judge, options.bin)
    return judge.exit_code


if __name__ == "__main__":
    sys.exit(main())

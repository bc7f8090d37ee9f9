"""Holds the files of the tree against rules about files, whatever module they stand in.

- The top level has what is named in TOP_LEVEL, and dotfiles of tools. Asked of what git tracks: what lies about in a working
  tree is nobody's business, and a tree without git came from one.
- No include circle: a header and the source of its name are one unit, and a unit that includes another is never included
  by it in turn, not through others either. What two units share stands in a header of its own.
- A file of daemon/ or plugins/ has at most 400 lines, a function there at most 60: past that there is a second
  responsibility to be found.

Functions are told by their layout, which clang-format settles.
"""
import argparse
import pathlib
import re
import subprocess
import sys

TOP_LEVEL = {"CHANGELOG.md", "CMakeLists.txt", "CMakePresets.json", "LICENSE", "NOTICE", "README.md", "config", "daemon",
             "debian", "dev", "docs", "examples", "plugins", "systemd", "tests"}
MOST_LINES, MOST_IN_FUNCTION = 400, 60
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
CLOSES = re.compile(r"^( *)\}$")
STATEMENT = re.compile(r"(if|for|while|do|switch|case|default|else|try|namespace|extern|enum|struct|class|union)\b|[{}#]")


def sources(root, folders):
    return sorted(path for folder in folders for path in (root / folder).rglob("*") if path.suffix in (".h", ".cpp"))


def unit_of(path):
    return path.with_suffix("")


def find(root, path, header):
    """The file that `path` means by `header`: the folders are those that the compiler is given."""
    for folder in (root / "daemon", root, root / "tests", path.parent):
        if (folder / header).is_file():
            return (folder / header).resolve()
    return None


def graph(root):
    """unit -> the units it includes."""
    edges = {}
    for path in sources(root, ("daemon", "plugins", "tests")):
        unit = unit_of(path)
        included = edges.setdefault(unit, set())
        for header in INCLUDE.findall(path.read_text(errors="replace")):
            found = find(root, path, header)
            if found and unit_of(found) != unit:
                included.add(unit_of(found))
    return edges


def reached_from(start, edges):
    """unit -> the unit that it was reached from, for all that can be reached from `start`, `start` too if so."""
    before, todo = {}, [start]
    while todo:
        unit = todo.pop(0)
        for following in sorted(edges.get(unit, ())):
            if following not in before:
                before[following] = unit
                todo.append(following)
    return before


def circles(edges):
    """A shortest circle of each knot of units that include one another."""
    known = set()
    for unit in sorted(edges):
        if unit in known:
            continue
        before = reached_from(unit, edges)
        if unit not in before:
            continue
        known |= {other for other in before if unit in reached_from(other, edges)}
        circle = [unit]
        while len(circle) == 1 or circle[-1] != unit:
            circle.append(before[circle[-1]])
        yield circle[::-1]


def check_circles(root):
    for circle in circles(graph(root)):
        yield "include circle: " + " -> ".join(str(unit.relative_to(root)) for unit in circle)


def indent_of(line):
    return len(line) - len(line.lstrip())


def long_functions(lines):
    """(first line, length) of each function that is too long; lines count from 1. Where a brace closes it stands below
    the first letter of what it closes, and nothing in between stands there."""
    for end, line in enumerate(lines):
        closed = CLOSES.match(line)
        if not closed:
            continue
        indent = len(closed[1])
        begin = next((i for i in range(end - 1, -1, -1) if lines[i].strip() and lines[i][0] != "#" and indent_of(lines[i]) <= indent), end)
        head = next((line for line in lines[begin:end] if line.endswith(("{", ";"))), ";")
        is_function = indent_of(lines[begin]) == indent and head[-1] == "{" and not STATEMENT.match(lines[begin].strip())
        if is_function and end - begin + 1 > MOST_IN_FUNCTION:
            yield begin + 1, end - begin + 1


def check_lengths(root):
    for path in sources(root, ("daemon", "plugins")):
        lines = path.read_text(errors="replace").splitlines()
        where = path.relative_to(root)
        if len(lines) > MOST_LINES:
            yield f"{where}: {len(lines)} lines, more than {MOST_LINES}"
        for number, length in long_functions(lines):
            yield f"{where}:{number}: a function of {length} lines, more than {MOST_IN_FUNCTION}"


def check_top_level(root):
    if not (root / ".git").exists():
        return
    listed = subprocess.run(["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z"], check=True, capture_output=True, text=True).stdout
    for name in sorted({path.split("/")[0] for path in listed.split("\0") if path}):
        if not name.startswith(".") and name not in TOP_LEVEL:
            yield f"{name}: has no place at the top level"


def problems(root):
    yield from check_top_level(root)
    yield from check_circles(root)
    yield from check_lengths(root)


def main():
    here = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=here, help="the source tree")
    found = list(problems(parser.parse_args().root.resolve()))
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""Holds every #include against what the modules declare, and docs/architecture.md against both.

A module is a folder with newsbus_module() in its CMakeLists.txt. Rules:
- it includes only itself and the modules in its own USES, of those only their HEADERS (no reaching through a third one);
- a module it uses stands on a lower floor of the table in docs/architecture.md, so modules of one floor never meet;
- a library's headers are included only where the table's column "libraries" has it;
- what stands in <> is of a library that LIBRARIES knows, of the language or of the system: nothing else;
- what a module or its row names is really included;
- the table names exactly the modules there are, with exactly the USES they declare.
"""
import argparse
import pathlib
import re
import sys
from dataclasses import dataclass, field

# Which headers belong to which library. The first match counts.
LIBRARIES = [
    ("boost/asio", "Asio"), ("boost/beast", "Beast"), ("boost/json", "Boost.JSON"), ("boost/container/", "Boost.Container"),
    ("boost/system/", "Boost.System"), ("curl/", "curl"), ("pugixml", "pugixml"), ("sqlite3", "SQLite"),
    ("libpq", "libpq"), ("zmq", "ZeroMQ"), ("toml++/", "toml++"), ("CLI/", "CLI11"), ("unicode/", "ICU"),
    ("compact_lang_det", "CLD2"), ("cld2/", "CLD2"), ("systemd/", "libsystemd"), ("openssl/", "OpenSSL"),
    ("libpsl", "libpsl"), ("zlib", "zlib"), ("spdlog/fmt/", "fmt"), ("fmt/", "fmt"),
    ("spdlog/", "spdlog"),
]
ANYWHERE = {"Boost.System", "fmt"}  # result and format: vocabulary, not a dependency of their own

# The headers of C++20.
LANGUAGE = set("""
    algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes climits clocale
    cmath codecvt compare complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib
    cstring ctime cuchar cwchar cwctype deque exception execution filesystem format forward_list fstream functional future
    initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex new
    numbers numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex
    source_location span sstream stack stdexcept stop_token streambuf string string_view strstream syncstream system_error
    thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version
""".split())
# What is used of POSIX, of Linux and of the processor. A further one is added here by who needs it.
SYSTEM = set("""
    arpa/inet.h fcntl.h fnmatch.h netinet/in.h netinet/tcp.h poll.h pthread.h pwd.h signal.h spawn.h strings.h sys/file.h sys/ioctl.h
    sys/resource.h sys/socket.h sys/stat.h sys/types.h sys/un.h sys/wait.h unistd.h
    linux/sockios.h malloc.h sys/epoll.h sys/eventfd.h sys/mman.h sys/prctl.h sys/signalfd.h sys/syscall.h sys/uio.h
    emmintrin.h
""".split())
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


@dataclass
class Module:
    name: str
    folder: pathlib.Path
    headers: set = field(default_factory=set)
    uses: set = field(default_factory=set)
    floor: int = -1
    libraries: set = field(default_factory=set)
    included: set = field(default_factory=set)  # modules and libraries found in its files


def declared_modules(root):
    """name -> Module, from the newsbus_module() calls of all CMakeLists.txt."""
    modules = {}
    for path in sorted([*root.glob("daemon/*/CMakeLists.txt"), *root.glob("plugins/CMakeLists.txt")]):
        text = re.sub(r"#.*", "", path.read_text())
        for call in re.findall(r"newsbus_module\(([^)]*)\)", text):
            words = call.split()
            module = Module(words[0], path.parent)
            section = None
            for word in words[1:]:
                if word in ("HEADERS", "SOURCES", "USES", "PRIVATE", "PUBLIC"):
                    section = word
                elif section == "HEADERS":
                    module.headers.add(word)
                elif section == "USES":
                    module.uses.add(word.removeprefix("newsbus::"))
            modules[module.name] = module
    return modules


def documented_modules(page):
    """name -> (floor, uses, libraries), from the table whose head is "module | floor | uses | libraries | ..."."""
    rows, columns = {}, None
    for line in page.read_text().splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if cells[:4] == ["module", "floor", "uses", "libraries"]:
            columns = cells
        elif columns and not line.startswith("|"):
            break
        elif columns and not set(line) <= set("|-: "):
            names = lambda cell: {name.strip().strip("`") for name in cell.split(",") if name.strip(" -")}
            rows[cells[0]] = (int(cells[1]), names(cells[2]), names(cells[3]))
    return rows


def library_of(header):
    return next((library for start, library in LIBRARIES if header.startswith(start)), None)


def check_table(modules, rows):
    for name in sorted(modules.keys() | rows.keys()):
        if name not in rows:
            yield f"docs/architecture.md: module {name} is not in the table"
        elif name not in modules:
            yield f"docs/architecture.md: there is no module {name}"
        else:
            module = modules[name]
            module.floor, documented, module.libraries = rows[name]
            if documented != module.uses:
                differing = ", ".join(sorted(documented ^ module.uses))
                yield f"docs/architecture.md: uses of {name} differ from its CMakeLists.txt: {differing}"


def check_uses(modules):
    for module in modules.values():
        for used in sorted(module.uses):
            if used not in modules:
                yield f"{module.name}: USES newsbus::{used}, which is no module"
            elif modules[used].floor >= module.floor:
                yield f"{module.name} (floor {module.floor}) may not use {used} (floor {modules[used].floor})"


def check_file(path, module, modules, root):
    for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        where, header = f"{path.relative_to(root)}:{number}", found[2]
        if found[1] == "<":
            if header in LANGUAGE | SYSTEM:
                continue
            library = library_of(header)
            module.included.add(library)
            if not library:
                yield f"{where}: <{header}> is of no library that tests/lint/layers.py knows"
            elif library not in module.libraries | ANYWHERE:
                yield f"{where}: <{header}> ({library}) is not at home in {module.name}"
            continue
        owner, _, rest = header.partition("/")
        module.included.add(owner)
        if not rest:
            yield f'{where}: "{header}": name the folder too'
        elif owner == module.name:
            continue
        elif owner not in modules:
            yield f'{where}: "{header}" belongs to no module'
        elif owner not in module.uses:
            yield f"{where}: {module.name} does not declare that it uses {owner} (USES newsbus::{owner})"
        elif rest not in modules[owner].headers:
            yield f"{where}: {rest} is private to {owner} (not in its HEADERS)"


def problems(root):
    modules = declared_modules(root)
    if not modules:
        yield "no newsbus_module() was found"
    yield from check_table(modules, documented_modules(root / "docs/architecture.md"))
    yield from check_uses(modules)
    for module in modules.values():
        sdk = module.folder / "sdk"  # what plugin authors include: C, and no module
        for path in sorted(module.folder.rglob("*")):
            if path.suffix in (".h", ".cpp", ".in") and sdk not in path.parents:
                yield from check_file(path, module, modules, root)
        for unused in sorted((module.uses | module.libraries) - module.included):
            yield f"{module.name} names {unused} and includes nothing of it"


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

"""The layers check must be able to fail: each case breaks one rule in a small tree and names the complaint."""
import pathlib
import tempfile
import unittest

import layers

TABLE = """| module | floor | uses | libraries | what it holds |
|---|---|---|---|---|
| `base` | 0 | - | - | ground |
| `feed` | 1 | base | pugixml | feeds |
| `bus` | 1 | base | ZeroMQ | bus |
| `cli` | 2 | feed, base | - | commands |
"""
FILES = {
    "docs/architecture.md": TABLE,
    "daemon/base/CMakeLists.txt": "newsbus_module(base HEADERS url.h SOURCES url.cpp)",
    "daemon/base/url.h": "#include <string>\n",
    "daemon/base/secret.h": "",
    "daemon/feed/CMakeLists.txt": "newsbus_module(feed HEADERS feed.h USES newsbus::base)",
    "daemon/feed/feed.cpp": '#include "feed/feed.h"\n#include "base/url.h"\n\n#include <pugixml.hpp>\n',
    "daemon/bus/CMakeLists.txt": "newsbus_module(bus HEADERS bus.h USES newsbus::base)",
    "daemon/cli/CMakeLists.txt": "newsbus_module(cli USES newsbus::feed newsbus::base)",
    "daemon/bus/bus.cpp": '#include "base/url.h"\n\n#include <zmq.hpp>\n',
    "daemon/cli/cli.cpp": '#include "base/url.h"\n#include "feed/feed.h"\n',
    "plugins/CMakeLists.txt": "",
}


class Layers(unittest.TestCase):
    def complaints(self, **changed):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in {**FILES, **changed.get("files", {})}.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return "\n".join(layers.problems(root))

    def test_accepts_a_tree_that_keeps_the_rules(self):
        self.assertEqual(self.complaints(), "")

    def test_lets_everyone_use_the_language_the_system_and_the_vocabulary(self):
        includes = "#include <vector>\n#include <sys/stat.h>\n#include <fmt/format.h>\n#include <boost/system/result.hpp>\n"
        self.assertEqual(self.complaints(files={"daemon/base/a.cpp": includes}), "")

    def test_refuses(self):
        cases = {
            "an undeclared use": ({"daemon/feed/a.cpp": '#include "bus/bus.h"'}, "does not declare that it uses bus"),
            "a private header": ({"daemon/feed/a.cpp": '#include "base/secret.h"'}, "secret.h is private to base"),
            "a library away from home": ({"daemon/feed/a.cpp": "#include <zmq.hpp>"}, "(ZeroMQ) is not at home in feed"),
            "a library that nobody told of": (
                {"daemon/feed/a.cpp": "#include <lexbor/html.h>"}, "a.cpp:1: <lexbor/html.h> is of no library that"),
            "a header that looks like one of the system": (
                {"daemon/feed/a.cpp": "#include <zlib.h>"}, "(zlib) is not at home in feed"),
            "a corner of Boost that is no vocabulary": (
                {"daemon/feed/a.cpp": "#include <boost/container/static_vector.hpp>"}, "(Boost.Container) is not at home in feed"),
            "Boost that nobody told of": (
                {"daemon/feed/a.cpp": "#include <boost/regex.hpp>"}, "<boost/regex.hpp> is of no library that"),
            "an include without its folder": ({"daemon/feed/a.cpp": '#include "feed.h"'}, "name the folder too"),
            "a use of the same floor": (
                {"daemon/feed/CMakeLists.txt": "newsbus_module(feed USES newsbus::base newsbus::bus)",
                 "docs/architecture.md": TABLE.replace("| 1 | base | pugixml", "| 1 | base, bus | pugixml")},
                "feed (floor 1) may not use bus (floor 1)"),
            "a use that nothing needs": ({"daemon/cli/cli.cpp": '#include "base/url.h"'}, "cli names feed and includes nothing of it"),
            "a use that only CMake knows": (
                {"daemon/cli/CMakeLists.txt": "newsbus_module(cli USES newsbus::feed newsbus::bus newsbus::base)"},
                "uses of cli differ from its CMakeLists.txt: bus"),
            "a module that is not in the table": (
                {"daemon/new/CMakeLists.txt": "newsbus_module(new)"}, "module new is not in the table"),
            "a row without a module": (
                {"docs/architecture.md": TABLE + "| `gone` | 1 | base | - | nothing |\n"}, "there is no module gone"),
        }
        for name, (files, complaint) in cases.items():
            with self.subTest(name):
                self.assertIn(complaint, self.complaints(files=files))


if __name__ == "__main__":
    unittest.main()

"""What files.py must find, each in a small tree of its own."""
import pathlib
import subprocess
import tempfile
import unittest

import files

BODY = "    step();\n"
TREE = {
    "daemon/url/url.h": "#pragma once\n",
    "daemon/url/url.cpp": '#include "url/url.h"\n\n#include "url/host.h"\n',
    "daemon/url/host.h": "#pragma once\n",
    "plugins/a.cpp": "void short_one() {\n" + BODY * 58 + "}\n",
}


def function(lines, indent=""):
    return f"{indent}int f(int a,\n{indent}      int b) {{\n" + f"{indent}    step();\n" * (lines - 3) + f"{indent}}}\n"


class Files(unittest.TestCase):
    def complaints(self, changed):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder).resolve()
            for name, text in {**TREE, **changed}.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return "\n".join(files.problems(root))

    def test_accepts(self):
        cases = {
            "a tree that keeps the rules": {},
            "a function as long as may be": {"plugins/b.cpp": function(60)},
            "a table that is longer": {"plugins/b.cpp": "constexpr int numbers[] = {\n" + "    1,\n" * 99 + "};\n"},
            "a class that is longer": {"plugins/b.cpp": "class A {\n" + "    void f();\n" * 99 + "};\n"},
            "a namespace that is longer": {"plugins/b.cpp": "namespace a {\nvoid f();\n" + "\n" * 99 + "}\n"},
            "a header that both include": {"daemon/url/host.cpp": '#include "url/host.h"\n\n#include "url/parts.h"\n',
                                           "daemon/url/parts.h": "#pragma once\n",
                                           "daemon/url/url.h": '#pragma once\n\n#include "url/parts.h"\n'},
            "a long file of tests": {"tests/unit/url/url_test.cpp": "\n" * 500},
        }
        for what, changed in cases.items():
            with self.subTest(what):
                self.assertEqual(self.complaints(changed), "")

    def test_refuses(self):
        cases = {
            "headers that include each other": (
                {"daemon/url/host.h": '#pragma once\n\n#include "url/url.h"\n',
                 "daemon/url/url.h": '#pragma once\n\n#include "url/host.h"\n'},
                "include circle: daemon/url/host -> daemon/url/url -> daemon/url/host"),
            "a circle through a source": (
                {"daemon/url/host.h": '#pragma once\n\n#include "url/url.h"\n'},
                "include circle: daemon/url/host -> daemon/url/url -> daemon/url/host"),
            "a circle through a third file": (
                {"daemon/url/host.h": '#pragma once\n\n#include "url/parts.h"\n',
                 "daemon/url/parts.h": "#pragma once\n", "daemon/url/parts.cpp": '#include "url/url.h"\n'},
                "daemon/url/host -> daemon/url/parts -> daemon/url/url -> daemon/url/host"),
            "a circle in a test": (
                {"tests/unit/url/site.h": '#include "unit/url/made.h"\n', "tests/unit/url/made.h": '#include "site.h"\n'},
                "include circle: tests/unit/url/made -> tests/unit/url/site -> tests/unit/url/made"),
            "a long file": ({"daemon/url/big.h": "\n" * 401}, "daemon/url/big.h: 401 lines, more than 400"),
            "a long function": ({"plugins/b.cpp": function(61)}, "plugins/b.cpp:1: a function of 61 lines, more than 60"),
            "a long member": ({"plugins/b.cpp": "class A {\n" + function(61, "    ") + "};\n"},
                              "plugins/b.cpp:2: a function of 61 lines, more than 60"),
            "a long function with a condition of the preprocessor": (
                {"plugins/b.cpp": "void f() {\n#ifdef A\n" + BODY * 60 + "#endif\n}\n"},
                "plugins/b.cpp:1: a function of 64 lines, more than 60"),
        }
        for what, (changed, complaint) in cases.items():
            with self.subTest(what):
                self.assertIn(complaint, self.complaints(changed))

    def test_looks_only_at_what_is_tracked_at_the_top_level(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder).resolve()
            for name in ("README.md", ".editorconfig", "NOTES-TO-SELF.txt", "lying-about.txt"):
                (root / name).write_text("")
            subprocess.run(["git", "init", "-q", root], check=True)
            subprocess.run(["git", "-C", root, "add", "README.md", ".editorconfig", "NOTES-TO-SELF.txt"], check=True)
            self.assertEqual(list(files.problems(root)), ["NOTES-TO-SELF.txt: has no place at the top level"])


if __name__ == "__main__":
    unittest.main()

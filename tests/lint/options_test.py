"""The check of options must be able to fail: a member and a plugin's option that nothing reads are found, those that are read are not."""
import pathlib
import tempfile
import unittest

import options

HEADER = """struct Options {
    std::string id;
    bool hints = true;  ///< respect ttl
    std::string ca_file, key_file;
    std::vector<std::pair<std::string, int>> headers;
    bool operator==(const Options&) const = default;
};
"""
PLUGIN = """constexpr Option options[] = {
    {"words", OptionType::string_list, "[]", "words"},
    {"dead", OptionType::boolean, "false", "nothing"},
};
auto words = values.strings("words");
"""


class Options(unittest.TestCase):
    def found(self, code, config=""):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in {"daemon/source/options.h": HEADER, "daemon/source/a.cpp": code, "daemon/config/a.cpp": config, "plugins/p.cpp": PLUGIN}.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            return list(options.problems(root, [("daemon/source/options.h", "Options")]))

    def test_reads_the_members(self):
        self.assertEqual(options.members(HEADER, "Options"), ["id", "hints", "ca_file", "key_file", "headers"])

    def test_finds_what_nothing_reads(self):
        read = "f(options.id, options_.ca_file, source.options().key_file, options.headers);"
        self.assertEqual(self.found(read, config="options.hints"), ["daemon/source/options.h: nothing reads Options::hints",
                                                                    "plugins/p.cpp: the plugin does not ask for its option dead"])
        self.assertEqual(len(self.found(read + "options.hints = true;")), 2, "writing is not reading")
        self.assertEqual(len(self.found(read + "if (options.hints == true)")), 1)


if __name__ == "__main__":
    unittest.main()

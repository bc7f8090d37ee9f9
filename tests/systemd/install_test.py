#!/usr/bin/python3
"""What `cmake --install` puts where, and that the program finds it: install_test.py CMAKE BUILD_FOLDER."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

CMAKE, BUILD = sys.argv[1], pathlib.Path(sys.argv[2])
FEED = b"""<rss version="2.0"><channel><title>Wire</title><item><guid>1</guid><title>The harbour of France</title>
<description>The ferry to France sails again after the storm of last week, says the harbour master.</description></item></channel></rss>"""


def install(prefix, **environment):
    subprocess.run([CMAKE, "--install", str(BUILD), "--prefix", str(prefix)], check=True, stdout=subprocess.PIPE,
                   env={**os.environ, **environment})


def run(program, *arguments, feed=None):
    return subprocess.run([str(program), *arguments], input=feed, capture_output=True, timeout=60)


def told_by_help(program):
    """The help of `check` without blanks: a path that is longer than a line is broken there."""
    return "".join(run(program, "check", "--help").stdout.decode().split())


class Install(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="newsbus-install-")).resolve()
        self.addCleanup(shutil.rmtree, self.folder)

    def assert_finds_its_own(self, prefix):
        """Data, configuration and help of the program in PREFIX/bin."""
        program = prefix / "bin/newsbus"
        config = f"{prefix}/etc/newsbus/newsbus.toml"
        self.assertIn(config, told_by_help(program))
        done = run(program, "check")
        self.assertIn(f"{prefix}/etc/newsbus/", done.stderr.decode())  # contact is still to be set
        done = run(program, "parse", "--as", "feed", "--plugins", feed=FEED)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('"France"', done.stdout.decode())

    def test_prefix_stands_in_the_unit_and_the_program_finds_its_own(self):
        prefix = self.folder / "opt/newsbus"
        install(prefix)
        unit = (prefix / "lib/systemd/system/newsbus.service").read_text()
        self.assertIn(f"ExecStart={prefix}/bin/newsbus run --config {prefix}/etc/newsbus/newsbus.toml\n", unit)
        self.assertIn(f"ExecReload={prefix}/bin/newsbus check --config {prefix}/etc/newsbus/newsbus.toml\n", unit)
        self.assertIn(f"file://{prefix}/share/doc/newsbus/operations.md", unit)
        self.assertNotIn("/usr/", unit)
        self.assertIn(f"d {prefix}/etc/newsbus ", (prefix / "lib/tmpfiles.d/newsbus.conf").read_text())
        self.assert_finds_its_own(prefix)

    def test_documentation_and_examples_are_installed(self):
        install(self.folder)
        doc = self.folder / "share/doc/newsbus"
        for file in ("operations.md", "examples/plugins/reading_time.py", "examples/plugins/currencies.js",
                     "examples/subscribers/python/subscriber.py", "examples/prometheus/newsbus.rules.yml"):
            self.assertTrue((doc / file).is_file(), file)
        self.assertTrue(os.access(doc / "examples/subscribers/python/subscriber.py", os.X_OK))
        kinds = {file.suffix for file in (doc / "examples").rglob("*") if file.is_file()}
        self.assertLessEqual(kinds, {".py", ".js", ".mjs", ".cpp", ".md", ".yml"})  # nothing that somebody built there

    def test_configuration_is_never_written_over(self):
        install(self.folder)
        config = self.folder / "etc/newsbus/newsbus.toml"
        (self.folder / "etc/newsbus/sources.d/world.toml").unlink()
        config.write_text("# mine\n")
        install(self.folder)
        self.assertEqual(config.read_text(), "# mine\n")
        manifest = (BUILD / "install_manifest.txt").read_text()
        self.assertNotIn("newsbus.toml", manifest)  # who removes what stands there keeps the configuration
        self.assertIn(f"{self.folder}/lib/systemd/system/newsbus.service", manifest)

    def test_installation_may_be_moved(self):
        install(self.folder / "first")
        (self.folder / "first").rename(self.folder / "second")
        self.assert_finds_its_own(self.folder / "second")

    def test_every_user_may_read_what_was_installed_whatever_the_umask(self):
        old = os.umask(0o077)
        self.addCleanup(os.umask, old)
        install(self.folder / "opt/newsbus")
        installed = list((self.folder / "opt/newsbus").rglob("*"))
        self.assertIn(self.folder / "opt/newsbus/bin/newsbus", installed)
        self.assertEqual([path for path in installed if path.stat().st_mode & 0o004 == 0], [])

    def test_program_may_be_called_by_a_symbolic_link(self):
        install(self.folder / "opt")
        (self.folder / "link").symlink_to(self.folder / "opt/bin/newsbus")
        self.assertIn(f"{self.folder}/opt/etc/newsbus/newsbus.toml", told_by_help(self.folder / "link"))

    def test_prefix_usr_has_its_configuration_in_etc_and_destdir_stands_nowhere(self):
        install("/usr", DESTDIR=str(self.folder))
        self.assertTrue((self.folder / "etc/newsbus/newsbus.toml").is_file())
        self.assertTrue((self.folder / "usr/share/newsbus/gazetteer").is_dir())
        unit = (self.folder / "usr/lib/systemd/system/newsbus.service").read_text()
        self.assertIn("ExecStart=/usr/bin/newsbus run --config /etc/newsbus/newsbus.toml\n", unit)
        self.assertNotIn(str(self.folder), unit)

    def test_plugins_that_are_programs_need_the_keeper_beside_it(self):
        install(self.folder)
        config = self.folder / "newsbus.toml"
        config.write_text(f"""
[state]
dir = "{self.folder}/state"
[bus]
publish = "ipc://{self.folder}/live"
replay = "ipc://{self.folder}/replay"
[http]
allow_networks = ["127.0.0.0/8"]
[plugin.mine]
use = "exec"
command = ["/bin/cat"]
[[source]]
id = "wire"
url = "http://127.0.0.1/feed"
chain = ["mine"]
""")
        program = self.folder / "bin/newsbus"
        done = run(program, "check", "--config", str(config))
        self.assertEqual(done.returncode, 0, done.stderr)
        (self.folder / "libexec/newsbus/newsbus-keeper").unlink()
        done = run(program, "check", "--config", str(config))
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"{self.folder}/libexec/newsbus/newsbus-keeper: No such file", done.stderr.decode())

    def test_program_without_its_data_says_where_it_looked(self):
        program = self.folder / "copy/newsbus"
        program.parent.mkdir()
        shutil.copy(BUILD / "newsbus", program)
        done = run(program, "parse", "--as", "feed", "--plugins", feed=FEED)
        self.assertNotEqual(done.returncode, 0)
        for looked in (self.folder / "share/newsbus", self.folder / "copy/plugins/data", "--data-dir"):
            self.assertIn(str(looked), done.stderr.decode())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)

"""What `check` calls good, `run` starts; what it calls wrong, `run` refuses with the same words and exit code 2.

Each row of WRONG is a configuration with a mark (§) before the value at fault, so that the row says itself where the problem must
be told. The sections that a row leaves out are those of BASE, which are right.
"""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile

from case import NEWSBUS, TESTS, SystemTest, item, main, rss, wait_until

TLS = TESTS / "support/tls"
BASE = {
    "top": "chain = []",
    "state": 'dir = "{dir}/state"',
    "bus": 'publish = "ipc://{dir}/pub"\nreplay = "ipc://{dir}/replay"',
    "http": 'allow_networks = ["127.0.0.0/8"]',
    "control": 'listen = "unix:{dir}/control"',
    "rest": '[[source]]\nid = "wire"\nurl = "http://127.0.0.1:9/feed.xml"',
}
SOURCE = '[[source]]\nid = "wire"\nurl = "http://127.0.0.1:9/feed.xml"\n'
PLUGIN = 'chain = ["mine"]'
RULES = SOURCE + "[source.rules]\n"


def mine(kind, text):
    return {"top": PLUGIN, "rest": f'{SOURCE}[plugin.mine]\nuse = "{kind}"\n{text}'}


def source(text):
    return {"rest": SOURCE + text}


# (what is wrong, sections, a phrase of the message)
WRONG = [
    # The text.
    ("a value without quotes", {"top": "chain = [§clean_text]"}, "not TOML"),
    ("a section that is not closed", {"rest": "[plugin.mine§\nx = 1"}, "not TOML"),
    ("a key twice", {"top": "chain = []\nchain = §[]"}, "not TOML"),
    ("a section twice", {"rest": SOURCE + "§[bus]\n"}, "not TOML"),
    ("a text without an end", {"top": 'chain = ["clean_text§\n]'}, "not TOML"),
    ("bytes that are not UTF-8", {"top": b"publish_once = false # ca\xc2\xa7f\xe9\nchain = []"}, "not TOML"),
    ("an unknown key", {"bus": BASE["bus"] + '\n§hartbeat = "1s"'}, "did you mean `heartbeat`?"),
    ("an unknown section", {"rest": SOURCE + "[§buss]\n"}, "did you mean `bus`?"),
    ("a key in the wrong section", {"control": BASE["control"] + '\n§retention = "1d"'}, "it stands in [state]"),
    ("an unknown key of a source", source('§intervall = "1h"'), "did you mean `interval`?"),
    # Types and ranges.
    ("a text for a number", {"bus": BASE["bus"] + '\nhigh_water_mark = §"many"'}, "must be an integer"),
    ("a number for a duration", source("interval = §15"), "a duration such as"),
    ("a duration without a unit", source('interval = §"15"'), "is not a duration"),
    ("a size with a wrong unit", {"http": BASE["http"] + '\nmax_body = §"8MEG"'}, "is not a size"),
    ("a number out of range", {"http": BASE["http"] + "\nmax_redirects = §51"}, "0 to 50"),
    ("an interval below the least", source('interval = §"5s"'), "out of range"),
    ("a longest interval below the shortest", source('interval = "2h"\nmax_interval = §"1h"'), "is less than `interval`"),
    ("a word for a boolean", source('hints = §"yes"'), "true or false"),
    ("a value that is none of the known", source('full_text = §"allways"'), "did you mean `always`?"),
    ("a number in a list of texts", source('tags = ["a", §1]'), "a list of texts"),
    ("a body larger than all bodies", {"http": BASE["http"] + '\nmax_in_flight = §"1MiB"'}, "no body of that size would ever fit"),
    ("a key of a later version", source('recheck = §["1h"]'), "not available in this version"),
    # Sources.
    ("an id twice", source(f'[[source]]\nid = §"wire"\nurl = "http://127.0.0.1:9/b"'), "stands at"),
    ("an id that fits no topic", {"rest": '[[source]]\nid = §"a b"\nurl = "http://127.0.0.1:9/"'}, "may hold only letters"),
    ("a source without a url", {"rest": '§[[source]]\nid = "a"'}, "missing key `url`"),
    ("a URL without a scheme", {"rest": '[[source]]\nid = "a"\nurl = §"example.org/feed"'}, "is not an absolute URL"),
    ("a URL of another scheme", {"rest": '[[source]]\nid = "a"\nurl = §"ftp://127.0.0.1/feed"'}, "neither http nor https"),
    ("a password in a URL", {"rest": '[[source]]\nid = "a"\nurl = §"http://me:pw@127.0.0.1/"'}, "use `username`"),
    ("one source as a table", {"rest": '§[source]\nid = "a"\nurl = "http://127.0.0.1:9/"'}, "write [[source]]"),
    ("no contact for the open network", {"http": BASE["http"] + '\ncontact = §""', "rest": '[[source]]\nid = "a"\nurl = "https://example.org/feed"'},
     "`contact` in [http] is required"),
    ("a contact that is none", {"http": BASE["http"] + '\ncontact = §"me"'}, "neither an http or https URL nor a mail address"),
    ("a network with stray bits", {"http": 'allow_networks = ["127.0.0.0/8", §"10.0.0.1/8"]'}, "is not a network"),
    ("a header of our own", source('headers = {{ Host = §"x" }}'), "is set by newsbus itself"),
    ("a language that is none", source('language = §"english"'), "is not a language tag"),
    ("a proxy of an unknown kind", {"http": BASE["http"] + '\nproxy = §"ftp://127.0.0.1:1"'}, "is not the URL of a proxy"),
    ("CSS that cannot be read", {"rest": RULES + 'body = §"p:hover"'}, "column 3"),
    ("XPath that cannot be read", {"rest": RULES + 'headline = ["h1", §"//p["]'}, "column 5"),
    ("links of a feed", {"rest": RULES + 'links = §"a"'}, "is for sources of kind"),
    # Files of sources.
    ("a password file that is not there", source('username = "me"\npassword_file = §"{dir}/none"'), "No such file or directory"),
    ("a password file that is a folder", source('username = "me"\npassword_file = §"{dir}"'), "is a folder, not a file"),
    ("a password file that is empty", source('username = "me"\npassword_file = §"{dir}/empty"'), "is empty"),
    ("a password file in a home folder by ~", source('username = "me"\npassword_file = §"~/secret"'), "write the whole path"),
    ("a password without a user", source('password_file = §"{dir}/secret"'), "needs a `username`"),
    ("trusted certificates that are none", source('ca_file = §"{dir}/secret"'), "is not a list of certificates"),
    ("a certificate that is none", source('cert_file = §"{dir}/secret"\nkey_file = "{tls}/client.key"'), "holds no certificate"),
    ("a key that is none", source('cert_file = "{tls}/client.pem"\nkey_file = §"{tls}/client.pem"'), "holds no private key"),
    ("the key of another certificate", source('cert_file = "{tls}/client.pem"\nkey_file = §"{tls}/other.key"'), "is not the key of"),
    ("a key with a pass phrase", source('cert_file = "{tls}/client.pem"\nkey_file = §"{tls}/encrypted.key"'), "is encrypted"),
    ("a certificate without its key", source('cert_file = §"{tls}/client.pem"'), "`key_file` names none"),
    # Places of the machine.
    ("a state folder that is a file", {"state": 'dir = §"{dir}/secret"'}, "is not a folder"),
    ("a state folder below a file", {"state": 'dir = §"{dir}/secret/state"'}, "is not a folder"),
    ("a state folder that leads nowhere", {"state": 'dir = §"{dir}/nowhere"'}, "leads nowhere"),
    ("a state folder without a name", {"state": 'dir = §""'}, "must name a folder"),
    ("a state whose database is a folder", {"state": 'dir = §"{dir}/odd"'}, "is not a regular file"),
    ("an endpoint in a folder that is not there", {"bus": 'publish = §"ipc://{dir}/none/pub"\nreplay = "ipc://{dir}/replay"'}, "cannot be reached"),
    ("an endpoint where a file stands", {"bus": 'publish = "ipc://{dir}/pub"\nreplay = §"ipc://{dir}/secret"'}, "not a socket"),
    ("a control socket where a folder stands", {"control": 'listen = §"unix:{dir}/odd"'}, "not a socket"),
    ("a control socket below a file", {"control": 'listen = §"unix:{dir}/secret/control"'}, "is not a folder"),
    # Endpoints.
    ("an endpoint for everybody", {"bus": 'publish = ["ipc://{dir}/pub", §"tcp://*:5556"]\nreplay = "ipc://{dir}/replay"'}, "literal address"),
    ("an endpoint by name", {"bus": 'publish = §"tcp://localhost:5556"\nreplay = "ipc://{dir}/replay"'}, "literal address"),
    ("an endpoint on an interface", {"bus": 'publish = §"tcp://lo:5556"\nreplay = "ipc://{dir}/replay"'}, "literal address"),
    ("an endpoint on the network", {"bus": 'publish = §"tcp://0.0.0.0:5556"\nreplay = "ipc://{dir}/replay"'}, "without CURVE"),
    ("an endpoint without permissions", {"bus": 'publish = §"ipc://@newsbus"\nreplay = "ipc://{dir}/replay"'}, "needs an absolute path"),
    ("one endpoint for two", {"bus": 'publish = "tcp://127.0.0.1:7001"\nreplay = §"tcp://127.0.0.1:7001"'}, "is the endpoint of"),
    ("one endpoint twice in a list", {"bus": 'publish = ["tcp://[::1]:7001", §"tcp://[0:0:0:0:0:0:0:1]:7001"]\nreplay = "ipc://{dir}/replay"'}, "is the endpoint of"),
    ("the port of the bus for the control address", {"bus": 'publish = "tcp://127.0.0.1:7001"\nreplay = "ipc://{dir}/replay"',
                                                     "control": 'listen = §"127.0.0.1:7001"'}, "is the endpoint of"),
    ("a control address for everybody", {"control": 'listen = §"0.0.0.0:9556"'}, "is not on a loopback address"),
    ("a port that is none", {"control": 'listen = §"127.0.0.1:70000"'}, "neither ADDRESS:PORT"),
    ("a topic without its slash", {"bus": BASE["bus"] + '\ntopic = §"news/{{source}}"'}, "must end with `/`"),
    ("a topic with an unknown word", {"bus": BASE["bus"] + '\ntopic = §"news/{{sorce}}/"'}, "did you mean `source`?"),
    # Plugins.
    ("an unknown plugin in the chain", {"top": 'chain = ["clean_text", §"clean_txt"]'}, "did you mean `clean_text`?"),
    ("an unknown plugin in a source", source('chain = [§"mine"]'), "unknown plugin"),
    ("a plugin twice in a chain", {"top": 'chain = ["clean_text", §"clean_text"]'}, "twice"),
    ("a plugin of a later version", {"top": 'chain = [§"tag_story"]'}, "not available in this version"),
    ("exec without a command", {"top": PLUGIN, "rest": SOURCE + '§[plugin.mine]\nuse = "exec"'}, "missing key `command`"),
    ("exec with an empty command", mine("exec", "command = §[]"), "names no program"),
    ("a program that is not there", mine("exec", 'command = [§"/no/such/program", "x"]'), "No such file or directory"),
    ("a program that is not in PATH", mine("exec", 'command = [§"no-such-program-anywhere"]'), "in PATH"),
    ("a program that may not be run", mine("exec", 'command = [§"{dir}/secret"]'), "may not be run"),
    ("a program that is a folder", mine("exec", 'command = [§"{dir}"]'), "is not a file"),
    ("a script of an unknown interpreter", mine("exec", 'command = [§"{dir}/script"]'), "/no/such/python"),
    ("a script with line ends of Windows", mine("exec", 'command = [§"{dir}/windows"]'), "Windows"),
    ("a variable without a name", mine("exec", 'command = ["cat"]\nenvironment = ["A=1", §"=x"]'), "is not NAME=value"),
    ("a time limit of nothing", mine("exec", 'command = ["cat"]\nstart_timeout = §"0s"'), "must be more than 0"),
    ("an unknown option of a plugin", mine("clean_text", "§words = 1"), 'unknown key "words"'),
    ("an option of the wrong type", mine("clean_boilerplate", 'max_words = §"25"'), "must be an integer"),
    ("an option out of range", mine("clean_boilerplate", "max_words = §0"), "from 1 to 1000"),
    ("phrases that are not there", mine("clean_boilerplate", 'phrases = ["{dir}/phrases.tsv", §"{dir}/none.tsv"]'), "cannot be read"),
    ("phrases without their columns", mine("clean_boilerplate", 'phrases = [§"{dir}/secret"]'), "column"),
    ("names that are not there", mine("tag_entities", 'lists = [§"{dir}/none.tsv"]'), "cannot be read"),
    ("an unknown list of names", mine("tag_entities", 'kinds = ["countries", §"rivers"]'), "there is no list"),
    ("a score out of range", mine("tag_entities", "min_score = §2.0"), "from 0 to 1"),
    ("a wrong word for on_error", mine("tag_language", 'on_error = §"ignore"'), '"keep" nor "drop"'),
    ("an option of a plugin without options", mine("clean_urls", "§on_eror = 1"), "did you mean `on_error`?"),
]

# Files that are wrong beside a newsbus.toml that is right: (what is wrong, {file in sources.d: text}, a phrase)
WRONG_FILES = [
    ("a syntax error in sources.d", {"a.toml": "[[source]§\n"}, "not TOML"),
    ("a setting in sources.d", {"a.toml": '[§http]\ncontact = "me@localhost"\n'}, "which holds [[source]] and [plugin.*] only"),
    ("an id of another file", {"a.toml": '[[source]]\nid = "a"\nurl = "http://127.0.0.1:9/a"\n', "b.toml": '[[source]]\nid = §"a"\nurl = "http://127.0.0.1:9/b"\n'}, "a.toml:2:6 already"),
    ("a plugin of another file", {"a.toml": "[plugin.tag_language]\n", "b.toml": "[plugin.§tag_language]\n"}, "already"),
    ("a file in the coding of Windows", {"a.toml": '§'.encode() + '[[source]]\nid = "a"\n'.encode("utf-16")}, "not TOML"),
]

RIGHT = {
    "the least there can be": {},
    "the default chain": {"top": ""},
    "Windows line ends and a byte order mark": {"top": b"\xef\xbb\xbfchain = []\r\npublish_once = true\r\n"},
    "IPv6 written short": {"bus": 'publish = "tcp://[::1]:*"\nreplay = "tcp://127.0.0.1:*"'},
    "IPv6 written long": {"bus": 'publish = ["tcp://[0:0:0:0:0:0:0:1]:*"]\nreplay = "tcp://[0000::0001]:0"'},
    "any address of the loopback network": {"bus": 'publish = ["tcp://127.8.8.8:*", "tcp://127.0.0.1:*", "ipc://{dir}/pub"]\nreplay = "ipc://{dir}/replay"'},
    "a control address whose port the system picks": {"control": 'listen = "127.0.0.1:*"'},
    "a control address on IPv6": {"control": 'listen = "[::1]:0"'},
    "no control address": {"control": 'listen = ""'},
    "a state folder that is to be made": {"state": 'dir = "{dir}/new/below/it"'},
    "a state folder behind a link": {"state": 'dir = "{dir}/link"'},
    "topics and limits of one's own": {"bus": BASE["bus"] + '\ntopic = "news/{{source}}/"\ngrace = "0s"\nheartbeat = "10ms"\nhigh_water_mark = 1\npublisher = "desk"'},
    "a source of every kind": {"rest": "".join(f'[[source]]\nid = "{kind}"\nkind = "{kind}"\nurl = "http://127.0.0.1:9/{kind}"\n' for kind in ("feed", "listing", "sitemap", "page"))},
    "rules in CSS and XPath": {"rest": RULES + "body = [\"article > p\", \"//div[@class='text']\"]\nremove = \".ad\""},
    "a password and a header": source('username = "me"\npassword_file = "{dir}/secret"\nheaders = {{ Accept-Language = "de" }}'),
    "a client certificate and its key": source('ca_file = "{tls}/client.pem"\ncert_file = "{tls}/client.pem"\nkey_file = "{tls}/client.key"'),
    "certificate and key in one file": source('cert_file = "{tls}/both.pem"'),
    "a program in PATH": mine("exec", 'command = ["cat"]\nenvironment = ["A=1"]'),
    "tables of one's own": {"top": 'chain = ["clean_boilerplate", "names"]', "rest": SOURCE + '[plugin.clean_boilerplate]\nphrases = ["{dir}/phrases.tsv"]\n'
                            '[plugin.names]\nuse = "tag_entities"\nkinds = ["countries"]\nlists = ["{dir}/names.tsv"]\nmin_score = 0.5'},
    "a source at the same URL in another language": source('[[source]]\nid = "wire-de"\nurl = "http://127.0.0.1:9/feed.xml"\nheaders = {{ Accept-Language = "de" }}'),
    "a contact": {"http": 'contact = "desk@newsroom.localhost.se"', "rest": '[[source]]\nid = "a"\nurl = "https://news.localhost.se/feed"\ninterval = "1h"\nhints = false'},
    "sources in a folder beside it": {"sources.d": {"a.toml": '[[source]]\nid = "a"\nurl = "http://127.0.0.1:9/a"\n', "b.toml": "", "note.txt": "not TOML ["}},
}

# (what is to be warned of, sections, a phrase)
WARNED = [
    ("no source", {"rest": ""}, "there is no source"),
    ("the same URL twice", source('[[source]]\nid = "again"\nurl = §"http://127.0.0.1:9/feed.xml/?utm_source=x"'), 'source "wire" at '),
    ("a plugin in no chain", {"rest": SOURCE + "[plugin.§tag_language]\n"}, "stands in no chain"),
    ("a contact of an example", {"http": BASE["http"] + '\ncontact = §"https://example.org/bot"'}, "is an example"),
    ("a key without effect", {"http": BASE["http"] + "\nrobots = §true"}, "without effect in this version"),
    ("a password in the clear", {"http": 'contact = "me@news.se"', "rest": '[[source]]\nid = "a"\nurl = "http://news.se/"\nusername = §"me"'}, "unencrypted"),
    ("a certificate that expired", source('cert_file = §"{tls}/expired.pem"\nkey_file = "{tls}/client.key"'), "expired at Feb  1 00:00:00 2020"),
    ("a path that depends on the folder of the start", {"state": 'dir = §"state"'}, "write the whole path"),
]


class Folder:
    """A folder with a newsbus.toml made of sections, and the files that the rows name."""

    def __init__(self, sections):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="newsbus-test-"))
        self.expected = None
        for name, text in {"secret": "letmein\n", "empty": "", "script": "#!/no/such/python\n", "windows": "#!/bin/sh\r\n",
                           "phrases.tsv": "kind\tphrase\nline\tRead the whole report\n", "names.tsv": "name\tid\nNewsbus\tQ1\n"}.items():
            (self.path / name).write_bytes(text.encode())
        for name in ("script", "windows"):
            (self.path / name).chmod(0o755)
        (self.path / "odd/newsbus.db").mkdir(parents=True)
        (self.path / "behind").mkdir()
        (self.path / "link").symlink_to(self.path / "behind")
        (self.path / "nowhere").symlink_to(self.path / "not-there")
        text = b""
        for name, default in BASE.items():
            value = sections.get(name, default)
            raw = value if isinstance(value, bytes) else value.format(dir=self.path, tls=TLS).encode()
            text += (b"" if name in ("top", "rest") else f"[{name}]\n".encode()) + raw + b"\n\n"
        self.config = self.write("newsbus.toml", text)
        for name, content in sections.get("sources.d", {}).items():
            (self.path / "sources.d").mkdir(exist_ok=True)
            self.write(f"sources.d/{name}", content if isinstance(content, bytes) else content.encode())

    def write(self, name, text):
        """Takes the mark out and notes where it stood."""
        path = self.path / name
        for mark in ("§".encode(), "§".encode("utf-16-le")):
            if mark in text:
                before = text[:text.index(mark)]
                self.expected = f"{path}:{1 + before.count(10)}:{1 + len(before) - (before.rfind(10) + 1)}: "
                text = text.replace(mark, b"")
        path.write_bytes(text)
        return path

    def run(self, command, **options):
        return subprocess.run([NEWSBUS, command, "--config", str(self.config)], cwd=self.path, capture_output=True, text=True, timeout=60, **options)

    def start(self):
        """`newsbus run` up to READY=1, then SIGTERM; returns (exit code, log)."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify, open(self.path / "log", "wb") as log:
            notify.bind(str(self.path / "notify"))
            notify.settimeout(60)
            process = subprocess.Popen([NEWSBUS, "run", "--config", str(self.config)], cwd=self.path, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                       env={**os.environ, "NOTIFY_SOCKET": str(self.path / "notify")})
            try:
                while process.poll() is None:
                    notify.settimeout(0.2)
                    try:
                        if b"READY=1" in notify.recv(65536):
                            break
                    except TimeoutError:
                        continue
                ready = process.poll() is None
                process.send_signal(signal.SIGTERM)
                code = process.wait(30)
            finally:
                process.kill()
        return (code if ready else f"not ready, {code}"), (self.path / "log").read_text()

    def close(self):
        shutil.rmtree(self.path, ignore_errors=True)


class Check(SystemTest):
    def folder(self, sections):
        folder = Folder(sections)
        self.addCleanup(folder.close)
        return folder

    def assert_refused(self, folder, phrase):
        check, run = folder.run("check"), folder.run("run")
        self.assertEqual((check.returncode, run.returncode), (2, 2), check.stderr + run.stderr)
        problems = [line for line in check.stderr.splitlines() if ": warning: " not in line]
        self.assertEqual(len(problems), 1, check.stderr)
        self.assertTrue(problems[0].startswith(folder.expected), f"{problems[0]}\nexpected at {folder.expected}")
        self.assertIn(phrase, problems[0])
        self.assertEqual(run.stderr, check.stderr)
        self.assertFalse((folder.path / "state").exists())

    def test_there_are_enough_rows(self):
        self.assertGreaterEqual(len(WRONG) + len(WRONG_FILES), 60)
        self.assertGreaterEqual(len(RIGHT), 20)

    def test_what_check_calls_wrong_run_refuses_in_the_same_words(self):
        for what, sections, phrase in WRONG:
            with self.subTest(what):
                self.assert_refused(self.folder(sections), phrase)

    def test_the_same_holds_for_the_files_of_sources_d(self):
        for what, files, phrase in WRONG_FILES:
            with self.subTest(what):
                self.assert_refused(self.folder({"sources.d": files}), phrase)

    def test_a_file_that_is_none_is_named(self):
        for what, path, phrase in (("a folder", "", "is a directory, not a file"), ("nothing", "none.toml", "No such file or directory"),
                                   ("a device", "/dev/null", "is not a regular file")):
            with self.subTest(what):
                folder = self.folder({})
                folder.config = folder.path / path
                for command in ("check", "run"):
                    done = folder.run(command)
                    self.assertEqual(done.returncode, 2)
                    self.assertEqual(done.stderr.splitlines()[0], f"{folder.config}: {done.stderr.splitlines()[0].split(': ', 1)[1]}")
                    self.assertIn(phrase, done.stderr)
        folder = self.folder({})
        (folder.path / "sources.d").write_text("")
        self.assertIn("sources.d: is not a folder", folder.run("check").stderr)

    def test_what_check_calls_right_run_starts(self):
        for what, sections in RIGHT.items():
            with self.subTest(what):
                folder = self.folder(sections)
                check = folder.run("check")
                self.assertEqual((check.returncode, check.stderr), (0, ""))
                self.assertRegex(check.stdout, r"^ok: \d+ sources?, chain [a-z_, ]+\n$")
                code, log = folder.start()
                self.assertEqual(code, 0, log)
                self.assertNotIn("configuration questioned", log)

    def test_a_warning_stops_nothing_and_is_logged(self):
        for what, sections, phrase in WARNED:
            with self.subTest(what):
                folder = self.folder(sections)
                check = folder.run("check")
                self.assertEqual(check.returncode, 0, check.stderr)
                [line] = check.stderr.splitlines()
                self.assertTrue(line.startswith((folder.expected or f"{folder.config}: ") + "warning: "), line)
                self.assertIn(phrase, line)
                self.assertIn("; 1 warning\n", check.stdout)
                code, log = folder.start()
                self.assertEqual(code, 0, log)
                self.assertIn("configuration questioned why=" + json.dumps(line, ensure_ascii=False), log)

    def test_all_problems_are_told_at_once_and_none_twice(self):
        folder = self.folder({"state": 'dir = 5', "bus": 'publish = "tcp://*:1"\nreplay = "ipc://{dir}/none/x"',
                              **mine("exec", 'command = ["/no/such"]\ntimeout = 3'),
                              "control": 'listen = "unix:{dir}/odd"'})
        told = folder.run("check").stderr.splitlines()
        self.assertEqual([line.split(": ")[1].strip("`") for line in told], ["dir", "publish", "replay", "listen", "timeout"], told)

    def test_a_link_to_the_configuration_is_followed_and_sources_stand_beside_the_link(self):
        folder = self.folder({"sources.d": {"a.toml": '[[source]]\nid = "a"\nurl = "http://127.0.0.1:9/a"\n'}})
        (folder.path / "beside").mkdir()
        folder.config = folder.path / "beside/linked.toml"
        folder.config.symlink_to(folder.path / "newsbus.toml")
        self.assertEqual(folder.run("check").stdout, "ok: 1 source, chain empty\n")

    def test_what_this_user_may_not_do_is_a_problem(self):
        folder = self.folder({})
        folder.path.chmod(0o755)
        (folder.path / "state").mkdir(0o555)
        nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        try:
            subprocess.run([NEWSBUS, "schema"], capture_output=True, timeout=60, check=True, **nobody)
        except (PermissionError, FileNotFoundError):
            self.skipTest("the program is out of reach for another user")
        (folder.path / "pub").touch()
        (folder.path / "pub").unlink()
        done = folder.run("check", **nobody)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("state cannot be written to by user", done.stderr)
        (folder.path / "sources.d").mkdir(0o000)
        done = folder.run("check", **nobody)
        self.assertIn("sources.d: cannot be read: Permission denied", done.stderr)
        (folder.path / "sources.d").chmod(0o755)


class Live(SystemTest):
    def start(self):
        site = self.site()
        site.put("/feed.xml", rss([item(1, site)]))
        daemon = self.daemon([self.source(site)]).start()
        wait_until(lambda: daemon.whole_log(), "the article")
        return site, daemon

    def test_check_is_silent_beside_a_running_daemon(self):
        _, daemon = self.start()
        done = daemon.run("check")
        self.assertEqual((done.returncode, done.stdout), (0, "ok: 1 source, chain " + done.stdout.split("chain ")[1]))
        self.assertNotIn("state", done.stderr.replace(str(daemon.config), ""))

    def test_a_refused_reload_is_seen_until_the_next_good_one(self):
        _, daemon = self.start()
        good = daemon.config.read_text()
        self.assertEqual(daemon.metric("newsbus_config_last_reload_successful"), 1)
        applied = daemon.metric("newsbus_config_last_reload_success_timestamp_seconds")
        self.assertGreater(applied, 1.7e9)
        line = good[:good.index("[control]")].count("\n") + 2
        daemon.config.write_text(good.replace('listen = "unix:', 'listen = "unix:/no/such/folder') + "\nwrong = 1\n")
        daemon.reload()
        first = f"{daemon.config}:{line}:10: `listen`: /no/such/folder"
        self.assertIn(first, daemon.log())
        self.assertIn(r'unknown key \"wrong\"', daemon.log())
        self.assertEqual(daemon.metric("newsbus_config_last_reload_successful"), 0)
        self.assertEqual(daemon.metric("newsbus_config_last_reload_success_timestamp_seconds"), applied)
        told = json.loads(daemon.get("/status")[1])["configuration"]
        self.assertTrue(told["refused"].startswith(first), told)
        self.assertTrue(told["refused"].endswith("(and 1 more)"), told)
        self.assertIn("refusedAt", told)
        statuses = [notice for notice in daemon.notices if notice.startswith("STATUS=")]
        self.assertRegex(statuses[-1], r"^STATUS=1 sources?, sent up to \d+; reload refused: .*newsbus.toml:")
        before = len(daemon.notices)
        wait_until(lambda: any("reload refused" in notice for notice in daemon.notices[before:]), "the next status, which says it too")
        daemon.config.write_text(good)
        shown = daemon.run("status")
        self.assertRegex(shown.stdout, r"(?m)^last reload refused .*newsbus.toml:\d+:10: `listen`")
        daemon.reload()
        self.assertNotIn("refused", json.loads(daemon.get("/status")[1])["configuration"])
        self.assertEqual(daemon.metric("newsbus_config_last_reload_successful"), 1)
        self.assertNotIn("refused", daemon.run("status").stdout)

    def test_a_changed_state_folder_is_refused_at_its_place(self):
        _, daemon = self.start()
        daemon.sections["state"]["dir"] = str(daemon.folder / "other")
        daemon.write_config()
        daemon.reload()
        self.assertRegex(daemon.log(), r"reload refused why=.*newsbus.toml:\d+:\d+: \[state\] cannot change while the daemon runs")


if __name__ == "__main__":
    main()

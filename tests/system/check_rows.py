"""The configurations of check_test.py: what is wrong with each and where, what is right, what is to be warned of.

Each row of WRONG is a configuration with a mark (§) before the value at fault, so that the row says itself where the problem must
be told. The sections that a row leaves out are those of BASE, which are right.
"""
from case import TESTS

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
    ("a password in the clear", {"http": 'contact = "me@news.se"', "rest": '[[source]]\nid = "a"\nurl = "http://news.se/"\nusername = §"me"'}, "unencrypted"),
    ("a certificate that expired", source('cert_file = §"{tls}/expired.pem"\nkey_file = "{tls}/client.key"'), "expired at Feb  1 00:00:00 2020"),
    ("a path that depends on the folder of the start", {"state": 'dir = §"state"'}, "write the whole path"),
]

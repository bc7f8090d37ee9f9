"""A subscription list becomes sources that run, and the configuration becomes a list again."""
import json
import pathlib
import subprocess
import tempfile
import tomllib
import xml.etree.ElementTree as ElementTree

from case import NEWSBUS, SystemTest, item, main, rss, wait_until


class Opml(SystemTest):
    def newsbus(self, *arguments, **options):
        return subprocess.run([NEWSBUS, *map(str, arguments)], capture_output=True, text=True, timeout=60, **options)

    def opml(self, site):
        return (f'<opml version="2.0"><head><title>t</title></head><body><outline text="World">'
                f'<outline type="rss" text="Täglicher Bote" xmlUrl="{site.url("/a.xml")}"/></outline>'
                f'<outline type="rss" text="T&#228;glicher Bote" xmlUrl="{site.url("/b.xml")}"/>'
                '<outline type="rss" text="Broken" xmlUrl="gopher://x.invalid/"/></body></opml>')

    def test_an_imported_list_runs_and_is_exported_again(self):
        site = self.site()
        site.put("/a.xml", rss([item(1)]))
        site.put("/b.xml", rss([item(2)]))
        daemon = self.daemon()
        folder = daemon.folder / "sources.d"
        folder.mkdir()
        listed = daemon.folder / "My List.opml"
        listed.write_text(self.opml(site))
        done = self.newsbus("import", listed, "--into", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Broken: no http(s) address: gopher://x.invalid/", done.stderr)
        self.assertEqual(done.stdout, f"{folder}/my-list.toml: 2 sources\n")

        daemon.start("--now")
        wait_until(lambda: len(daemon.whole_log()) == 2, "two articles")
        articles = {m.data["source"]: m.data for m in daemon.whole_log()}
        self.assertEqual(set(articles), {"taglicher-bote", "taglicher-bote-2"})
        self.assertEqual(articles["taglicher-bote"]["tags"], ["World"])
        self.assert_log_is_sound(daemon.whole_log())

        exported = daemon.run("export")
        self.assertEqual(exported.returncode, 0, exported.stderr)
        outlines = [o for o in ElementTree.fromstring(exported.stdout.encode()).iter("outline") if o.get("xmlUrl")]
        self.assertEqual({o.get("xmlUrl") for o in outlines}, {site.url("/a.xml"), site.url("/b.xml")})

    def test_names_and_folders_go_there_and_back(self):
        text = ('<?xml version="1.0" encoding="UTF-8"?><opml version="1.0"><head><title>t</title></head><body>'
                '<outline text="News &amp; Views" title="News &amp; Views"><outline text="Мир">'
                '<outline type="rss" version="RSS" text="新聞 &quot;today&quot;" description="d" htmlUrl="https://a.example/" '
                'xmlUrl="https://a.example/feed"/></outline></outline>'
                '<outline text="Tech"><outline text="Same" type="rss" xmlUrl="feed:https://b.example/rss"/>'
                '<outline text="Same" type="rss" xmlUrl="feed://c.example/rss" category="/x/Cities,Money"/></outline>'
                '<outline text="World"><outline text="Same" type="rss" xmlUrl="https://b.example/rss"/></outline>'
                '</body></opml>')
        first = self.newsbus("import", "-", input=text)
        self.assertEqual((first.returncode, first.stderr), (0, ""))
        sources = {s["url"]: s for s in tomllib.loads(first.stdout)["source"]}
        self.assertEqual(sources["https://a.example/feed"]["name"], '新聞 "today"')
        self.assertEqual(sources["https://a.example/feed"]["tags"], ["News & Views", "Мир"])
        self.assertEqual(sources["https://b.example/rss"]["tags"], ["Tech", "World"])
        self.assertEqual(sources["http://c.example/rss"]["tags"], ["Tech", "Cities", "Money"])
        daemon = self.daemon(http={"contact": "https://example.org/bot"})
        folder = daemon.folder / "sources.d"
        folder.mkdir()
        (folder / "a.toml").write_text(first.stdout)
        exported = daemon.run("export")
        self.assertEqual(exported.returncode, 0, exported.stderr)
        again = self.newsbus("import", "-", input=exported.stdout)
        self.assertEqual((again.returncode, again.stderr), (0, ""))
        key = lambda source: source["url"]
        self.assertEqual(sorted(tomllib.loads(again.stdout)["source"], key=key),
                         sorted(tomllib.loads(first.stdout)["source"], key=key))

    def test_the_name_is_shown_in_the_status(self):
        site = self.site()
        site.put("/a.xml", rss([item(1)]))
        daemon = self.daemon([self.source(site, id="a", path="/a.xml", name="Täglicher Bote")])
        daemon.start("--now")
        wait_until(lambda: len(daemon.whole_log()) == 1, "an article")
        for stops in (False, True):
            if stops:
                daemon.stop()
            self.assertEqual(json.loads(daemon.run("status", "--json").stdout)["sources"][0]["name"], "Täglicher Bote")
            self.assertIn("Täglicher Bote", daemon.run("status").stdout)

    def test_a_list_is_imported_before_there_is_any_configuration(self):
        site = self.site()
        for name in ("new", "odd"):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                sources = pathlib.Path(folder) / "sources.d"
                sources.mkdir()
                if name == "odd":
                    (pathlib.Path(folder) / "newsbus.toml").mkdir()
                done = self.newsbus("import", "-", "--into", sources, input=self.opml(site))
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(len(list(sources.glob("*.toml"))), 1)

    def test_an_import_replaces_no_file_and_repeats_no_source(self):
        site = self.site()
        daemon = self.daemon([self.source(site, id="taglicher-bote", path="/a.xml")])
        folder = daemon.folder / "sources.d"
        folder.mkdir()
        listed = daemon.folder / "list.opml"
        listed.write_text(self.opml(site))
        self.assertEqual(self.newsbus("import", listed, "--into", folder).returncode, 0)
        written = (folder / "list.toml").read_text()
        self.assertNotIn("/a.xml", written)
        self.assertIn('id = "taglicher-bote-2"', written)
        again = self.newsbus("import", listed, "--into", folder)
        self.assertEqual(again.returncode, 1)
        self.assertIn("exists already", again.stderr)
        self.assertEqual(self.newsbus("import", listed, "--into", folder, "--force").returncode, 0)
        self.assertEqual((folder / "list.toml").read_text(), written)
        self.assertEqual(daemon.run("check").returncode, 0)

    def test_what_cannot_be_imported_is_an_error(self):
        for arguments, text, code in ((["-"], "<rss/>", 1), (["-"], "<opml/>", 1), (["/nowhere.opml"], "", 2),
                                      (["-", "--into", "/nowhere"], "<opml/>", 2)):
            with self.subTest(arguments=arguments, text=text):
                done = self.newsbus("import", *arguments, input=text)
                self.assertEqual((done.returncode, done.stdout), (code, ""))
                self.assertTrue(done.stderr.startswith("newsbus import: "), done.stderr)


if __name__ == "__main__":
    main()

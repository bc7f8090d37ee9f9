#include "service/prepare.h"

#include "service/source_files.h"
#include "tests/support/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace newsbus::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string data_dir = NEWSBUS_TEST_DIR "/../plugins/data";
const std::string tls = NEWSBUS_TEST_DIR "/support/tls/";

/// A configuration in a folder of its own, with one source.
struct Prepare : testing::Test {
    const Prepared& prepare(const std::string& keys_of_source, const std::string& sections = "") {
        std::string main = folder.write(
            "newsbus.toml", "chain = [\"clean_urls\"]\n[http]\ncontact = \"https://bot.localhost/news\"\n[state]\ndir = \"" +
                                (folder / "state").string() + "\"\n" + sections);
        folder.write("sources.d/a.toml",
                     "[[source]]\nid = \"wire\"\nurl = \"https://news.example/feed\"\n" + keys_of_source);
        return prepared = service::prepare(main, data_dir, counters);
    }
    std::vector<std::string> problems() const {
        std::vector<std::string> lines;
        for (const config::Problem& problem : prepared.loaded.problems) {
            std::string line = problem.str();
            lines.push_back(line.substr(folder.path().string().size() + 1));  // without the folder
        }
        return lines;
    }

    test::Folder folder;
    Counters counters;
    Prepared prepared;
};

TEST_F(Prepare, MakesEverySourceWithItsChain) {
    const Prepared& good = prepare(
        "[[source]]\nid = \"other\"\nurl = \"https://other.example/feed\"\nchain = [\"clean_urls\", \"mine\"]\n",
        "[plugin.mine]\nuse = \"exec\"\ncommand = [\"/bin/cat\"]\n");
    EXPECT_THAT(problems(), IsEmpty());
    ASSERT_THAT(good.installation, SizeIs(2));
    const plugins::Chain &wire = good.installation.at("wire")->chain, &other = good.installation.at("other")->chain;
    ASSERT_THAT(wire.stages, SizeIs(1));
    ASSERT_THAT(other.stages, SizeIs(2));
    EXPECT_EQ(wire.stages[0].links[0], other.stages[0].links[0]) << "one plugin for all";
    EXPECT_TRUE(other.stages[1].waits);
    EXPECT_EQ(good.installation.at("other")->source->options().url, "https://other.example/feed");
    EXPECT_FALSE(std::filesystem::exists(folder / "state")) << "nothing is made on the machine";
}

TEST_F(Prepare, MakesNothingWithoutTheMainFile) {
    Prepared none = service::prepare(folder / "newsbus.toml", data_dir, counters);
    EXPECT_FALSE(none.loaded.usable());
    EXPECT_THAT(none.installation, IsEmpty());
}

TEST_F(Prepare, MakesNoSourceAtAllWhenOneIsWrong) {
    const Prepared& bad = prepare(
        "[[source]]\nid = \"other\"\nurl = \"https://other.example/feed\"\npassword_file = \"/no/such\"\nusername = "
        "\"me\"\n");
    EXPECT_THAT(problems(), ElementsAre("sources.d/a.toml:7:17: `password_file`: /no/such cannot be read: No such file or directory"));
    EXPECT_THAT(bad.installation, IsEmpty());
}

TEST_F(Prepare, NamesThePlaceOfAPluginsOptionThatIsNoGood) {
    prepare("chain = [\"mine\"]\n", "[plugin.mine]\nuse = \"exec\"\ncommand = [\"/no/such/program\", \"x\"]\n");
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("newsbus.toml:8:12: plugin mine: command: /no/such/program")));
}

TEST_F(Prepare, NamesTheElementOfAListThatIsNoGood) {
    std::string good = folder.write("good.tsv", "kind\tphrase\nline\tRead on\n");
    prepare("chain = [\"clean_boilerplate\"]\n", "[plugin.clean_boilerplate]\nphrases = [\"" + good + "\",\n  \"/no/such.tsv\"]\n");
    EXPECT_THAT(problems(),
                testing::Contains(HasSubstr("newsbus.toml:8:3: plugin clean_boilerplate: phrases: /no/such.tsv")));
}

TEST_F(Prepare, SaysWhereItLookedForDataThatIsMissing) {
    prepare("");
    std::string nowhere = (folder / "nowhere").string();
    prepared = service::prepare(folder / "newsbus.toml", nowhere, counters);
    EXPECT_FALSE(prepared.loaded.usable());
    EXPECT_THAT(prepared.loaded.problems.at(0).what, HasSubstr(nowhere));
}

TEST_F(Prepare, LooksAtTheFolderOfTheState) {
    folder.write("state", "a file");
    prepare("");
    ASSERT_THAT(problems(), SizeIs(1));
    EXPECT_THAT(problems()[0], HasSubstr("newsbus.toml:5:7: `dir`: "));
}

TEST_F(Prepare, WarnsOfACertificateThatExpiredAndGoesOn) {
    const Prepared& warned = prepare("cert_file = \"" + tls + "expired.pem\"\nkey_file = \"" + tls + "client.key\"\n");
    ASSERT_THAT(problems(), SizeIs(1)) << testing::PrintToString(problems());
    EXPECT_THAT(problems()[0], HasSubstr("expired at"));
    EXPECT_EQ(warned.loaded.problems[0].severity, config::Severity::warning);
    EXPECT_THAT(warned.installation, SizeIs(1));
}

TEST(Passwords, AreTheFirstLineOfTheirFile) {
    test::Folder folder;
    source::Options source;
    EXPECT_EQ(read_password(source).value(), "");
    for (const auto& [text, password] : {std::pair<std::string, std::string>{"secret", "secret"},
                                         {"secret\n", "secret"},
                                         {" se cret \r\nnot this\n", " se cret "},
                                         {std::string(4096, 'x') + "\n", std::string(4096, 'x')}}) {
        source.password_file = folder.write("password", text);
        EXPECT_EQ(read_password(source).value(), password);
    }
}

TEST(Passwords, ThatCannotBeReadNameTheirFile) {
    test::Folder folder;
    source::Options source;
    for (const auto& [text, why] : {std::pair<std::string, std::string>{"", "is empty"},
                                    {"\nsecret\n", "is empty"},
                                    {"\r\n", "is empty"},
                                    {std::string(4097, 'x'), "is too long"}}) {
        source.password_file = folder.write("password", text);
        auto password = read_password(source);
        ASSERT_FALSE(password) << text.substr(0, 10);
        EXPECT_EQ(password.error().code, Errc::config);
        EXPECT_THAT(password.error().what, testing::AllOf(HasSubstr(source.password_file), HasSubstr(why)));
    }
}

}  // namespace
}  // namespace newsbus::service

#include <gtest/gtest.h>

#include "tests/support/folder.h"
#include "tests/unit/plugins/fixture.h"

namespace newsbus::plugins {
namespace {

std::string cleaned(std::string body, const OptionValues& values = {}) {
    Article article;
    article.body = std::move(body);
    return processed(*make_plugin("clean_boilerplate", values), article).body;
}

TEST(CleanBoilerplate, CutsLinesThatAreNotTheArticle) {
    constexpr std::string_view lines[] = {
        "READ MORE: Second ferry delayed",
        "Also read | What the mayor said",
        "Click here to read our full coverage of the port.",
        "Subscribe to our newsletter for the best of the week.",
        "Follow us on Facebook and Twitter",
        "For all the latest headlines, follow our Google News channel online or via the app.",
        "Share on Facebook  Tweet  WhatsApp  Email",
        "© 2026 Harbour Gazette. All rights reserved.",
        "3 min read",
        "Advertisement",
        "Your email address will not be published. Required fields are marked *",
        "Lesen Sie auch: Wieder eine Fähre zu spät",
        "Alle Rechte vorbehalten.",
        "Lire aussi : Le ferry encore en retard",
        "Suivez-nous sur les réseaux sociaux",
        "Lea también: Otro ferri con retraso",
        "Leia também | Outro barco atrasado",
        "Читайте также: Паром снова опоздал",
        "Подписывайтесь на наш канал",
        "اقرأ أيضا: تأخر العبارة مجددا",
        "相关阅读：渡轮再次延误",
        "版权所有，未经授权不得转载。",
        "続きを読む",
        "무단 전재 및 재배포 금지",
        "यह भी पढ़ें: नौका फिर देर से",
        "Baca juga: Feri terlambat lagi",
        "Devamını oku",
    };
    for (std::string_view line : lines)
        EXPECT_EQ(cleaned("First paragraph.\n\n" + std::string(line) + "\n\nLast paragraph."),
                  "First paragraph.\n\nLast paragraph.")
            << line;
}

TEST(CleanBoilerplate, KeepsSentencesThatOnlySoundAlike) {
    constexpr std::string_view lines[] = {
        "Read more than ten books a year, the librarian advised the pupils of the port school.",
        "Share prices of the ferry company fell.",
        "She asked residents to follow the rules on the quay.",
        "The newsletter of the harbour museum has a new editor.",
        "Subscribers of the ferry pass will get their money back, the company told us on Monday, follow us on this "
        "thought: a boat that never sails and never earns and never pays its crew is no boat at all, he said.",
        "Copyright law was the subject of the debate.",
        "“I want to read more,” she said.",
    };
    for (std::string_view line : lines) {
        std::string body = "First paragraph.\n\n" + std::string(line) + "\n\nLast paragraph.";
        EXPECT_EQ(cleaned(body), body);
    }
}

TEST(CleanBoilerplate, CutsTheTitlesListedBelowAHeading) {
    EXPECT_EQ(cleaned("The ferry is late.\n\nRead more:\n\nMayor opens terminal\n\nWhy the crane fell\n\n"
                      "The captain spoke on Monday of a long night at sea."),
              "The ferry is late.\n\nThe captain spoke on Monday of a long night at sea.");
}

TEST(CleanBoilerplate, KeepsParagraphsWithoutAFullStopBelowListedTitles) {
    const std::string list = "The ferry is late.\n\nRead more:\n\nMayor opens terminal\n\n";
    for (std::string_view last :
         {"The captain spoke on Monday of a long night at sea. (AFP)",
          "The captain spoke on Monday. (Reporting by Ada Quill; Editing by Olof Brandt)",
          "The captain spoke on Monday of a long night at sea and of the crew that had not slept for two days"})
        EXPECT_EQ(cleaned(list + std::string(last)), "The ferry is late.\n\n" + std::string(last));
}

TEST(CleanBoilerplate, CutsAnInvitationAtTheEndOfALine) {
    EXPECT_EQ(cleaned("The ferry is late. Read more"), "The ferry is late.");
    EXPECT_EQ(cleaned("The ferry is late. [Read more...]"), "The ferry is late.");
    EXPECT_EQ(cleaned("渡轮延误了。阅读全文"), "渡轮延误了。");
    EXPECT_EQ(cleaned("They came to learn more"), "They came to learn more");
}

TEST(CleanBoilerplate, KeepsLineBreaksInsideParagraphs) {
    EXPECT_EQ(cleaned("One.\nTwo.\nAdvertisement\nThree.\n\nFour."), "One.\nTwo.\nThree.\n\nFour.");
}

TEST(CleanBoilerplate, LeavesALongTextMadeOfSuchLinesAlone) {
    std::string digest = "Latest news";
    for (int i = 0; i < 60; ++i) digest += "\n\nFerry number " + std::to_string(i) + " is late today";
    EXPECT_EQ(cleaned(digest), digest);
}

TEST(CleanBoilerplate, TakesPhrasesOfTheUser) {
    test::Folder folder;
    std::string file =
        folder.write("phrases.tsv", "kind\tphrase\nline|heading\tOur harbour, our pride\nopens\tOur readers\n");
    OptionValues values;
    values.set("phrases", std::vector<std::string>{file});
    EXPECT_EQ(cleaned("Text.\n\nOUR HARBOUR – OUR PRIDE!", values), "Text.");
}

TEST(CleanBoilerplate, NamesTheLineOfABadTable) {
    test::Folder folder;
    std::string file = folder.write("phrases.tsv", "kind\tphrase\nline\tfine\nsometimes\tnever\n");
    Spec spec = default_spec("clean_boilerplate").value();
    spec.options.set("phrases", std::vector<std::string>{file});
    auto plugin = find_kind("clean_boilerplate")->make(spec.options, test_context());
    ASSERT_FALSE(plugin);
    EXPECT_EQ(plugin.error().what, "phrases: " + file + ":3: unknown kind \"sometimes\"");
}

}  // namespace
}  // namespace newsbus::plugins

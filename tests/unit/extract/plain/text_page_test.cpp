#include "extract/plain/text_page.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

const std::string text =
    "The council voted on Tuesday to close the swing bridge for eleven months, ending a dispute of nine years.\n\n"
    "The shopkeepers of the old town fear for a third of their trade and have asked for a ferry on the river.\n\n"
    "The bridge was built in 1911, and its bearings have been mended so often that nobody knows which are left.\n";

Article read(const std::string& page, const char* url = "https://ledger.example.org/story") {
    return read_text(page, "text/plain", Url::parse(url).value()).value();
}

TEST(ReadText, KnowsTheHeadlineByItsAddress) {
    std::string page =
        "A word on the weather in the old town\nBridge shut till spring\nHow the river was won\n\n" + text;
    EXPECT_EQ(read(page, "https://ledger.example.org/news/bridge-shut-till-spring").headline,
              "Bridge shut till spring");
    EXPECT_EQ(read(page, "https://ledger.example.org/news/how-the-river-was-won").headline, "How the river was won");
}

TEST(ReadText, TakesTheDateNearestToTheHeadline) {
    std::string page = "Monday, June 2, 2025\nMost read\n\nCouncil closes swing bridge\nMay 3, 2024\n\n" + text;
    EXPECT_EQ(read(page).date_published_raw, "May 3, 2024");
    page = "June 2, 2025\nMost read\n\nCouncil closes swing bridge\n\n" + text;
    EXPECT_EQ(read(page).date_published_raw, "June 2, 2025");
}

TEST(ReadText, TellsTheChangeFromThePublication) {
    std::string head = "Council closes swing bridge\nUpdated: 5 May 2024\n";
    Article both = read(head + "Published: 3 May 2024\n\n" + text);
    EXPECT_EQ(both.date_published_raw, "3 May 2024");
    EXPECT_EQ(format_rfc3339(both.date_modified.value()), "2024-05-05T00:00:00Z");
    EXPECT_EQ(read(head + "\n" + text).date_published_raw, "5 May 2024");
}

TEST(ReadText, TakesNoDateOfAPicture) {
    std::string page = "Council closes swing bridge\nThe bridge on May 3, 2024. (File photo: Reuters)\n\n" + text;
    EXPECT_FALSE(read(page).date_published);
}

TEST(ReadText, TakesADateFromTheAddressWhenTheTextHasNone) {
    Article article =
        read("Council closes swing bridge\n\n" + text, "https://ledger.example.org/2024/05/03/swing-bridge");
    EXPECT_EQ(article.date_published_raw, "2024-05-03");
    EXPECT_EQ(article.provenance.at("datePublished"), "url");
}

TEST(ReadText, NamesTheAgencyOfAReport) {
    Article article = read("Council closes swing bridge\n\nAFP\n\n" + text);
    EXPECT_EQ(article.source_organization, (Organization{"Agence France-Presse", "", "AFP"}));
    EXPECT_EQ(article.credit_text, "AFP");
    EXPECT_EQ(article.provenance.at("sourceOrganization"), "text");
    EXPECT_EQ(read("Council closes swing bridge\nBy AFP\n\n" + text).source_organization.code, "AFP");
    EXPECT_TRUE(read("Council closes swing bridge\nBy AFP\n\n" + text).author.empty());
    EXPECT_EQ(read("Council closes swing bridge\n\nLINDMOUTH (Reuters) - " + text).source_organization.code, "Reuters");
    EXPECT_EQ(
        read("Council closes swing bridge\n\n" + text + "\nSource: Courier and agencies\n").source_organization.name,
        "");
}

TEST(ReadText, TakesAnUnlabelledNameBesideADateOnly) {
    EXPECT_EQ(read("Council closes swing bridge\nAda Quill\nMay 3, 2024\n\n" + text).author,
              (std::vector<Author>{{"Ada Quill", ""}}));
    EXPECT_TRUE(read("Council closes swing bridge\nOld Town\n\n" + text).author.empty());
}

TEST(ReadText, KeepsAShortLastSentence) {
    EXPECT_TRUE(read("Council closes swing bridge\n\n" + text + "\nThe vote was nine to two.\n\nRelated\nMayor falls\n")
                    .body.ends_with("The vote was nine to two."));
}

TEST(ReadText, LeavesOutLabelsThatStandThroughoutAPage) {
    std::string page = "Council closes swing bridge\n";
    for (std::string_view rest = text; !rest.empty();) {
        std::size_t end = rest.find("\n\n");
        page += "\n" + std::string(rest.substr(0, end)) + "\nArticle content\n";
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    }
    EXPECT_EQ(read(page).body.find("Article content"), std::string::npos);
}

}  // namespace
}  // namespace newsbus::extract

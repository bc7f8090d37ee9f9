#include <gmock/gmock.h>

#include <algorithm>

#include "tests/support/folder.h"
#include "tests/unit/plugins/fixture.h"

namespace newsbus::plugins {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

/// Loading the lists once is enough.
Plugin& tagger() {
    static std::unique_ptr<Plugin> plugin = make_plugin("tag_entities");
    return *plugin;
}

Article tagged(std::string headline, std::string body, std::string language = "en") {
    Article article;
    article.headline = std::move(headline);
    article.body = std::move(body);
    article.language = std::move(language);
    return processed(tagger(), article);
}

std::vector<std::string> names(const std::vector<Tag>& tags) {
    std::vector<std::string> found;
    found.reserve(tags.size());
    for (const Tag& tag : tags) found.push_back(tag.name);
    return found;
}

/// All that is named in a text.
std::vector<std::string> named_in(std::string text, std::string language = "en") {
    Article article = tagged("", std::move(text), std::move(language));
    std::vector<std::string> found = names(article.about), more = names(article.mentions);
    found.insert(found.end(), more.begin(), more.end());
    return found;
}

const Tag& tag_named(const Article& article, std::string_view name) {
    for (const std::vector<Tag>* tags : {&article.about, &article.mentions})
        if (auto tag = std::ranges::find(*tags, name, &Tag::name); tag != tags->end()) return *tag;
    static const Tag none;
    return none;
}

TEST(TagEntities, SaysWhatIsNamedWithTypeAndStableId) {
    Article article =
        tagged("", "Talks in Oslo between Norway and the European Union were joined by Xi Jinping, Reuters said.");
    struct Case {
        std::string_view name, type, id;
    };
    constexpr Case cases[] = {
        {"Oslo", "City", "geonames:3143244"},
        {"Norway", "Country", "iso3166:NO"},
        {"European Union", "Organization", "wd:Q458"},
        {"Xi Jinping", "Person", "wd:Q15031"},
        {"Reuters", "NewsMediaOrganization", "wd:Q130879"},
    };
    for (const Case& c : cases) {
        const Tag& tag = tag_named(article, c.name);
        EXPECT_EQ(tag.type, c.type) << c.name;
        EXPECT_EQ(tag.id, c.id) << c.name;
        EXPECT_GT(tag.score, 0) << c.name;
    }
}

TEST(TagEntities, KnowsWhatTheArticleIsAbout) {
    Article article =
        tagged("Norway builds ferries", "Sweden watches. Denmark, Denmark and Denmark again. Finland too.");
    EXPECT_THAT(names(article.about), UnorderedElementsAre("Norway", "Denmark"));
    EXPECT_THAT(names(article.mentions), UnorderedElementsAre("Sweden", "Finland"));
}

TEST(TagEntities, CountsOffsetsInCodePoints) {
    Article article = tagged("", "Käse für Österreich: “Austria” – 中国 – Austria.");
    const Tag& tag = tag_named(article, "Austria");
    EXPECT_THAT(tag.offsets, ElementsAre(Span{22, 29}, Span{38, 45}));
}

TEST(TagEntities, KnowsCountriesInManyLanguages) {
    struct Case {
        std::string_view language, text, name;
    };
    constexpr Case cases[] = {
        {"de", "Die Regierung in Deutschland berät.", "Germany"},
        {"fr", "L’Allemagne a refusé.", "Germany"},
        {"es", "El gobierno de Alemania dijo no.", "Germany"},
        {"ru", "Власти Германии заявили об этом.", "Germany"},
        {"uk", "Влада України повідомила.", "Ukraine"},
        {"zh", "中国外交部周一表示。", "China"},
        {"ja", "中国外務省は月曜日に発表した。", "China"},
        {"ko", "러시아는 월요일에 발표했다.", "Russia"},
        {"ar", "قالت روسيا يوم الاثنين.", "Russia"},
        {"ar", "وقالت السلطات بروسيا وللصين.", "China"},
        {"he", "השר ביקר בצרפת.", "France"},
        {"hi", "भारत ने सोमवार को कहा।", "India"},
        {"th", "รัฐบาลญี่ปุ่นกล่าว", "Japan"},
        {"el", "Η ΓΕΡΜΑΝΙΑ αποφάσισε.", "Germany"},
        {"tr", "Rusya'nın açıklaması.", "Russia"},
    };
    for (const Case& c : cases)
        EXPECT_THAT(named_in(std::string(c.text), std::string(c.language)), Contains(std::string(c.name))) << c.text;
}

TEST(TagEntities, FindsNamesBehindOneOrTwoLettersThatArabicGluesToThem) {
    for (const char* word : {"فرنسا", "بفرنسا", "وبفرنسا"}) {
        Article article = tagged("", word, "ar");
        EXPECT_THAT(names(article.mentions), ElementsAre("France")) << word;
        std::size_t letters = std::string_view(word).size() / 2;
        EXPECT_EQ(tag_named(article, "France").offsets, (std::vector<Span>{{letters - 5, letters}})) << word;
    }
    EXPECT_THAT(named_in("ولبفرنسا", "ar"), IsEmpty()) << "three letters are another word";
}

TEST(TagEntities, ReadsNamesOfOtherLanguagesOnlyThere) {
    EXPECT_THAT(named_in("Die Reise nach Island war lang.", "de"), ElementsAre("Iceland"));
    EXPECT_THAT(named_in("The Island hotel reopened.", "en"), IsEmpty());
}

TEST(TagEntities, FindsNothingInsideALongerName) {
    constexpr std::string_view texts[] = {
        "The New Mexico legislature met.", "The South China Sea is calm.", "Guinea pigs are popular.",
        "Paris Hilton opened a shop.",     "Manchester United won again.", "Jordan Peterson spoke.",
        "인도적 지원이 필요하다.",         "アルバイトを募集する。",       "The Washington Post reported it.",
    };
    for (std::string_view text : texts) EXPECT_THAT(named_in(std::string(text)), IsEmpty()) << text;
    EXPECT_THAT(named_in("Guinea-Bissau and Papua New Guinea agreed."),
                UnorderedElementsAre("Guinea-Bissau", "Papua New Guinea"));
}

TEST(TagEntities, NeedsCapitals) {
    EXPECT_THAT(named_in("We ate turkey from fine china in chad."), IsEmpty());
    EXPECT_THAT(named_in("They told us what they know and who they are."), IsEmpty());
    EXPECT_THAT(named_in("CHINA AND FRANCE SIGN"), UnorderedElementsAre("China", "France"));
}

TEST(TagEntities, DoesNotTakeShoutedWordsForAbbreviations) {
    EXPECT_THAT(named_in("THEY TOLD US WHO WON THE MATCH"), IsEmpty());
    EXPECT_THAT(named_in("The US said the WHO was late."),
                UnorderedElementsAre("United States", "World Health Organization"));
}

TEST(TagEntities, TakesAmbiguousCitiesOnlyWherePlacesStand) {
    EXPECT_THAT(named_in("Nice weather. Split the bill. Reading is fun."), IsEmpty());
    EXPECT_THAT(named_in("A fire in Nice and another in Split."), UnorderedElementsAre("Nice", "Split"));
    EXPECT_THAT(named_in("Vladimir Petrenko conducts. Sydney Sweeney acts."), IsEmpty());
    EXPECT_THAT(named_in("The train to Sydney was late."), ElementsAre("Sydney"));
    EXPECT_THAT(named_in("As Lincoln put it. A walk in Lincoln Park."), IsEmpty());
    EXPECT_THAT(named_in("A fire in Lincoln was put out."), ElementsAre("Lincoln"));
}

TEST(TagEntities, ReadsGeorgiaByItsCompany) {
    EXPECT_THAT(named_in("Protesters filled the streets of Tbilisi as Georgia voted."), Contains("Georgia"));
    EXPECT_THAT(named_in("A court in Atlanta heard how Georgia voted."), Not(Contains("Georgia")));
}

TEST(TagEntities, TakesShortFormsOnlyAfterTheFullName) {
    EXPECT_THAT(named_in("Xi left early. Li stayed."), IsEmpty());
    Article article = tagged("Xi praises Macron", "Xi Jinping met Emmanuel Macron. Later Xi left.");
    EXPECT_THAT(names(article.about), UnorderedElementsAre("Xi Jinping", "Emmanuel Macron"));
    EXPECT_THAT(tag_named(article, "Xi Jinping").offsets, ElementsAre(Span{0, 10}, Span{38, 40}));
}

TEST(TagEntities, GivesAShortFormToWhoWasNamedLast) {
    Article article = tagged("", "Li Keqiang spoke. Li nodded. Li Qiang spoke next. Then Li left.");
    EXPECT_EQ(tag_named(article, "Li Keqiang").offsets.size(), 2u);
    EXPECT_EQ(tag_named(article, "Li Qiang").offsets.size(), 2u);
}

TEST(TagEntities, DoesNotGiveAShortFormToARelative) {
    Article article = tagged("", "Donald Trump spoke. Barron Trump listened. President Trump left.");
    EXPECT_EQ(tag_named(article, "Donald Trump").offsets.size(), 2u);
}

TEST(TagEntities, CreditsAnAgencyOnlyWhenTheTextDoes) {
    struct Case {
        std::string_view body, code;
    };
    constexpr Case cases[] = {
        {"OSLO, Nov 22 (Reuters) - The ferry is late.", "Reuters"},
        {"BEIJING, Nov. 22 (Xinhua) -- The ferry is late.", "Xinhua"},
        {"MOSCOW, November 22. /TASS/. The ferry is late.", "TASS"},
        {"AFP\n\nThe ferry is late, the port said.", "AFP"},
        {"The ferry is late, the port said.\n\nSource: AFP", "AFP"},
        {"The ferry is late, the port said. (PTI)", "PTI"},
        {"AP — The ferry is late.", "AP"},
        {"The ferry is late, the port told Reuters on Monday.", ""},
        {"The ferry (File photo: Reuters) is late.", ""},
        {"The ferry is late.\n\nMehr", ""},
        {"Officials of Xinhua (the agency) - and others - met.", ""},
    };
    for (const Case& c : cases) EXPECT_EQ(tagged("", std::string(c.body)).source_organization.code, c.code) << c.body;
}

TEST(TagEntities, CreditsTheAgencyThatIsTheAuthor) {
    Article article;
    article.body = "The ferry is late.";
    article.author = {{"AFP", ""}};
    Article result = processed(tagger(), article);
    EXPECT_EQ(result.source_organization.name, "Agence France-Presse");
    EXPECT_EQ(result.source_organization.code, "AFP");
}

TEST(TagEntities, MentionsAnAgencyThatTheTextOnlyTalksAbout) {
    Article article = tagged("", "The port told Reuters that the ferry is late.");
    EXPECT_THAT(names(article.mentions), ElementsAre("Reuters"));
    EXPECT_TRUE(article.source_organization.name.empty());
}

TEST(TagEntities, KeepsOtherTagsAndReplacesItsOwn) {
    Article article;
    article.body = "Norway.";
    article.mentions = {{"Ferries", "DefinedTerm", "x:1", 0.5, {}}, {"Norge", "Country", "iso3166:NO", 0.1, {}}};
    EXPECT_THAT(names(processed(tagger(), article).mentions), ElementsAre("Ferries", "Norway"));
}

TEST(TagEntities, TakesListsOfTheUserFirst) {
    test::Folder folder;
    std::string file = folder.write(
        "names.tsv", "name\tid\ttype\taliases\nHarbour Line\tx:7\tOrganization\tHarbourLine\nNorway\tx:8\tBoat\n");
    OptionValues values;
    values.set("lists", std::vector<std::string>{file});
    Article article;
    article.body = "HarbourLine sold the Norway.";
    Article result = processed(*make_plugin("tag_entities", values), article);
    EXPECT_THAT(names(result.mentions), UnorderedElementsAre("Harbour Line", "Norway"));
    EXPECT_EQ(tag_named(result, "Norway").id, "x:8");
}

TEST(TagEntities, UsesOnlyTheKindsThatAreWanted) {
    OptionValues values;
    values.set("kinds", std::vector<std::string>{"countries"});
    Article article;
    article.body = "Oslo is in Norway.";
    EXPECT_THAT(names(processed(*make_plugin("tag_entities", values), article).mentions), ElementsAre("Norway"));
}

TEST(TagEntities, RefusesAnUnknownKind) {
    Spec spec = default_spec("tag_entities").value();
    spec.options.set("kinds", std::vector<std::string>{"planets"});
    auto plugin = find_kind("tag_entities")->make(spec.options, test_context());
    ASSERT_FALSE(plugin);
    EXPECT_THAT(plugin.error().what, testing::HasSubstr("planets"));
}

TEST(TagEntities, StaysLinearOnHostileText) {
    std::string body;
    while (body.size() < 2'000'000) body += "Georgia Li Qiang Li (Reuters) United Nations Republic of the ";
    EXPECT_LE(tagged("", body).mentions.size() + tagged("", body).about.size(), 200u);
}

}  // namespace
}  // namespace newsbus::plugins

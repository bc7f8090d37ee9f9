#include "plugins/builtin/gazetteer.h"

#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "tests/support/folder.h"
#include "tests/unit/plugins/fixture.h"

namespace newsbus::plugins {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

struct Tables {
    test::Folder folder;
    std::string rules, names;

    Tables(const std::string& rule_rows, const std::string& name_rows)
        : rules(folder.write("rules.tsv", "name\trule\tfor\tagainst\n" + rule_rows)),
          names(folder.write("places.tsv", "name\tid\ttype\taliases\tshort_forms\tweak\tcode\n" + name_rows)) {}
    Result<std::shared_ptr<const Gazetteer>> load() const { return Gazetteer::load(std::span(&names, 1), rules); }
};

std::uint64_t hash(std::string_view name) {
    std::uint64_t sequence = 0;
    for (const text::Word& word : text::words(name)) sequence = text::joined(sequence, word.hash);
    return sequence;
}

TEST(Gazetteer, LeadsFromEveryFormToItsEntity) {
    Tables tables("", "Port Royal\tx:1\tCity\tRoyal Port|fr=Port-Royal-des-Champs\tRoyal\ten=Royalist\tpr\n");
    auto gazetteer = tables.load().value();
    for (auto [form, use] : {std::pair{"Port Royal", Use::name},
                             {"royal port", Use::name},
                             {"Port-Royal-des-Champs", Use::name},
                             {"Royal", Use::brief},
                             {"Royalist", Use::weak}}) {
        auto forms = gazetteer->find(hash(form));
        ASSERT_EQ(forms.size(), 1u) << form;
        EXPECT_EQ(forms[0].use, use) << form;
    }
    EXPECT_TRUE(gazetteer->starts_name(hash("Port Royal")));
    EXPECT_FALSE(gazetteer->starts_name(hash("Royalist")));
    Gazetteer::Entity entity = gazetteer->entity(0);
    EXPECT_EQ(entity.name, "Port Royal");
    EXPECT_EQ(entity.type, "City");
    EXPECT_EQ(entity.id, "x:1");
    EXPECT_EQ(entity.code, "pr");
}

TEST(Gazetteer, IsSharedWhileItsFilesAreTheSame) {
    Tables tables("", "Port Royal\tx:1\n");
    auto first = tables.load().value();
    EXPECT_EQ(tables.load().value(), first);
    std::ofstream(tables.names, std::ios::app) << "Port Charlotte\tx:2\n";
    std::filesystem::last_write_time(tables.names,
                                     std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
    auto second = tables.load().value();
    EXPECT_NE(second, first);
    EXPECT_EQ(second->size(), 2u);
}

TEST(Gazetteer, NamesFileAndLineOfWhatIsWrong) {
    EXPECT_THAT(Tables("Royal\tsometimes\n", "A\n").load().error().what,
                EndsWith("rules.tsv:2: unknown rule \"sometimes\""));
    EXPECT_THAT(Tables("", "A\n\tx:2\n").load().error().what, EndsWith("places.tsv:3: a row without a name"));
    std::string missing = "/no/such/list.tsv";
    EXPECT_EQ(Gazetteer::load(std::span(&missing, 1), Tables("", "").rules).error().what, missing + " cannot be read: No such file or directory");
}

TEST(Gazetteer, RefusesAListWithoutNames) {
    Tables tables("", "");
    std::ofstream(tables.names) << "title\tid\nA\tx:1\n";
    EXPECT_THAT(tables.load().error().what, HasSubstr("there is no column \"name\""));
    std::ofstream(tables.names) << "name\nA\xFF\n";
    EXPECT_THAT(tables.load().error().what, HasSubstr("not UTF-8"));
}

TEST(Gazetteer, OfTheProductIsSmall) {
    std::vector<std::string> files;
    std::string folder = test_context().data_dir;
    folder += "/gazetteer/";
    for (const char* name : {"countries", "news_agencies", "international_bodies", "persons", "cities"})
        files.push_back(folder + name + ".tsv");
    std::string ambiguous = folder;
    ambiguous += "ambiguous.tsv";  // appended: g++ 12 warns of a `+` that is right
    auto gazetteer = Gazetteer::load(files, ambiguous);
    ASSERT_TRUE(gazetteer) << gazetteer.error().what;
    EXPECT_GT((*gazetteer)->size(), 10'000u);
    EXPECT_LT((*gazetteer)->memory(), 8u << 20);
}

}  // namespace
}  // namespace newsbus::plugins

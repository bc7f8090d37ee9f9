#include "extract/body/second_opinion.h"

#include "extract/body/block_model.h"
#include "extract/body/block_rows.h"
#include "html/dom.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

namespace newsbus::extract {
namespace {

const std::string first =
    "The bell of the old customs house rang again on Monday, forty years after the last clerk had stopped its hammer.";
const std::string second =
    "Two apprentices cast the missing part over the summer, from a drawing that somebody had kept in a biscuit tin.";
const std::string third =
    "It will ring at noon and at six, and not at night, the council promised those who live below.";
const std::string fourth =
    "A watchmaker from the next village will climb the eighty steps each Friday to wind it, and asks for no pay at "
    "all.";
const std::string line = "Bells and clocks";

/// A page whose article was read, with the elements found by their text.
struct Read {
    html::Document document;
    Outline whole;
    Attempt attempt;

    explicit Read(const std::string& html)
        : document(html::parse(html)), whole(outline_of(document.dom)), attempt{whole, 0} {
        attempt.container = tagged("article");
        attempt.whole = whole;
    }

    std::uint32_t tagged(std::string_view name) const {
        for (std::uint32_t i = 0; i < whole.elements.size(); ++i)
            if (whole.elements[i].node.name() == name) return i;
        ADD_FAILURE() << "no " << name;
        return 0;
    }

    std::uint32_t block(const std::string& text) const {
        for (std::uint32_t i = 0; i < whole.elements.size(); ++i)
            if (whole.elements[i].block && whole.own_text(i) == text) return i;
        ADD_FAILURE() << "no " << text;
        return 0;
    }

    bool keeps(const std::string& text) const {
        const Element& element = attempt.outline.elements[block(text)];
        return !element.dropped && !element.own_dropped;
    }
};

std::string p(const std::string& text) {
    return "<p>" + text + "</p>";
}

TEST(SecondOpinion, TakesABlockThatIsSurelyNoText) {
    Read read("<article>" + p(first) + p(line) + p(second) + "</article>");
    follow({{read.block(first), .99F}, {read.block(line), .1F}, {read.block(second), .3F}}, read.attempt);
    EXPECT_TRUE(read.keeps(first));
    EXPECT_FALSE(read.keeps(line));
    EXPECT_TRUE(read.keeps(second)) << "it is not sure";
}

TEST(SecondOpinion, BringsBackAParagraphAndNothingElseOfWhatWasDroppedWithIt) {
    Read read("<article>" + p(first) + p(second) + p(fourth) + "<div><div>" + p(third) + p(line) +
              "</div></div></article>");
    read.attempt.outline.drop(read.tagged("div"));
    follow({{read.block(first), .9F},
            {read.block(second), .9F},
            {read.block(fourth), .9F},
            {read.block(third), .96F},
            {read.block(line), .99F}},
           read.attempt);
    EXPECT_TRUE(read.keeps(third));
    EXPECT_FALSE(read.keeps(line)) << "too short to be one";
}

TEST(SecondOpinion, BringsBackNothingThatWentForItsOwnText) {
    Read read("<article>" + p(first) + p(second) + p(fourth) + p(third) + "</article>");
    read.attempt.outline.drop_own(read.block(third));
    follow({{read.block(first), .9F}, {read.block(second), .9F}, {read.block(fourth), .9F}, {read.block(third), .99F}},
           read.attempt);
    EXPECT_FALSE(read.keeps(third));
}

TEST(SecondOpinion, BringsBackNothingThatStandsTwice) {
    Read read("<article>" + p(first) + p(second) + p(fourth) + "<aside>" + p(third) + "</aside></article>");
    read.attempt.outline.drop(read.tagged("aside"));
    follow({{read.block(first), .9F},
            {read.block(second), .9F},
            {read.block(fourth), .9F},
            {read.block(third), .99F, true}},
           read.attempt);
    EXPECT_FALSE(read.keeps(third));
}

TEST(SecondOpinion, LeavesTheFirstReadingWhereMuchOfTheTextWouldGoOrCome) {
    Read gone("<article>" + p(first) + p(second) + "</article>");
    follow({{gone.block(first), .01F}, {gone.block(second), .99F}}, gone.attempt);
    EXPECT_TRUE(gone.keeps(first));

    Read come("<article>" + p(first) + "<aside>" + p(second) + "</aside></article>");
    come.attempt.outline.drop(come.tagged("aside"));
    follow({{come.block(first), .99F}, {come.block(second), .99F}}, come.attempt);
    EXPECT_FALSE(come.keeps(second));
}

TEST(SecondOpinion, LeavesTablesAndWhatStandsOutsideAlone) {
    Read read("<div>" + p(third) + "</div><article>" + p(first) + p(second) +
              "<table><tr><td>Noon</td></tr></table></article>");
    follow({{read.block("Noon"), .01F}, {read.block(third), .01F}}, read.attempt);
    EXPECT_TRUE(read.keeps("Noon"));
    EXPECT_TRUE(read.keeps(third));
}

TEST(SecondOpinion, BringsBackNothingWhereTheMemoryOfTheSiteTookSomethingOut) {
    Read read("<article>" + p(first) + p(second) + p(fourth) + p(third) + "</article>");
    read.attempt.outline.drop(read.block(third));
    read.attempt.recurring = 1;
    follow(
        {{read.block(first), .99F}, {read.block(second), .99F}, {read.block(fourth), .9F}, {read.block(third), .99F}},
        read.attempt);
    EXPECT_FALSE(read.keeps(third));
}

TEST(BlockRows, HaveTheMeasuresOfTheBlockAndOfThoseAroundIt) {
    Read read("<nav><ul><li><a href='/a'>Bells</a></li></ul></nav><article><h1>Noon again</h1>" + p(first) + p(second) +
              p("Why?") + "</article>");
    BodyHints hints;
    hints.headline = "Noon again";
    const std::vector<BlockRow> rows = block_rows(read.whole, read.attempt.container, hints);
    ASSERT_EQ(rows.size(), 4u) << "those inside the article";
    EXPECT_EQ(rows[0][Measure::is_headline], 1);
    EXPECT_EQ(rows[0][Measure::heading], 1);
    EXPECT_EQ(rows[1][Measure::from_headline], 1);
    EXPECT_EQ(rows[1][Measure::sentence], 1);
    EXPECT_EQ(rows[1][Measure::articles], 1);
    EXPECT_EQ(rows[1][Measure::own], static_cast<float>(weight_of(first.c_str())));
    EXPECT_EQ(rows[1][Measure::alike], 1) << "all prose of the page is in <p>";
    EXPECT_EQ(rows[2][Measure::since_long], 99) << "none has 150 characters";
    EXPECT_EQ(rows[3][Measure::question], 1);
    auto column = [](const std::string& name) {
        std::size_t i = 0;
        while (column_name(i) != name) ++i;
        return i;
    };
    EXPECT_EQ(rows[0].columns[column("link-1")], 1) << "the link of the navigation";
    EXPECT_EQ(rows[1].columns[column("heading-1")], 1);
    EXPECT_EQ(rows[3].columns[column("own+1")], 0) << "nothing follows";
}

TEST(BlockRows, NameEachColumnOnce) {
    std::set<std::string> names;
    for (std::size_t column = 0; column < column_count; ++column) names.insert(column_name(column));
    EXPECT_EQ(names.size(), column_count);
    EXPECT_EQ(names.count(""), 0u);
}

TEST(BlockModel, KnowsTheParagraphsOfAPageFromTheLinesAroundThem) {
    Read read(
        "<nav><ul><li><a href='/a'>Harbour</a></li><li><a href='/b'>Weather</a></li></ul></nav><article><h1>Noon "
        "again</h1>" +
        p(first) + p(second) + p(third) + "</article><footer>" + p("All rights reserved") + "</footer>");
    BodyHints hints;
    hints.headline = "Noon again";
    const std::set<std::string> story = {first, second, third}, around = {"Harbour", "Weather", "All rights reserved"};
    std::size_t judged = 0;
    for (const BlockRow& row : block_rows(read.whole, 0, hints)) {
        const std::string text = read.whole.own_text(row.element);
        const float probability = BlockModel::shipped().probability(row.columns);
        for (auto [low, high] : {std::pair(.15F, .95F), std::pair(.4F, .6F), std::pair(.02F, .99F)}) {
            const float near = BlockModel::shipped().near_probability(row.columns, low, high);
            EXPECT_EQ(near <= low, probability <= low) << text << low;
            EXPECT_EQ(near > high, probability > high) << text << high;
        }
        if (story.contains(text)) {
            ++judged;
            EXPECT_GT(probability, .8F) << text;
        } else if (around.contains(text)) {
            ++judged;
            EXPECT_LT(probability, .2F) << text;
        }
    }
    EXPECT_EQ(judged, 6u);
}

}  // namespace
}  // namespace newsbus::extract

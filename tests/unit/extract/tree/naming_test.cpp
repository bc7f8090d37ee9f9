#include "extract/tree/naming.h"

#include "html/dom.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::extract {
namespace {

Naming naming(const std::string& tag) {
    html::Document document = html::parse(tag);
    return naming_of(document.dom.first_child());
}

TEST(Naming, CutsClassesAndIdsIntoWords) {
    EXPECT_TRUE(naming("<div class='c-relatedPosts__list'>").junk);
    EXPECT_TRUE(naming("<div id=newsletter_box>").strong);
    EXPECT_TRUE(naming("<div class='story read-more'>").junk);
    EXPECT_TRUE(naming("<div class='o-articleBody'>").body);
    EXPECT_TRUE(naming("<div class='entry-content clearfix'>").body);
    EXPECT_TRUE(naming("<p class='wp-caption-text'>").caption);
    EXPECT_TRUE(naming("<div role=navigation>").junk);
    EXPECT_TRUE(naming("<aside>").junk);
}

TEST(Naming, DoesNotSeeWordsInsideWords) {
    for (const char* tag : {"<div class='breaded adversity'>", "<div class='shared-space'>", "<div class='unrelated'>",
                            "<div class='read more-space'>"})
        EXPECT_FALSE(naming(tag).junk) << tag;
}

TEST(Naming, LeavesOutWhatAnElementSaysItHasOrLacks) {
    for (const char* tag : {"<article class='post has-paywall'>", "<main class='no-sidebar'>",
                            "<div class='withComments'>", "<div class='layout--without-ads'>"})
        EXPECT_FALSE(naming(tag).junk) << tag;
    EXPECT_TRUE(naming("<p class='no-print'>").junk);
    EXPECT_TRUE(naming("<div class='has-ads comments'>").readers);
}

TEST(Naming, SeesNoWordsInHexNumbers) {
    EXPECT_FALSE(naming("<div id=7f3a-ad6ed79d-88fd>").junk);
    EXPECT_FALSE(naming("<div id=x12-a9ad8>").junk);
    EXPECT_TRUE(naming("<div id=ad1>").strong);
    EXPECT_TRUE(naming("<div class=sidebar2>").junk);
}

TEST(Naming, KnowsTheClassesThatHide) {
    for (const char* tag :
         {"<div class='entry-content hidden'>", "<div class='d-none'>", "<div class='is-hidden x'>"}) {
        EXPECT_TRUE(naming(tag).junk) << tag;
        EXPECT_FALSE(naming(tag).body) << tag;
    }
    // on small screens only, or not at all
    for (const char* tag : {"<div class='hidden md:block'>", "<div class='d-none d-lg-flex'>",
                            "<div class='hidden-xs'>", "<div class='overflow-hidden'>"})
        EXPECT_FALSE(naming(tag).junk) << tag;
}

}  // namespace
}  // namespace newsbus::extract

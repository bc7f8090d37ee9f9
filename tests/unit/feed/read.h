#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "feed/feed.h"

namespace newsbus::feed {

/// Reads a document that came from https://news.example/rss/feed.xml; fails the test when it is no feed.
inline Harvest harvest_of(std::string_view body, std::string_view content_type = "") {
    auto harvest = read(body, content_type, Url::parse("https://news.example/rss/feed.xml").value());
    if (!harvest) ADD_FAILURE() << harvest.error().what;
    return harvest ? *harvest : Harvest{};
}

/// The one article of a document.
inline Article article_of(std::string_view body) {
    Harvest harvest = harvest_of(body);
    EXPECT_EQ(harvest.articles.size(), 1u);
    return harvest.articles.empty() ? Article{} : harvest.articles.front();
}

/// The article of an RSS item with this content.
inline Article rss_item(std::string_view content) {
    return article_of("<rss version='2.0'><channel><item>" + std::string(content) + "</item></channel></rss>");
}

/// The article of an Atom entry with this content.
inline Article atom_entry(std::string_view content) {
    return article_of("<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + std::string(content) + "</entry></feed>");
}

}  // namespace newsbus::feed

#pragma once

#include "article/json.h"
#include "html/dom.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <string_view>
#include <vector>

namespace newsbus::test {

inline void expect_web_address(std::string_view address, std::string_view where) {
    EXPECT_TRUE(address.starts_with("https://") || address.starts_with("http://")) << where << ": " << address;
}

/// Every address in HTML that readers hand out.
inline void expect_web_addresses_in_html(std::string_view html) {
    html::Document document = html::parse(html);
    for (pugi::xpath_node found : document.dom.select_nodes("//@*"))
        for (std::string_view name : {"href", "src", "srcset", "action", "poster", "data", "cite", "ping"})
            if (name == found.attribute().name()) expect_web_address(found.attribute().value(), name);
}

/// Every address that an article carries, in whatever field.
inline void expect_web_addresses(const Article& article) {
    std::vector<boost::json::value> left{to_json_object(article)};
    while (!left.empty()) {
        boost::json::value value = std::move(left.back());
        left.pop_back();
        if (value.is_array())
            for (auto& element : value.as_array()) left.push_back(element);
        if (!value.is_object()) continue;
        for (const auto& [key, member] : value.as_object()) {
            if (key == "provenance") continue;  // where a field came from, by its name
            bool is_address = key == "url" || key == "canonicalUrl" || key == "contentUrl" || key == "license";
            if (is_address && member.is_string()) expect_web_address(std::string_view(member.as_string()), key);
            left.push_back(member);
        }
    }
    expect_web_addresses_in_html(article.body_html);
}

}  // namespace newsbus::test

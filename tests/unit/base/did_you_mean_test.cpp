#include "base/did_you_mean.h"

#include <gtest/gtest.h>

namespace newsbus {
namespace {

TEST(DidYouMean, FindsTheClosestName) {
    const std::vector<std::string_view> known{"interval", "max_interval", "id", "url", "full_text", "hints"};
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"intervall", "interval"},
        {"intreval", "interval"},
        {"Interval", "interval"},
        {"max-interval", "max_interval"},
        {"ulr", "url"},
        {"fulltext", "full_text"},
        {"hint", "hints"},
        {"maxinterval", "max_interval"},
    };
    for (const auto& [name, meant] : cases)
        EXPECT_EQ(did_you_mean(name, known), ", did you mean `" + std::string(meant) + "`?") << name;
}

TEST(DidYouMean, SaysNothingWhenNoNameIsClose) {
    const std::vector<std::string_view> known{"interval", "id", "url"};
    for (std::string_view name : {"", "x", "colour", "robots", "internal_representation"})
        EXPECT_EQ(did_you_mean(name, known), "") << name;
    EXPECT_EQ(did_you_mean(std::string(100'000, 'x'), known), "");
}

}  // namespace
}  // namespace newsbus

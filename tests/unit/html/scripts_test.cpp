#include "html/scripts.h"

#include <gtest/gtest.h>

#include <string>

namespace newsbus::html {
namespace {

TEST(ScriptsIn, GivesTheInsidesOfLongScripts) {
    const std::string page =
        "<p>a</p><script>short</script><script src=b></script><script type=text/javascript>var x = "
        "'<p>long</p>';</script>"
        "<script type='application/ld+json'>{\"@type\": \"NewsArticle\"}</script><style>p { color: red; }</style>"
        "<SCRIPT>the end is missing, the rest is script";
    auto scripts = scripts_in(page, 10);
    ASSERT_EQ(scripts.size(), 2u);
    EXPECT_EQ(scripts[0], "var x = '<p>long</p>';");
    EXPECT_EQ(scripts[1], "the end is missing, the rest is script");
    EXPECT_TRUE(scripts_in("", 0).empty());
}

TEST(ScriptsIn, GivesNotTooMany) {
    std::string page;
    for (int i = 0; i < 1000; ++i) page += "<script>abc</script>";
    EXPECT_EQ(scripts_in(page, 1).size(), 200u);
}

}  // namespace
}  // namespace newsbus::html

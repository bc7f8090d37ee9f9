// What a hostile text costs the plugins of the default chain. CPU time of the thread, so that a busy machine changes
// little, and bounds far above what a linear step takes.
#include <gtest/gtest.h>

#include <time.h>

#include "tests/support/hostile_text.h"
#include "tests/unit/plugins/fixture.h"

namespace newsbus::plugins {
namespace {

double cpu_seconds() {
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double seconds_of(Plugin& plugin, std::string_view kind, Article article) {
    double begin = cpu_seconds();
    EXPECT_TRUE(plugin.process(article)) << kind;
    return cpu_seconds() - begin;
}

TEST(DefaultChain, IsQuickOnTextsOfOneThing) {
    constexpr std::size_t size = 128 << 10;
    constexpr double bound = 1.5;  // the slowest takes 0.02 s; a quadratic clean_text took 7 s
    for (const std::string& kind : default_chain()) {
        std::unique_ptr<Plugin> plugin = make_plugin(kind);
        for (const test::Shape& shape : test::hostile_shapes) {
            Article article;
            article.body = article.body_html = article.description = shape.text(size);
            EXPECT_LT(seconds_of(*plugin, kind, article), bound) << kind << " on " << shape.name;
        }
    }
}

TEST(CleanUrls, IsLinearInTheLinks) {
    std::unique_ptr<Plugin> plugin = make_plugin("clean_urls");
    for (std::string_view piece : {R"(<a href="https://news.example/a?id=7&amp;utm_source=x">x</a> )",
                                   R"(<img src="i"/>)", R"( href=" src=)", R"( alt="a")"}) {
        Article article;
        article.body_html = test::Shape{"", piece}.text(6 << 20);
        EXPECT_LT(seconds_of(*plugin, "clean_urls", article), 5) << piece;  // 0.1 s; a quadratic one took 70 s
    }
}

}  // namespace
}  // namespace newsbus::plugins

#include "article/json.h"
#include "cli/demo_template.h"
#include "extract/page/page.h"
#include "feed/feed.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace newsbus {
namespace {

std::string document(const char* name) {
    std::ifstream file(std::string(NEWSBUS_DEMO_DIR "/") + name, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    if (bytes.empty()) {
        std::cerr << name << ": cannot be read\n";
        std::exit(1);
    }
    return cli::fill_template(bytes, 1, "http://bench.example", SystemClock().now());
}

const Url base = *Url::parse("http://bench.example/");

void read_feed(benchmark::State& state, const char* name) {
    const std::string bytes = document(name);
    for (auto _ : state) {
        auto harvest = feed::read(bytes, "", base);
        if (!harvest) state.SkipWithError(harvest.error().what.c_str());
        benchmark::DoNotOptimize(harvest);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}
BENCHMARK_CAPTURE(read_feed, rss, "harbour-gazette/feed.xml");
BENCHMARK_CAPTURE(read_feed, atom, "meridian/feed.atom");
BENCHMARK_CAPTURE(read_feed, json, "carnet/feed.json");
BENCHMARK_CAPTURE(read_feed, broken, "island-post/feed.xml");

void read_page(benchmark::State& state) {
    const std::string bytes = document("valley-courier/news/river-gauges.html");
    for (auto _ : state) {
        auto article = extract::read_page(bytes, "text/html", base);
        if (!article) state.SkipWithError(article.error().what.c_str());
        benchmark::DoNotOptimize(article);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}
BENCHMARK(read_page);

void article_as_json(benchmark::State& state) {
    const std::string bytes = document("valley-courier/news/river-gauges.html");
    auto article = extract::read_page(bytes, "text/html", base);
    if (!article) return state.SkipWithError(article.error().what.c_str());
    for (auto _ : state) benchmark::DoNotOptimize(to_json(*article));
}
BENCHMARK(article_as_json);

}  // namespace
}  // namespace newsbus

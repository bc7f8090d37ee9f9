// bench [BENCHMARK OPTION...]          the micro-benchmarks
// bench feeds|pages --corpus DIR       reading a corpus, against a bare parser

#include "corpus.h"

#include <benchmark/benchmark.h>
#include <malloc.h>

#include <cstdio>
#include <cstring>
#include <string>

namespace {

int on_corpus(int argc, char** argv) {
    constexpr int rounds = 9;
    if (argc != 4 || std::strcmp(argv[2], "--corpus") != 0) {
        std::fprintf(stderr, "usage: bench %s --corpus DIR\n", argv[1]);
        return 2;
    }
    // What a stage frees it also joins: thousands of pieces of libxml2's tree were left for the next large allocation,
    // which is that of the stage behind it.
    mallopt(M_MXFAST, 0);
    std::strcmp(argv[1], "feeds") == 0 ? newsbus::bench::feeds(argv[3], rounds)
                                       : newsbus::bench::pages(argv[3], rounds);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1 && (std::strcmp(argv[1], "feeds") == 0 || std::strcmp(argv[1], "pages") == 0))
        return on_corpus(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}

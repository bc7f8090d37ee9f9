#include "corpus.h"
#include "extract/page.h"
#include "timing.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cstdio>

namespace newsbus::bench {
namespace {

/// The yardstick: libxml2's own tree.
double tree_only(const Document& document) {
    constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
    return timed([&] {
        xmlFreeDoc(
            htmlReadMemory(document.bytes.data(), static_cast<int>(document.bytes.size()), nullptr, "utf-8", options));
    });
}

double extraction(const Document& document) {
    const Url url = *Url::parse(document.url);
    return timed([&] { (void)extract::read_page(document.bytes, document.content_type, url); });
}

}  // namespace

void pages(const std::string& folder, int rounds) {
    const std::vector<Document> documents = load(folder, {"origin", {"zyte", "fundus"}});
    auto bytes = static_cast<double>(total_bytes(documents));
    std::printf("%zu pages, %.1f MB\n", documents.size(), bytes / 1e6);

    std::vector<std::vector<double>> of_page(documents.size());
    auto trees = [&] {
        double seconds = 0;
        for (const Document& document : documents) seconds += tree_only(document);
        return seconds;
    };
    auto articles = [&] {
        double seconds = 0;
        for (std::size_t i = 0; i < documents.size(); ++i) seconds += of_page[i].emplace_back(extraction(documents[i]));
        return seconds;
    };
    auto seconds = medians(rounds, {trees, articles});
    auto row = [&](const char* what, double time) {
        std::printf("%-28s %7.1f MB/s   %.2f of libxml2's time\n", what, bytes / time / 1e6, time / seconds[0]);
    };
    row("libxml2's tree only", seconds[0]);
    row("extraction, all fields", seconds[1]);

    std::vector<double> typical;
    std::ranges::transform(of_page, std::back_inserter(typical), median);
    auto worst = std::ranges::max_element(typical);
    const Document& page = documents[static_cast<std::size_t>(worst - typical.begin())];
    std::printf("worst page: %.1f ms (%s, %.2f MB)\n", *worst * 1e3, page.name.c_str(),
                static_cast<double>(page.bytes.size()) / 1e6);
}

}  // namespace newsbus::bench

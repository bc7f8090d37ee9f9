#include "corpus.h"
#include "extract/page/page.h"
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

    auto seconds = medians(rounds, documents.size(),
                           {[&](std::size_t i) { return tree_only(documents[i]); },
                            [&](std::size_t i) { return extraction(documents[i]); }});
    double tree = sum(seconds[0]), all = sum(seconds[1]);
    auto row = [&](const char* what, double time) {
        std::printf("%-28s %7.1f MB/s   %.2f of libxml2's time\n", what, bytes / time / 1e6, time / tree);
    };
    row("libxml2's tree only", tree);
    row("extraction, all fields", all);

    auto worst = std::ranges::max_element(seconds[1]);
    const Document& page = documents[static_cast<std::size_t>(worst - seconds[1].begin())];
    std::printf("worst page: %.1f ms (%s, %.2f MB)\n", *worst * 1e3, page.name.c_str(),
                static_cast<double>(page.bytes.size()) / 1e6);
}

}  // namespace newsbus::bench

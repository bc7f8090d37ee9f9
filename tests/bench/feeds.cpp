#include "charset/charset.h"
#include "corpus.h"
#include "feed/feed.h"
#include "feed/prepare.h"
#include "timing.h"

#include <pugixml.hpp>

#include <algorithm>
#include <cstdio>

namespace newsbus::bench {
namespace {

/// The yardstick: pugixml on a copy of the bytes, which is made outside the time taken.
bool parse_only(std::string& copy) {
    pugi::xml_document document;
    return bool(document.load_buffer_inplace(copy.data(), copy.size(), pugi::parse_default, pugi::encoding_utf8));
}

double parsing(const Document& document) {
    std::string copy = document.bytes;
    return timed([&] { parse_only(copy); });
}

/// What well-formed documents pay for those that are not: the pass that looks for what XML parsers stumble over.
double preparing(const Document& document) {
    std::string text = to_utf8(document.bytes, {}, Markup::xml).text;
    return timed([&] { text = feed::prepared(std::move(text)); });
}

double reading(const Document& document, feed::ReadOptions options) {
    const Url base = *Url::parse(document.url);
    return timed([&] { (void)feed::read(document.bytes, document.content_type, base, options); });
}

void print_memory(const std::vector<Document>& documents) {
    const Document& largest =
        *std::ranges::max_element(documents, {}, [](const Document& document) { return document.bytes.size(); });
    const Url base = *Url::parse(largest.url);
    auto work = [&] { (void)feed::read(largest.bytes, largest.content_type, base); };
    work();  // the pages of the program and its tables are no cost of the document
    std::size_t peak = peak_growth(work);
    auto size = static_cast<double>(largest.bytes.size());
    std::printf("peak memory: %.2f x the largest document (%.2f MB)\n", static_cast<double>(peak) / size, size / 1e6);
}

}  // namespace

void feeds(const std::string& folder, int rounds) {
    std::vector<Document> documents = load(folder, {"class", {"real"}, 10 << 10});
    // A parser that stops at a fault is no measure: what is left is what it reads to the end.
    auto is_faulty = [](const Document& document) {
        std::string copy = document.bytes;
        return !parse_only(copy);
    };
    auto faulty = std::erase_if(documents, is_faulty);
    auto bytes = static_cast<double>(total_bytes(documents));
    std::printf("%zu feeds of 10 KiB and more, %.1f MB; left out as no well-formed XML: %zu\n", documents.size(),
                bytes / 1e6, faulty);
    if (documents.empty()) return;
    print_memory(documents);

    auto seconds = medians(
        rounds, documents.size(),
        {[&](std::size_t i) { return parsing(documents[i]); }, [&](std::size_t i) { return preparing(documents[i]); },
         [&](std::size_t i) { return reading(documents[i], {.bodies = false}); },
         [&](std::size_t i) { return reading(documents[i], {}); }});
    double parse = sum(seconds[0]), prepare = sum(seconds[1]), fields = sum(seconds[2]), all = sum(seconds[3]);
    auto row = [&](const char* what, double time) {
        std::printf("%-28s %7.1f MB/s   %.3f of parse-only\n", what, bytes / time / 1e6, parse / time);
    };
    row("pugixml, parse only", parse);
    row("fields without bodies", fields);
    row("everything", all);
    std::printf("looking for faults: %.1f %% of everything, %.1f %% of fields without bodies\n", 100 * prepare / all,
                100 * prepare / fields);
}

}  // namespace newsbus::bench

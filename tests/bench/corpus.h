#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::bench {

struct Document {
    std::string name;
    std::string bytes;  ///< unpacked, if it was gzip'd
    std::string url;
    std::string content_type;
};

/// Which documents of a corpus count: those whose line in expected.jsonl has one of `values` under `key`.
struct Wanted {
    std::string_view key;
    std::vector<std::string_view> values;
    std::size_t least_bytes = 0;
};

/// The documents of `folder` in the order of their names: all files below it, or, where it has an expected.jsonl, the
/// wanted ones of those listed there. Ends the program with a word on standard error when there are none.
std::vector<Document> load(const std::string& folder, const Wanted& wanted);

std::size_t total_bytes(const std::vector<Document>& documents);

/// The programs behind `bench feeds` and `bench pages`.
void feeds(const std::string& folder, int rounds);
void pages(const std::string& folder, int rounds);

}  // namespace newsbus::bench

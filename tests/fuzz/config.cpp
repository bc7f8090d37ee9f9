// The configuration reader: newsbus.toml and, after a form feed, a file of sources.d.
#include "config/config.h"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string text(reinterpret_cast<const char*>(data), size);
    std::size_t cut = text.find('\f');
    std::vector<newsbus::config::File> files{{"newsbus.toml", text.substr(0, cut)}};
    if (cut != text.npos) files.push_back({"a.toml", text.substr(cut + 1)});
    newsbus::config::Loaded loaded = newsbus::config::read(files);
    for (const newsbus::config::Problem& problem : loaded.problems)
        if (problem.what.empty() || problem.str().find('\n') != std::string::npos) std::abort();
    return 0;
}

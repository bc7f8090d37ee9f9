#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {

/// What the pages of one site have in common so far: fingerprints ("prints") of texts, and on how many different pages
/// each text stood. A text that recurs is boilerplate of the site.
/// A few kilobytes: texts that were not seen for long are forgotten first, those that stood on few pages before those
/// that stood on many. It is a value; to keep it, keep its bytes().
class SiteMemory {
public:
    /// A page to be learnt.
    struct Page {
        std::uint64_t print = 0;           ///< of its address
        std::vector<std::uint64_t> texts;  ///< prints of its texts; only `most_texts` of them count
    };

    static constexpr std::size_t most_texts = 256;
    static constexpr std::size_t most_bytes = 16 << 10;

    /// Reads bytes(). Anything else (hostile, or of another version) gives an empty memory.
    static SiteMemory parse(std::string_view bytes);

    /// The stored form: the same on every machine, at most `most_bytes`; "" for an empty memory.
    std::string bytes() const;

    /// On how many of the learnt pages the text stood, up to 255.
    int pages_with(std::uint64_t text) const;

    /// Is the page among those learnt last?
    bool knows(std::uint64_t page) const;

    /// Learns a page. Does nothing when knows() it already or it has no texts.
    void learn(const Page& page);

    bool operator==(const SiteMemory&) const = default;

private:
    struct Entry {
        std::uint64_t text = 0;
        std::uint32_t last = 0;  // the page it stood on last, by its number
        std::uint8_t pages = 0;
        bool operator==(const Entry&) const = default;
    };

    void add(const std::vector<std::uint64_t>& texts);
    void forget();

    std::uint32_t pages_ = 0;            // learnt, ever
    std::vector<std::uint64_t> recent_;  // pages, the oldest first
    std::vector<Entry> entries_;         // by text
};

}  // namespace newsbus::extract

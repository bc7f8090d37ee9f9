#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {

/// What the pages of one site had in common so far: prints of texts and on how many different pages each stood. A few
/// kilobytes; what has not been seen for long goes first, what stood on few pages before what stood on many. A value:
/// who keeps it keeps its bytes().
class SiteMemory {
public:
    /// One page as it is learnt.
    struct Page {
        std::uint64_t print = 0;           ///< of its address
        std::vector<std::uint64_t> texts;  ///< prints of its texts; `most_texts` of them count
    };

    static constexpr std::size_t most_texts = 256;
    static constexpr std::size_t most_bytes = 16 << 10;

    /// Reads bytes(). Anything else, be it hostile or of another version, is an empty memory.
    static SiteMemory parse(std::string_view bytes);

    /// The same on every machine, never more than `most_bytes`; "" for an empty memory.
    std::string bytes() const;

    /// On how many learnt pages the text stood, up to 255.
    int pages_with(std::uint64_t text) const;

    /// Is the page one of those learnt last?
    bool knows(std::uint64_t page) const;

    /// Learns a page, unless it knows it or the page has no texts.
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

#include "extract/body/site_memory.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::string_view version = "nsm1";
constexpr std::size_t most_recent = 128;
constexpr std::size_t recent_size = 8, entry_size = 13;
constexpr std::size_t head_size = version.size() + 4 + 2;
constexpr std::size_t most_entries = (SiteMemory::most_bytes - head_size - most_recent * recent_size) / entry_size;
constexpr std::uint32_t longer_a_page = 32;  // that many pages longer a text is kept for each page it stood on

void put(std::string& bytes, std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> 8 * i & 0xFF);
}

std::uint64_t take(std::string_view& bytes, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    bytes.remove_prefix(size);
    return value;
}

}  // namespace

SiteMemory SiteMemory::parse(std::string_view bytes) {
    if (bytes.size() < head_size || bytes.size() > most_bytes || !bytes.starts_with(version)) return {};
    bytes.remove_prefix(version.size());
    SiteMemory memory;
    memory.pages_ = static_cast<std::uint32_t>(take(bytes, 4));
    std::size_t recent = take(bytes, 2);
    if (recent > std::min<std::size_t>(most_recent, memory.pages_) || bytes.size() < recent * recent_size) return {};
    while (recent-- > 0) memory.recent_.push_back(take(bytes, recent_size));
    if (bytes.size() % entry_size != 0 || bytes.size() / entry_size > most_entries) return {};
    while (!bytes.empty()) {
        Entry entry;
        entry.text = take(bytes, 8);
        entry.last = static_cast<std::uint32_t>(take(bytes, 4));
        entry.pages = static_cast<std::uint8_t>(take(bytes, 1));
        bool in_order = memory.entries_.empty() || memory.entries_.back().text < entry.text;
        if (!in_order || entry.last > memory.pages_ || entry.pages == 0) return {};
        memory.entries_.push_back(entry);
    }
    return memory;
}

std::string SiteMemory::bytes() const {
    std::string bytes;
    if (pages_ == 0) return bytes;
    bytes.reserve(head_size + recent_.size() * recent_size + entries_.size() * entry_size);
    bytes += version;
    put(bytes, pages_, 4);
    put(bytes, recent_.size(), 2);
    for (std::uint64_t page : recent_) put(bytes, page, recent_size);
    for (const Entry& entry : entries_) {
        put(bytes, entry.text, 8);
        put(bytes, entry.last, 4);
        put(bytes, entry.pages, 1);
    }
    return bytes;
}

int SiteMemory::pages_with(std::uint64_t text) const {
    auto found = std::lower_bound(entries_.begin(), entries_.end(), text,
                                  [](const Entry& entry, std::uint64_t wanted) { return entry.text < wanted; });
    return found != entries_.end() && found->text == text ? found->pages : 0;
}

bool SiteMemory::knows(std::uint64_t page) const {
    return std::find(recent_.begin(), recent_.end(), page) != recent_.end();
}

void SiteMemory::learn(const Page& page) {
    if (page.texts.empty() || knows(page.print) || pages_ == std::numeric_limits<std::uint32_t>::max()) return;
    ++pages_;
    if (recent_.size() == most_recent) recent_.erase(recent_.begin());
    recent_.push_back(page.print);
    std::vector<std::uint64_t> texts = page.texts;
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    if (texts.size() > most_texts) texts.resize(most_texts);
    add(texts);
    if (entries_.size() > most_entries) forget();
}

// Both are sorted.
void SiteMemory::add(const std::vector<std::uint64_t>& texts) {
    std::vector<Entry> all;
    all.reserve(entries_.size() + texts.size());
    auto known = entries_.begin();
    for (std::uint64_t text : texts) {
        while (known != entries_.end() && known->text < text) all.push_back(*known++);
        Entry entry{text, 0, 0};
        if (known != entries_.end() && known->text == text) entry = *known++;
        entry.last = pages_;
        if (entry.pages < std::numeric_limits<std::uint8_t>::max()) ++entry.pages;
        all.push_back(entry);
    }
    all.insert(all.end(), known, entries_.end());
    entries_ = std::move(all);
}

// An eighth at a time, so that not every page sorts.
void SiteMemory::forget() {
    auto kept_until = [](const Entry& entry) { return entry.last + std::uint64_t{longer_a_page} * (entry.pages - 1u); };
    auto longer_kept = [&](const Entry& a, const Entry& b) {
        return std::pair(kept_until(a), a.text) > std::pair(kept_until(b), b.text);
    };
    constexpr std::size_t left = most_entries - most_entries / 8;
    std::nth_element(entries_.begin(), entries_.begin() + left, entries_.end(), longer_kept);
    entries_.resize(left);
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.text < b.text; });
}

}  // namespace newsbus::extract

#include "plugins/builtin/phrases.h"

#include "base/tsv.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace newsbus::plugins {
namespace {

enum Kind : std::uint8_t {
    of_pages = 0,
    line = 1,
    lead = 2,
    start = 4,
    within = 8,
    ending = 16,
    heading = 32,
    only = 64
};

constexpr std::pair<std::string_view, Kind> kind_names[] = {
    {"line", line},       {"lead", lead}, {"start", start},    {"within", within},  {"ending", ending},
    {"heading", heading}, {"only", only}, {"opens", of_pages}, {"whole", of_pages}, {"aside", of_pages},
};

std::optional<Kind> kind_named(std::string_view name) {
    for (auto [known, kind] : kind_names)
        if (name == known) return kind;
    return std::nullopt;
}

/// The kinds of a cell, "line|ending", as bits.
Result<std::uint8_t> kinds_named(std::string_view names) {
    std::uint8_t kinds = 0;
    std::string_view unknown;
    bool all = !names.empty();
    each_part(names, '|', [&](std::string_view name) {
        auto kind = kind_named(name);
        if (kind)
            kinds |= *kind;
        else
            unknown = name, all = false;
    });
    if (!all) return Error{Errc::config, "unknown kind \"" + std::string(unknown) + '"'};
    return kinds;
}

bool is_number(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// The words of a line; every number counts as 0.
std::vector<text::Word> line_words(std::string_view line) {
    static const std::uint64_t zero = text::words("0").front().hash;
    std::vector<text::Word> words = text::words(line);
    for (text::Word& word : words)
        if (is_number(line.substr(word.begin, word.end - word.begin))) word.hash = zero;
    return words;
}

/// How many words a reader counts: scripts without spaces have about two characters a word.
std::size_t length_of(std::span<const text::Word> words) {
    auto alone = std::ranges::count(words, text::Unit::word, &text::Word::unit);
    return static_cast<std::size_t>(alone) + (words.size() - static_cast<std::size_t>(alone)) / 2;
}

/// Does `rest`, what follows a phrase, start with a sign that announces something?
bool announces(std::string_view rest) {
    constexpr std::string_view signs[] = {":", "：", "|", "- ", "–", "—",  "→", "»",
                                          "›", ">",  "▶", "►",  "[", "【", "…", "..."};
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    return rest.empty() || std::ranges::any_of(signs, [rest](std::string_view sign) { return rest.starts_with(sign); });
}

}  // namespace

Result<void> Phrases::load(const std::string& path) {
    constexpr std::array<std::string_view, 2> columns = {"kind", "phrase"};
    return read_tsv(path, columns, [this](std::span<const std::string_view> cells) -> Result<void> {
        auto kinds = kinds_named(cells[0]);
        if (!kinds) return kinds.error();
        if (*kinds == of_pages) return {};
        std::vector<text::Word> words = line_words(cells[1]);
        if (words.empty()) return Error{Errc::config, "a phrase without words"};
        std::uint64_t hash = 0;
        for (const text::Word& word : words) hash = text::joined(hash, word.hash);
        kinds_[hash] |= *kinds;
        longest_ = std::max(longest_, words.size());
        return {};
    });
}

std::uint8_t Phrases::kinds_of(std::uint64_t hash) const {
    auto found = kinds_.find(hash);
    return found == kinds_.end() ? 0 : found->second;
}

bool Phrases::starts_with_phrase(std::string_view text, std::span<const text::Word> words, LineVerdict& verdict) const {
    std::uint64_t hash = 0;
    for (std::size_t n = 0; n < std::min(words.size(), longest_); ++n) {
        hash = text::joined(hash, words[n].hash);
        std::uint8_t kinds = kinds_of(hash);
        bool whole = n + 1 == words.size();
        if (whole && (kinds & heading)) verdict.heading = true;
        if (kinds & start) return true;
        if ((kinds & lead) && (whole || announces(text.substr(words[n].end)))) return true;
        if (whole && (kinds & (line | heading))) return true;
    }
    return false;
}

bool Phrases::has_phrase_within(std::span<const text::Word> words) const {
    for (std::size_t begin = 0; begin < words.size(); ++begin) {
        std::uint64_t hash = 0;
        for (std::size_t n = begin; n < std::min(words.size(), begin + longest_); ++n) {
            hash = text::joined(hash, words[n].hash);
            if (kinds_of(hash) & within) return true;
        }
    }
    return false;
}

bool Phrases::only_phrases(std::span<const text::Word> words) const {
    std::size_t covered = 0;
    while (covered < words.size()) {
        std::uint64_t hash = 0;
        std::size_t reach = 0;
        for (std::size_t n = 0; n < std::min(words.size() - covered, longest_); ++n) {
            hash = text::joined(hash, words[covered + n].hash);
            if (kinds_of(hash) & only) reach = n + 1;
        }
        if (!reach) return false;
        covered += reach;
    }
    return true;
}

/// Where the line ends when the phrase after its last sentence is cut.
std::size_t Phrases::end_without_phrase(std::string_view text, std::span<const text::Word> words) const {
    std::size_t from = words.size() > longest_ ? words.size() - longest_ : 1;
    for (std::size_t begin = from; begin < words.size(); ++begin) {
        if (words[begin].gap != text::Gap::ending) continue;
        std::uint64_t hash = 0;
        for (std::size_t n = begin; n < words.size(); ++n) hash = text::joined(hash, words[n].hash);
        if (!(kinds_of(hash) & ending)) continue;
        // What opens the phrase goes with it: "... text. [Read more", "... text (Read more)".
        std::size_t end = words[begin].begin;
        while (end > 0 && std::string_view(" ([<->|").find(text[end - 1]) != std::string_view::npos) --end;
        // A comma or a letter before it: the phrase is part of the sentence.
        if (end == 0 || text[end - 1] == ',' || text[end - 1] == ';') continue;
        return end;
    }
    return std::string_view::npos;
}

LineVerdict Phrases::judge(std::string_view text, std::size_t max_words) const {
    LineVerdict verdict;
    std::vector<text::Word> words = line_words(text);
    if (words.empty()) return verdict;
    verdict.words = length_of(words);
    if (verdict.words <= max_words)
        verdict.cut = starts_with_phrase(text, words, verdict) || only_phrases(words) || has_phrase_within(words);
    if (!verdict.cut) verdict.keep = end_without_phrase(text, words);
    return verdict;
}

}  // namespace newsbus::plugins

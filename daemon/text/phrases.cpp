#include "text/phrases.h"

#include "text/phrase_table.h"

#include <algorithm>
#include <vector>

namespace newsbus::text {
namespace {

bool is_number(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// The words of a line; every number counts as 0.
std::vector<Word> line_words(std::string_view line) {
    static const std::uint64_t zero = text::words("0").front().hash;
    std::vector<Word> words = text::words(line);
    for (Word& word : words)
        if (is_number(line.substr(word.begin, word.end - word.begin))) word.hash = zero;
    return words;
}

/// How many words a reader counts: scripts without spaces have about two characters a word.
std::size_t length_of(std::span<const Word> words) {
    auto alone = std::ranges::count(words, Unit::word, &Word::unit);
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
    return read_phrases(path, [this](unsigned kinds, std::string_view phrase) -> Result<void> {
        kinds &= ~phrase_of_blocks;
        if (kinds == 0) return {};
        std::vector<Word> words = line_words(phrase);
        if (words.empty()) return Error{Errc::config, "a phrase without words"};
        std::uint64_t hash = 0;
        for (const Word& word : words) hash = joined(hash, word.hash);
        kinds_[hash] |= static_cast<std::uint8_t>(kinds);
        longest_ = std::max(longest_, words.size());
        return {};
    });
}

std::uint8_t Phrases::kinds_of(std::uint64_t hash) const {
    auto found = kinds_.find(hash);
    return found == kinds_.end() ? 0 : found->second;
}

bool Phrases::starts_with_phrase(std::string_view text, std::span<const Word> words, LineVerdict& verdict) const {
    std::uint64_t hash = 0;
    for (std::size_t n = 0; n < std::min(words.size(), longest_); ++n) {
        hash = joined(hash, words[n].hash);
        std::uint8_t kinds = kinds_of(hash);
        bool whole = n + 1 == words.size();
        if (whole && (kinds & phrase_heading)) verdict.heading = true;
        if (kinds & phrase_start) return true;
        if ((kinds & phrase_lead) && (whole || announces(text.substr(words[n].end)))) return true;
        if (whole && (kinds & (phrase_line | phrase_heading))) return true;
    }
    return false;
}

bool Phrases::has_phrase_within(std::span<const Word> words) const {
    for (std::size_t begin = 0; begin < words.size(); ++begin) {
        std::uint64_t hash = 0;
        for (std::size_t n = begin; n < std::min(words.size(), begin + longest_); ++n) {
            hash = joined(hash, words[n].hash);
            if (kinds_of(hash) & phrase_within) return true;
        }
    }
    return false;
}

bool Phrases::only_phrases(std::span<const Word> words) const {
    std::size_t covered = 0;
    while (covered < words.size()) {
        std::uint64_t hash = 0;
        std::size_t reach = 0;
        for (std::size_t n = 0; n < std::min(words.size() - covered, longest_); ++n) {
            hash = joined(hash, words[covered + n].hash);
            if (kinds_of(hash) & phrase_only) reach = n + 1;
        }
        if (!reach) return false;
        covered += reach;
    }
    return true;
}

/// Where the line ends when the phrase after its last sentence is cut.
std::size_t Phrases::end_without_phrase(std::string_view text, std::span<const Word> words) const {
    std::size_t from = words.size() > longest_ ? words.size() - longest_ : 1;
    for (std::size_t begin = from; begin < words.size(); ++begin) {
        if (words[begin].gap != Gap::ending) continue;
        std::uint64_t hash = 0;
        for (std::size_t n = begin; n < words.size(); ++n) hash = joined(hash, words[n].hash);
        if (!(kinds_of(hash) & phrase_ending)) continue;
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
    std::vector<Word> words = line_words(text);
    if (words.empty()) return verdict;
    verdict.words = length_of(words);
    if (verdict.words <= max_words)
        verdict.cut = starts_with_phrase(text, words, verdict) || only_phrases(words) || has_phrase_within(words);
    if (!verdict.cut) verdict.keep = end_without_phrase(text, words);
    return verdict;
}

}  // namespace newsbus::text

#include "extract/words/byline_words.h"

#include "base/tsv.h"
#include "text/letters.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cassert>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace newsbus::extract {
namespace {

constexpr std::string_view table[] = {
#include "extract/bylines.inc"
};
constexpr std::size_t longest_label = 60;
constexpr std::size_t longest_line = 200;  // no name with all that belongs to it is longer

struct Words {
    struct Label {
        std::string_view phrase;
        bool colon;
    };
    std::array<std::vector<Label>, 256> labels;             // by their first byte
    std::array<std::vector<std::string_view>, 256> behind;  // roles and what else follows a name: by their last byte,
                                                            // the longest first
    std::unordered_set<std::string> nobody;                 // letters only
    std::bitset<1 << 16> beginnings;                        // the first two bytes of all labels

    void add(std::string_view kind, std::string_view phrase) {
        auto first = static_cast<unsigned char>(phrase[0]);
        if (kind == "by" || kind == "colon") {
            labels[first].push_back({phrase, kind == "colon"});
            assert(phrase.size() > 1);
            beginnings.set(first * 256u + static_cast<unsigned char>(phrase[1]));
        }
        if (kind == "role" || kind == "after") behind[static_cast<unsigned char>(phrase.back())].push_back(phrase);
        if (kind == "role" || kind == "nobody") nobody.insert(text::letters_of(phrase));
    }
};

const Words& words() {
    static const Words known = [] {
        Words read;
        constexpr std::array<std::string_view, 2> columns = {"kind", "phrase"};
        auto done = read_tsv(table, "bylines.tsv", columns, [&read](std::span<const std::string_view> cells) {
            read.add(cells[0], cells[1]);
            return Result<void>();
        });
        assert(done);
        for (auto& phrases : read.behind)
            std::ranges::stable_sort(phrases, std::ranges::greater(), [](std::string_view one) { return one.size(); });
        return read;
    }();
    return known;
}

std::size_t skip_blank(std::string_view text, std::size_t at) {
    constexpr std::string_view no_break_space = "\xC2\xA0", wide_space = "\xE3\x80\x80";
    while (at < text.size()) {
        if (text.substr(at).starts_with(no_break_space))
            at += no_break_space.size();
        else if (text.substr(at).starts_with(wide_space))
            at += wide_space.size();
        else if (std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos)
            ++at;
        else
            break;
    }
    return std::min(at, text.size());
}

// Bytes of the colon or its like at `at`; 0 = none.
std::size_t colon_size(std::string_view text, std::size_t at) {
    for (std::string_view dash : {"-", "\xE2\x80\x93", "\xE2\x80\x94"})
        if (at > 0 && text[at - 1] == ' ' && text.substr(at).starts_with(dash) &&
            (at + dash.size() == text.size() || text[at + dash.size()] == ' '))
            return dash.size();
    for (std::string_view colon : {":", "/", "|", "=", "\xEF\xBC\x9A", "\xEF\xBC\x8F", "\xEF\xBC\x9D", "\xEF\xBD\x9C",
                                   "\xE3\x83\xBB", "\xE2\x88\xB6"})
        if (text.substr(at).starts_with(colon)) return colon.size();
    return 0;
}

// "ByAda", "porAda", "AutorÁda": the space between two elements is that of the style sheet.
bool is_glued(std::string_view text, std::size_t label) {
    auto is_upper = [text](std::size_t at) {
        if (text[at] >= 'A' && text[at] <= 'Z') return true;
        return text[at] == '\xC3' && at + 1 < text.size() && text[at + 1] <= '\x9E';
    };
    auto is_lower = [text](std::size_t at) { return text[at] >= 'a' && text[at] <= 'z'; };
    return label > 1 && label + 1 < text.size() && is_lower(label - 1) && is_upper(label);
}

// Where a label of `phrase` ends in `text` with all that joins it to the names; 0 when there is none.
std::size_t label_end(std::string_view text, const Words::Label& label) {
    std::size_t end = label.phrase.size(), next = skip_blank(text, end);
    if (std::size_t colon = colon_size(text, next)) return skip_blank(text, next + colon);
    if (next == text.size()) return next;
    if (is_glued(text, end)) return end;
    return label.colon || next == end ? 0 : next;
}

// Where the longest label at the head ends; 0 when there is none.
std::size_t longest_label_end(std::string_view text) {
    const std::string head = text::lower_case(text.substr(0, 3));  // the second letter may have two bytes
    if (head.size() < 2) return 0;
    if (!words().beginnings[static_cast<unsigned char>(head[0]) * 256u + static_cast<unsigned char>(head[1])]) return 0;
    std::string fold = text::lower_case(text.substr(0, longest_label));
    std::size_t best = 0;
    for (const Words::Label& label : words().labels[static_cast<unsigned char>(fold[0])])
        if (label.phrase[1] == fold[1] && fold.starts_with(label.phrase)) best = std::max(best, label_end(text, label));
    return best;
}

// Bytes of `text` before `phrase`, when it ends in that and something stands before it; npos otherwise.
std::size_t before_ending(std::string_view fold, std::string_view phrase) {
    if (fold.size() < phrase.size() + 2 || !fold.ends_with(phrase)) return std::string_view::npos;
    std::size_t at = fold.size() - phrase.size();
    return fold[at - 1] == ' ' || static_cast<unsigned char>(phrase[0]) >= 0xE0 ? at : std::string_view::npos;
}

}  // namespace

std::size_t by_label_size(std::string_view text) {
    std::size_t end = longest_label_end(text);
    return end < text.size() ? end : 0;
}

bool is_by_label(std::string_view text) {
    std::size_t end = longest_label_end(text);
    return end > 0 && end == text.size();
}

std::size_t colon_label_size(std::string_view text) {
    std::size_t end = longest_label_end(text);
    if (end == 0 || end >= text.size()) return 0;
    std::string_view label = text.substr(0, end);
    while (label.ends_with(' ')) label.remove_suffix(1);
    return label.ends_with(':') || label.ends_with("\xEF\xBC\x9A") ? end : 0;
}

std::string_view name_alone(std::string_view text) {
    if (text.size() > longest_line) return text;
    std::string fold = text::lower_case(text);
    assert(fold.size() == text.size());
    for (bool again = true; again;) {
        again = false;
        for (std::string_view phrase : words().behind[fold.empty() ? 0 : static_cast<unsigned char>(fold.back())]) {
            std::size_t at = before_ending(fold, phrase);
            if (at == std::string_view::npos) continue;
            std::size_t end = fold.find_last_not_of(" ,;|-/", at - 1);
            if (end == std::string::npos) continue;
            fold.resize(end + 1);
            again = true;
            break;
        }
    }
    return text.substr(0, fold.size());
}

bool names_nobody(std::string_view text) {
    return words().nobody.contains(text::letters_of(text::lower_case(text)));
}

}  // namespace newsbus::extract

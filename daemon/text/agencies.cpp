#include "text/agencies.h"

#include "base/ascii.h"
#include "base/tsv.h"
#include "text/letters.h"
#include "text/words.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace newsbus::text {
namespace {

constexpr std::string_view table[] = {
#include "text/news_agencies.inc"
};
constexpr std::string_view blanks = " \t:.,|()[]";  // around a name
constexpr std::size_t longest_line = 80;
constexpr std::size_t dateline_reach = 100;

// Full names in lower case; abbreviations that mean other things as well ("MAP", "Mehr") as they are written.
const std::unordered_map<std::string, Agency>& agencies() {
    static const auto known = [] {
        std::unordered_map<std::string, Agency> found;
        constexpr std::array<std::string_view, 4> columns = {"name", "aliases", "short_forms", "code"};
        auto done = read_tsv(table, "news_agencies.tsv", columns, [&found](std::span<const std::string_view> cells) {
            Agency agency{std::string(cells[0]), std::string(cells[3])};
            found.emplace(lower_case(agency.name), agency);
            each_item(cells[1], '|', [&](std::string_view form) { found.emplace(lower_case(form), agency); });
            each_item(cells[2], '|', [&](std::string_view form) { found.emplace(form, agency); });
            return Result<void>();
        });
        assert(done);
        for (std::string_view plural : {"agencies", "news agencies", "wire services", "agenturen", "agencias",
                                        "agences", "agenzie", "agências", "агентства"})
            found.emplace(plural, Agency{});
        return found;
    }();
    return known;
}

std::optional<Agency> agency_named(std::string_view name) {
    auto known = agencies().find(lower_case(name));
    if (known == agencies().end()) known = agencies().find(std::string(name));
    return known == agencies().end() ? std::nullopt : std::optional(known->second);
}

std::string_view without_label(std::string_view text) {
    constexpr std::string_view labels[] = {"by ",
                                           "from ",
                                           "via ",
                                           "source:",
                                           "sources:",
                                           "source :",
                                           "with inputs from ",
                                           "inputs from ",
                                           "quelle:",
                                           "quellen:",
                                           "fuente:",
                                           "fonte:",
                                           "von ",
                                           "par ",
                                           "avec ",
                                           "mit material von ",
                                           "bron:",
                                           "źródło:",
                                           "источник:",
                                           "kaynak:",
                                           "агентство "};
    std::string fold = lower_case(text);
    for (std::string_view label : labels)
        if (fold.starts_with(label)) return ascii::trimmed(text.substr(label.size()), blanks);
    return text;
}

}  // namespace

std::optional<Agency> agency_line(std::string_view line) {
    if (line.size() > longest_line) return std::nullopt;
    line = without_label(ascii::trimmed(line, blanks));
    if (auto whole = agency_named(line)) return whole;
    std::optional<Agency> first;
    while (!line.empty()) {
        std::size_t cut = std::string_view::npos, size = 0;
        for (std::string_view joint : {"/", ",", " and ", " und ", " & ", " et ", " y ", " e "})
            if (std::size_t at = line.find(joint); at < cut) cut = at, size = joint.size();
        auto agency = agency_named(ascii::trimmed(line.substr(0, cut), blanks));
        if (!agency) return std::nullopt;
        if (!first || first->name.empty()) first = agency;
        if (cut == std::string_view::npos) break;
        line.remove_prefix(cut + size);
    }
    return first;
}

std::optional<Agency> agency_beside(std::string_view text) {
    std::string_view head = text.substr(0, dateline_reach);
    if (std::size_t open = head.find('('), close = head.find(')', std::min(open, head.size()));
        close != std::string_view::npos) {
        std::string_view behind = head.substr(close + 1);
        while (behind.starts_with(' ')) behind.remove_prefix(1);
        if (begins_with_dash(behind))
            if (auto agency = agency_line(head.substr(open + 1, close - open - 1))) return agency;
    }
    std::size_t open = text.rfind('(');
    if (!text.ends_with(')') || open == std::string_view::npos) return std::nullopt;
    return agency_line(text.substr(open));
}

bool is_credit_word(std::uint64_t hash) {
    static const std::unordered_set<std::uint64_t> set = [] {
        std::unordered_set<std::uint64_t> hashes;
        for (const Word& word : words(
                 "by from via with and source sources credit staff agency agencies inputs input news wire service "
                 "reporter correspondent writer quelle quellen mit material von und fuente fuentes con de y agencia "
                 "agencias avec par et agence fonte com e agência fonti bron door источник по материалам и джерело за "
                 "kaynak مصدر المصدر وكالة 来源 來源 据 電 电 讯 訊 配信 제공"))
            hashes.insert(word.hash);
        return hashes;
    }();
    return set.contains(hash);
}

bool begins_with_dash(std::string_view text) {
    for (std::string_view dash : {"-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x95"})
        if (text.starts_with(dash)) return true;
    return false;
}

}  // namespace newsbus::text

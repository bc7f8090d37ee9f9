#include "plugins/builtin/credit.h"

#include "text/agencies.h"
#include "text/words.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace newsbus::plugins {
namespace {

constexpr std::size_t longest_credit = 8;    // words of a line that only credits
constexpr std::size_t dateline_reach = 300;  // bytes

/// Which forms of a name will do. "Mehr" and "Petra" are agencies, but also a word and a woman.
enum class Forms { long_ones, all };

std::optional<std::uint32_t> agency_of(std::span<const text::Word> words, const Gazetteer& gazetteer, Forms forms) {
    std::uint64_t hash = 0;
    for (const text::Word& word : words) hash = text::joined(hash, word.hash);
    for (const Form& form : gazetteer.find(hash)) {
        bool written_so = form.use == Use::name || (form.use == Use::brief && forms == Forms::all);
        for (std::size_t i = 0; written_so && i < words.size(); ++i)
            written_so = (form.shapes >> (2 * i) & 3) != 2 || words[i].shape == text::Shape::upper;
        if (written_so && gazetteer.entity(form.entity).type == "NewsMediaOrganization") return form.entity;
    }
    return std::nullopt;
}

/// The agency that `line` names and nothing else does, credit words apart. With several the first.
std::optional<std::uint32_t> only_agency(std::string_view line, const Gazetteer& gazetteer, Forms forms) {
    std::vector<text::Word> words = text::words(line);
    if (words.size() > longest_credit) return std::nullopt;
    std::optional<std::uint32_t> agency;
    for (std::size_t i = 0; i < words.size();) {
        std::size_t taken = 0;
        for (std::size_t n = words.size() - i; n > 0 && !taken; --n)
            if (auto found = agency_of(std::span(words).subspan(i, n), gazetteer, forms)) {
                if (!agency) agency = found;
                taken = n;
            }
        if (!taken && !text::is_credit_word(words[i].hash)) return std::nullopt;
        i += std::max<std::size_t>(taken, 1);
    }
    return agency;
}

/// "MOSCOW, Nov 22 (Reuters) - text", "MOSCOW, November 22. /TASS/. Text".
std::optional<std::uint32_t> dateline_agency(std::string_view body, const Gazetteer& gazetteer) {
    std::string_view start = body.substr(0, std::min(body.find('\n'), dateline_reach));
    for (auto [open, close] : {std::pair{'(', ')'}, {'/', '/'}}) {
        std::size_t begin = start.find(open);
        std::size_t end = begin == std::string_view::npos ? begin : start.find(close, begin + 1);
        if (end == std::string_view::npos) continue;
        std::string_view rest = start.substr(end + 1);
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        if (open == '/' || text::begins_with_dash(rest))
            if (auto agency = only_agency(start.substr(begin + 1, end - begin - 1), gazetteer, Forms::all))
                return agency;
    }
    for (std::string_view dash : {" - ", " – ", " — ", " -- "})  // "Reuters - text"
        if (std::size_t at = start.find(dash); at != std::string_view::npos)
            if (auto agency = only_agency(start.substr(0, at), gazetteer, Forms::long_ones)) return agency;
    return std::nullopt;
}

std::optional<std::uint32_t> closing_agency(std::string_view body, const Gazetteer& gazetteer) {
    while (!body.empty() && std::string_view(" \n.").find(body.back()) != std::string_view::npos) body.remove_suffix(1);
    std::size_t open = body.rfind('(');
    if (!body.ends_with(')') || open == std::string_view::npos) return std::nullopt;
    return only_agency(body.substr(open + 1, body.size() - open - 2), gazetteer, Forms::all);
}

std::optional<std::uint32_t> credit_line(std::string_view body, const Gazetteer& gazetteer) {
    constexpr std::size_t longest_line = 120;
    while (!body.empty()) {
        std::string_view line = body.substr(0, body.find('\n'));
        body.remove_prefix(std::min(body.size(), line.size() + 1));
        if (line.size() <= longest_line)
            if (auto agency = only_agency(line, gazetteer, Forms::long_ones)) return agency;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> credited_agency(const Article& article, const Gazetteer& gazetteer) {
    if (auto agency = only_agency(article.source_organization.name, gazetteer, Forms::long_ones)) return agency;
    for (const Author& author : article.author)
        if (auto agency = only_agency(author.name, gazetteer, Forms::long_ones)) return agency;
    if (auto agency = only_agency(article.credit_text, gazetteer, Forms::long_ones)) return agency;
    if (auto agency = dateline_agency(article.body, gazetteer)) return agency;
    if (auto agency = closing_agency(article.body, gazetteer)) return agency;
    return credit_line(article.body, gazetteer);
}

}  // namespace newsbus::plugins

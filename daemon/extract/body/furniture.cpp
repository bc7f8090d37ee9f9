#include "extract/body/furniture.h"

#include "base/affix.h"
#include "base/ascii.h"
#include "extract/tree/naming.h"

#include <algorithm>
#include <bitset>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace newsbus::extract {
namespace {

constexpr std::uint32_t least_text = 150;     // of what is left, for a notice by name as well
constexpr std::uint32_t least_article = 400;  // for one by its text alone
constexpr std::uint32_t least_notice = 200;   // shorter ones are told by their line
constexpr int fewest_told = 3, fewest_beside_main = 2;
constexpr int strip_items = 4;

// "Cookie" where it is not written so.
constexpr std::string_view cookie_words[] = {
    "ookie",   "COOKIE",   "çerez",      "Çerez",    "iasteczk", "olačić",  "iškotk",          "küpsis",
    "Küpsis",  "lapuk",    "īkdat",      "västei",   "västee",   "afrakök", "nformasjonskaps", "бисквит",
    "олачић",  "уки-файл", "файлы куки", "クッキー", "쿠키",     "คุกกี้",     "עוגיות",          "تعريف الارتباط",
    "الكوكيز", "کوکی",     "কুকি",        "कुकी",      "குக்கீ"};

// Texts are long, and hardly any has the first two bytes of one of these words.
class CookieWords {
public:
    CookieWords() {
        for (std::string_view word : cookie_words) begins_.set(pair_at(word, 0));
    }

    bool stand_in(std::string_view text) const {
        for (std::size_t at = 0; at + 1 < text.size(); ++at)
            if (begins_[pair_at(text, at)] && begins_at(text.substr(at))) return true;
        return false;
    }

private:
    static std::size_t pair_at(std::string_view text, std::size_t at) {
        return static_cast<unsigned char>(text[at]) * 256u + static_cast<unsigned char>(text[at + 1]);
    }

    static bool begins_at(std::string_view text) { return prefix_size(text, cookie_words) > 0; }

    std::bitset<1 << 16> begins_;
};

bool tells_of_cookies(std::string_view text) {
    static const CookieWords words;
    return words.stand_in(text);
}

bool block_tells_of_cookies(const Outline& outline, std::uint32_t block) {
    const auto& elements = outline.elements;
    for (std::uint32_t i = block; i < elements[block].end;) {
        if (i != block && (elements[i].block || elements[i].dropped)) {
            i = elements[i].end;
            continue;
        }
        for (pugi::xml_node child : elements[i].node.children())
            if (child.type() == pugi::node_pcdata && tells_of_cookies(child.value())) return true;
        ++i;
    }
    return false;
}

bool is_about_cookies(const BodyHints& hints) {
    return tells_of_cookies(hints.headline) || std::ranges::any_of(hints.descriptions, tells_of_cookies);
}

/// Of an element, what its paragraphs tell of cookies.
struct Telling {
    std::uint32_t prose = 0;
    int paragraphs = 0;
};

std::vector<Telling> telling_of_cookies(const Outline& outline) {
    const auto& elements = outline.elements;
    std::vector<Telling> telling(elements.size());
    for (std::uint32_t i = static_cast<std::uint32_t>(elements.size()); i-- > 1;) {
        const Element& element = elements[i];
        const std::uint32_t mass = element.block && !element.dropped ? prose_mass(element) : 0;
        if (mass > 0 && block_tells_of_cookies(outline, i)) telling[i].prose += mass, ++telling[i].paragraphs;
        telling[element.parent].prose += telling[i].prose;
        telling[element.parent].paragraphs += telling[i].paragraphs;
    }
    return telling;
}

// By its name and some of its text, or by most of its text alone, of which less is enough outside of <main>.
bool is_notice(const Element& element, const Telling& told, std::uint32_t total, bool beside_main) {
    if (element.mass < least_notice || told.prose * 10 < element.mass * 4) return false;
    const std::uint32_t left = total - element.mass;
    if (left >= least_text && naming_of(element.node).junk) return true;
    return left >= least_article && told.prose * 10 >= element.mass * 6 &&
           told.paragraphs >= (beside_main ? fewest_beside_main : fewest_told);
}

// The element that says that it is the main part of the page and holds a text; 0 = none.
std::uint32_t main_part(const Outline& outline) {
    const auto& elements = outline.elements;
    for (std::uint32_t i = 1; i < elements.size(); ++i)
        if (elements[i].mass >= least_article &&
            (elements[i].name() == "main" || std::string_view(elements[i].node.attribute("role").value()) == "main"))
            return i;
    return 0;
}

void drop_notices(Outline& outline, const BodyHints& hints) {
    const auto& elements = outline.elements;
    const std::vector<Telling> told = telling_of_cookies(outline);
    if (told[0].paragraphs == 0 || is_about_cookies(hints)) return;
    const std::uint32_t main = main_part(outline);
    for (std::uint32_t i = 1; i < elements.size();) {
        const bool beside_main = main != 0 && (elements[i].end <= main || i >= elements[main].end);
        if (!elements[i].dropped && is_notice(elements[i], told[i], outline.total_mass(), beside_main)) outline.drop(i);
        i = elements[i].dropped ? elements[i].end : i + 1;
    }
}

// Headlines one behind the other with the same mark between: "Ferry stays «» Bridge closed «» ...".
bool is_strip(std::string_view text) {
    constexpr std::string_view marks[] = {"«»", "•", " | ", " /// ", "★", "●", "■", "◆", " +++ ", " *** "};
    for (std::string_view mark : marks) {
        const char rarest = mark.front() == ' ' ? mark[1] : mark.back();  // of its bytes, in other texts
        if (text.find(rarest) == text.npos) continue;
        int items = 0;
        std::size_t longest = 0, begin = 0;
        for (std::size_t at; (at = text.find(mark, begin)) != text.npos; begin = at + mark.size()) {
            longest = std::max(longest, at - begin);
            ++items;
        }
        if (items >= strip_items && std::max(longest, text.size() - begin) * 3 < text.size()) return true;
    }
    return false;
}

bool may_be_strip(const Element& element) {
    constexpr std::uint32_t longest = 5000;
    return element.block && !element.dropped && prose_mass(element) >= least_notice && element.own < longest;
}

void drop_strips(Outline& outline) {
    auto& elements = outline.elements;
    for (std::uint32_t i = 1; i < elements.size(); ++i)
        if (may_be_strip(elements[i]) && outline.total_mass() - prose_mass(elements[i]) >= least_text &&
            is_strip(outline.own_text(i)))
            outline.drop_own(i);
}

// Paragraphs that stand three times or more, with no others between, are boxes: a product, a person, a plea.
void drop_thrice(Outline& outline) {
    constexpr int copies = 3;
    const auto& elements = outline.elements;
    std::vector<std::uint32_t> prose;
    std::unordered_map<std::uint64_t, int> times;
    for (std::uint32_t i = 1; i < elements.size(); ++i) {
        if (!elements[i].block || elements[i].dropped || prose_mass(elements[i]) == 0) continue;
        prose.push_back(i);
        ++times[elements[i].print];
    }
    auto repeats = [&](std::size_t k) { return times.at(elements[prose[k]].print) >= copies; };
    for (std::size_t from = 0; from < prose.size();) {
        std::size_t to = from;
        std::unordered_map<std::uint64_t, int> here;
        std::uint32_t mass = 0;
        bool box = false;
        for (; to < prose.size() && repeats(to); ++to) {
            mass += prose_mass(elements[prose[to]]);
            box = ++here[elements[prose[to]].print] >= copies || box;
        }
        if (box && outline.total_mass() - mass >= least_article)
            for (std::size_t k = from; k < to; ++k) outline.drop_own(prose[k]);
        from = to + (to == from);
    }
}

// What goes for what it says does not come back by a second opinion.
void drop_for_good(Outline& outline, std::uint32_t i) {
    for (std::uint32_t at = i; at < outline.elements[i].end; ++at)
        if (outline.elements[at].block) outline.drop_own(at);
    outline.drop(i);
}

bool asks_for_input(const Element& element) {
    const std::string_view name = element.name();
    if (name != "input") return name == "form";
    const std::string_view type = element.node.attribute("type").value();
    return type == "email" || type == "password" || type == "tel";
}

// Of an address that readers are asked to give money at, in the languages of the world's newsrooms.
constexpr std::string_view support_words[] = {
    "donat",      "donar",      "donaci",   "donaz",   "doneer", "donera",  "sostieni", "sostenete", "soutenir",
    "support-us", "spenden",    "abonn",    "abbona",  "abonne", "subscri", "suscri",   "assinat",   "assine",
    "prenumer",   "membership", "mitglied", "patreon", "paypal", "ko-fi",   "wspier",   "wesprzyj",  "apoya",
    "apoie",      "destek",     "dukung",   "tilaa",   "socio",  "steadyhq"};

// Of such addresses whole words only: other words begin so.
constexpr std::string_view whole_support_words[] = {"abo", "abos", "don", "dons", "spende"};

bool begins_without_case(std::string_view text, std::string_view word) {
    return text.size() >= word.size() &&
           std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == ascii::lower(b); });
}

bool asks_for_support(std::string_view href) {
    constexpr std::size_t longest = 200;
    href = href.substr(0, longest);
    bool in_word = false;
    for (std::size_t at = 0; at < href.size(); ++at) {
        const char c = ascii::lower(href[at]);
        const bool letter = c >= 'a' && c <= 'z';
        if (letter && !in_word) {
            for (std::string_view word : support_words)
                if (word[0] == c && begins_without_case(href.substr(at), word)) return true;
            for (std::string_view word : whole_support_words)
                if (word[0] == c && begins_without_case(href.substr(at), word) &&
                    (at + word.size() == href.size() || !ascii::is_alpha(href[at + word.size()])))
                    return true;
        }
        in_word = letter;
    }
    return false;
}

// A line of nothing but links, one of which leads there, as a button does, below some prose. The innermost element
// around it that is no paragraph; 0 = it is no such line.
std::uint32_t plea_around(const Outline& outline, std::uint32_t link) {
    constexpr std::uint32_t longest_box = 700;
    const auto& elements = outline.elements;
    if (elements[link].name() != "a") return 0;
    std::uint32_t block = link;
    while (block != 0 && !elements[block].block) block = elements[block].parent;
    const std::uint32_t box = elements[block].name() == "p" ? elements[block].parent : block;
    if (elements[box].mass == 0 || elements[box].text > longest_box) return 0;
    if (block == 0 || elements[block].own_link * 10 < elements[block].own * 9) return 0;
    return asks_for_support(elements[link].node.attribute("href").value()) ? box : 0;
}

// A few short lines around a form: a newsletter, a gift, a login.
bool is_box(const Outline& outline, std::uint32_t i) {
    constexpr std::uint32_t longest_box = 700, longest_line = 160;
    constexpr int most_lines = 12;
    const auto& elements = outline.elements;
    const Element& box = elements[i];
    const std::string_view name = box.name();
    if (name == "p" || name == "header" || name == "article" || name == "main" || name == "body") return false;
    if (box.text > longest_box || box.mass * 2 >= outline.total_mass()) return false;
    int lines = 0;
    for (std::uint32_t at = i; at < box.end; ++at) {
        const Element& element = elements[at];
        if (element.name() == "h1") return false;
        if (element.block && element.own > 0 && (element.own > longest_line || ++lines > most_lines)) return false;
    }
    return true;
}

void drop_pleas(Outline& outline) {
    const auto& elements = outline.elements;
    for (std::uint32_t i = 1; i < elements.size(); ++i) {
        if (elements[i].dropped) continue;
        const std::uint32_t from = asks_for_input(elements[i]) ? i : plea_around(outline, i);
        std::uint32_t box = 0;
        for (std::uint32_t at = from; at != 0 && is_box(outline, at); at = elements[at].parent) box = at;
        if (box != 0) drop_for_good(outline, box);
    }
}

constexpr std::string_view ad_labels[] = {
    "Ad",      "AD",      "Ads",       "Advertisement", "ADVERTISEMENT", "Advertising", "Anzeige", "ANZEIGE",
    "Werbung", "WERBUNG", "Sponsored", "Publicité",     "Publicidad",    "Pubblicità",  "Reklama", "Reklam",
    "Реклама", "РЕКЛАМА", "广告",      "廣告",          "広告",          "광고",        "إعلان",   "विज्ञापन"};

bool is_ad_label(pugi::xml_node node) {
    pugi::xml_node text = node.first_child();
    if (text.type() != pugi::node_pcdata || text.next_sibling()) return false;
    std::string_view label = text.value();
    label.remove_prefix(std::min(label.find_first_not_of(" \t\r\n"), label.size()));
    while (!label.empty() && static_cast<unsigned char>(label.back()) <= ' ') label.remove_suffix(1);
    return std::ranges::find(ad_labels, label) != std::end(ad_labels);
}

// An element that begins with such a label, in an element of its own, and has a line more.
void drop_labelled_ads(Outline& outline) {
    constexpr std::uint32_t longest_label = 14, longest_ad = 200;
    const auto& elements = outline.elements;
    for (std::uint32_t i = 1; i < elements.size(); ++i) {
        const Element& label = elements[i];
        const std::uint32_t around = label.parent;
        if (label.text == 0 || label.text > longest_label || label.dropped || elements[around].text > longest_ad)
            continue;
        const std::string_view name = elements[around].name();
        if (around == 0 || name == "p" || name == "body" || name == "article" || name == "main") continue;
        if (elements[around].node.first_child() == label.node && is_ad_label(label.node)) outline.drop(around);
    }
}

}  // namespace

void drop_furniture(Outline& outline, const BodyHints& hints) {
    drop_pleas(outline);
    drop_labelled_ads(outline);
    drop_notices(outline, hints);
    drop_strips(outline);
    drop_thrice(outline);
}

}  // namespace newsbus::extract

#include "extract/facts/titles.h"

#include "html/elements.h"
#include "html/text.h"
#include "html/text_writer.h"
#include "html/walk.h"
#include "text/letters.h"

#include <algorithm>
#include <utility>

namespace newsbus::extract {
namespace {

constexpr std::string_view separators[] = {" | ",        " - ",  " \xE2\x80\x93 ", " \xE2\x80\x94 ",
                                           " \xC2\xBB ", " :: ", " \xC2\xB7 ",     " \xE2\x80\xA2 "};

// Without blanks around, as East Asia writes them: "标题_新闻_腾讯网", "제목-정치ㅣ한국일보". A dash also joins words,
// so that it separates only what is not of ASCII.
constexpr std::string_view tight[] = {"_", "|", "\xEF\xBD\x9C", "\xE3\x85\xA3", "\xE2\x94\x82", "\xE4\xB8\xA8"};
constexpr std::string_view dashes[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94", "\xC2\xB7"};

// Where the last separator begins, and its size; npos when there is none.
std::pair<std::size_t, std::size_t> last_separator(std::string_view title) {
    std::size_t at = std::string_view::npos, size = 0;
    for (std::string_view separator : separators) {
        std::size_t found = title.rfind(separator);
        if (found != std::string_view::npos && (at == std::string_view::npos || found > at))
            at = found, size = separator.size();
    }
    return {at, size};
}

bool is_a_heading(std::string_view title, const std::vector<Heading>& headings) {
    return std::any_of(headings.begin(), headings.end(),
                       [title](const Heading& h1) { return text::similar(h1.text, title); });
}

bool is_foreign(std::string_view word) {
    return !word.empty() && static_cast<unsigned char>(word[0]) >= 0xC3;
}

// How many bytes of a tight separator, or of several in a row, stand at the end, before `tail`.
std::size_t tight_end(std::string_view text, std::string_view tail) {
    std::string_view rest = text;
    const auto cut = [&rest](std::string_view separator) {
        if (!rest.ends_with(separator)) return false;
        rest.remove_suffix(separator.size());
        return true;
    };
    while (std::ranges::any_of(tight, cut) || (is_foreign(tail) && std::ranges::any_of(dashes, cut))) {
    }
    return text.size() - rest.size();
}

// The title without the label of a section at its end, where labels are written tightly.
std::string_view without_section(std::string_view title) {
    constexpr std::size_t longest = 15;  // bytes: five signs
    for (std::size_t size = 3; size <= longest && size * 4 < title.size(); ++size) {
        const std::string_view label = title.substr(title.size() - size), rest = title.substr(0, title.size() - size);
        if (label.find(' ') != std::string_view::npos) break;
        if (!is_foreign(label)) continue;
        if (const std::size_t end = tight_end(rest, label)) return rest.substr(0, rest.size() - end);
    }
    return title;
}

// The title without the site's whole name before or behind it; names hold separators themselves.
std::string_view without_name(std::string_view title, std::string_view site, const std::vector<Heading>& headings) {
    constexpr std::size_t shortest = 7;  // bytes, of what is no heading
    if (site.size() < 3) return title;
    const auto is_enough = [&](std::string_view rest) {
        return rest.size() >= shortest || is_a_heading(rest, headings);
    };
    if (title.ends_with(site)) {
        const std::string_view rest = title.substr(0, title.size() - site.size());
        for (std::string_view separator : separators)
            if (rest.ends_with(separator) && is_enough(rest.substr(0, rest.size() - separator.size())))
                return rest.substr(0, rest.size() - separator.size());
        const std::size_t end = tight_end(rest, site);
        if (end > 0 && is_enough(rest.substr(0, rest.size() - end)))
            return without_section(rest.substr(0, rest.size() - end));
    }
    if (title.size() < site.size() + 10 || !title.starts_with(site)) return title;
    std::string_view rest = title.substr(site.size());
    std::size_t begin = rest.find_first_not_of(" |:-");
    bool separated = begin != std::string_view::npos && rest.substr(0, begin).find_first_of("|:-") < begin;
    return separated ? rest.substr(begin) : title;
}

// The address of a front page: "/", "https://host/".
bool is_home(std::string_view href) {
    std::size_t scheme = href.find("//");
    if (scheme != std::string_view::npos) {
        href.remove_prefix(scheme + 2);
        href.remove_prefix(std::min(href.size(), href.find('/')));
        return href.empty() || href == "/";
    }
    return href == "/" || href == "./" || href == "/index.html" || href == "/index.php";
}

bool is_label(pugi::xml_node node) {
    constexpr std::string_view words[] = {"kicker",    "overline",   "roofline",  "topline",   "toptitle",
                                          "dachzeile", "supertitle", "eyebrow",   "surtitle",  "pretitle",
                                          "overhead",  "hidden",     "invisible", "offscreen", "sr-only"};
    std::string_view names = node.attribute("class").value();
    return std::any_of(std::begin(words), std::end(words),
                       [names](std::string_view word) { return names.find(word) != std::string_view::npos; });
}

// The heading's text without labels, on one line; a ": " or " - " between label and text is removed too.
std::string bare_text(pugi::xml_node h1) {
    html::TextWriter writer(html::TextWriter::Shape::one_line);
    html::walk(
        h1,
        [&](pugi::xml_node node) {
            if (node.type() == pugi::node_pcdata) writer.text(node.value());
            if (std::string_view(node.name()) == "br" || html::is_block(node.name())) writer.space();
            return is_label(node) || html::is_hidden(node) ? html::Descend::no : html::Descend::yes;
        },
        [](pugi::xml_node) {});
    std::string text = std::move(writer).take();
    text.erase(0, std::min(text.size(), text.find_first_not_of(" :-|")));
    return text;
}

// Does the tail of a title name the site, as it calls itself or by its address?
bool names_site(std::string_view tail, std::string_view site, std::string_view host) {
    std::string letters = text::letters_of(tail), name = text::letters_of(site), address = text::letters_of(host);
    if (letters.size() < 3) return false;
    if (!name.empty() && (letters.find(name) != std::string::npos || name.find(letters) != std::string::npos))
        return true;
    return address.find(letters) != std::string::npos;
}

}  // namespace

Heading heading_at(pugi::xml_node h1) {
    Heading heading{html::inline_text(h1), bare_text(h1)};
    pugi::xml_node link = h1.child("a");
    heading.leads_home = link && is_home(link.attribute("href").value()) && html::inline_text(link) == heading.text;
    return heading;
}

std::string without_site(std::string_view title, const Site& site, const std::vector<Heading>& headings) {
    if (is_a_heading(title, headings)) return std::string(title);
    std::string out(without_name(title, site.name, headings));
    bool named = site.name.empty() || out.size() < title.size();
    for (int cuts = 0; cuts < 2 && !is_a_heading(out, headings); ++cuts) {
        auto [at, size] = last_separator(out);
        if (at == std::string::npos || at < 10) break;
        std::string_view tail = std::string_view(out).substr(at + size);
        named = named || names_site(tail, site.name, site.host);
        bool bar = out.compare(at, size, " | ") == 0;  // nobody writes one inside a headline
        bool label = tail.size() <= 40 && tail.size() * (bar ? 1 : 2) < at && (bar || named);
        if (!label && !names_site(tail, site.name, site.host)) break;
        out.resize(at);
    }
    return out;
}

}  // namespace newsbus::extract

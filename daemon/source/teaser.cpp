#include "source/teaser.h"

#include "base/utf8.h"

#include <string>
#include <string_view>

namespace newsbus::source {
namespace {

constexpr std::size_t whole_article = 800;  // characters; whole articles that are shorter cost one fetch too many

// What stands at the end of a text that goes on elsewhere. Lower case.
constexpr std::string_view continued[] = {
    "...",
    "\xE2\x80\xA6",
    "[...]",
    "[\xE2\x80\xA6]",
    "(...)",
    "read more",
    "read more.",
    "continue reading",
    "read the full story",
    "read full article",
    "full story",
    "weiterlesen",
    "mehr lesen",
    "lire la suite",
    "leer m\xC3\xA1s",
    "seguir leyendo",
    "leia mais",
    "continua a leggere",
    "leggi tutto",
    "lees meer",
    "lees verder",
    "czytaj wi\xC4\x99"
    "cej",
    "czytaj dalej",
    "\xD1\x87\xD0\xB8\xD1\x82\xD0\xB0\xD1\x82\xD1\x8C \xD0\xB4\xD0\xB0\xD0\xBB\xD0\xB5\xD0\xB5",
    "read more \xC2\xBB",
    "read more \xE2\x86\x92",
    "continue reading \xE2\x86\x92"};

std::string end_of(const std::string& text) {
    std::size_t last = text.find_last_not_of(" \t\r\n");
    std::size_t end = last == std::string::npos ? 0 : last + 1;
    std::string out = text.substr(end > 40 ? end - 40 : 0, end > 40 ? 40 : end);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

// WordPress ends its excerpts with a sentence of its own.
bool ends_with_post_footer(const std::string& text) {
    std::size_t line = text.rfind('\n');
    std::string_view last = std::string_view(text).substr(line == std::string::npos ? 0 : line + 1);
    return last.starts_with("The post ") && last.find(" appeared first on ") != std::string_view::npos &&
           text.size() < 4 * whole_article;
}

}  // namespace

bool is_teaser(const Article& entry) {
    if (entry.body.empty()) return true;
    if (count_code_points(entry.body) < whole_article || ends_with_post_footer(entry.body)) return true;
    std::string end = end_of(entry.body);
    for (std::string_view mark : continued)
        if (end.ends_with(mark)) return true;
    return false;
}

}  // namespace newsbus::source

#include "text/breaks_off.h"

#include "base/ascii.h"

#include <string>

namespace newsbus::text {
namespace {

constexpr std::size_t longest_mark = 40;  // bytes

// In lower case.
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

}  // namespace

bool breaks_off(std::string_view text) {
    std::size_t end = text.find_last_not_of(" \t\r\n") + 1;  // 0 when there is nothing else
    std::size_t begin = end > longest_mark ? end - longest_mark : 0;
    std::string last = ascii::lower(text.substr(begin, end - begin));
    for (std::string_view mark : continued)
        if (last.ends_with(mark)) return true;
    return false;
}

}  // namespace newsbus::text

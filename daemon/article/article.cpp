#include "article/article.h"

#include "base/sha256.h"
#include "base/utf8.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace newsbus {
namespace {

/// Words after Unicode's text segmentation (UAX #29), dictionary-based where a script has no spaces.
std::size_t count_words(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    // Making an iterator costs far more than using one.
    thread_local std::unique_ptr<icu::BreakIterator> words(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status) || !words) return 0;
    UText text = UTEXT_INITIALIZER;
    utext_openUTF8(&text, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status);
    words->setText(&text, status);
    std::size_t count = 0;
    while (U_SUCCESS(status) && words->next() != icu::BreakIterator::DONE)
        if (words->getRuleStatus() != UBRK_WORD_NONE) ++count;
    utext_close(&text);
    return count;
}

}  // namespace

void measure_body(Article& article) {
    article.paragraphs.clear();
    article.word_count = article.body.empty() ? 0 : count_words(article.body);
    std::string_view rest = article.body;
    std::size_t breaks = 0;
    for (std::size_t at = rest.find("\n\n"); at != rest.npos; at = rest.find("\n\n", at + 2)) ++breaks;
    article.paragraphs.reserve(rest.empty() ? 0 : std::min(breaks + 1, most_paragraphs));
    std::size_t position = 0;  // in code points
    while (!rest.empty()) {
        std::size_t end = rest.find("\n\n");
        std::string_view text = rest.substr(0, end);
        std::size_t length = count_code_points(text);
        if (!text.empty())
            article.paragraphs.push_back({sha256_hex(text).substr(0, 16), {position, position + length}});
        if (end == rest.npos || article.paragraphs.size() == most_paragraphs) break;
        position += length + 2;
        rest.remove_prefix(end + 2);
    }
}

}  // namespace newsbus

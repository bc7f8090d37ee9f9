#include "extract/facts/correction.h"

#include "extract/words/correction_note.h"
#include "text/paragraphs.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsbus::extract {
namespace {

constexpr std::size_t first_ones = 2, last_ones = 4;  // paragraphs

std::string note_in(std::string_view body) {
    std::vector<std::string_view> paragraphs;
    text::each_paragraph(body, [&paragraphs](std::string_view paragraph) { paragraphs.push_back(paragraph); });
    for (std::size_t i = 0; i < paragraphs.size(); ++i)
        if (i < first_ones || i + last_ones >= paragraphs.size()) {
            const bool heading = is_correction_label(paragraphs[i]);
            if (heading && i + 1 < paragraphs.size()) return std::string(paragraphs[i + 1]);
            if (!heading && is_correction_note(paragraphs[i])) return std::string(paragraphs[i]);
        }
    return {};
}

}  // namespace

void put_correction(const Evidence& evidence, Article& article) {
    const auto put = [&article](std::string note, const char* origin) {
        if (!article.correction.empty() || note.empty()) return;
        article.correction = std::move(note);
        article.provenance["correction"] = origin;
    };
    put(evidence.json_ld.correction, "json-ld");
    put(note_in(article.body), "text");
    put(evidence.marks.correction, "page");
}

}  // namespace newsbus::extract

#include "extract/words/correction_note.h"

#include "base/ascii.h"
#include "text/letters.h"

#include <algorithm>
#include <string>

namespace newsbus::extract {
namespace {

constexpr std::size_t longest_note = 2000, longest_date = 40;  // bytes

// Before a colon, perhaps with a date between.
constexpr std::string_view labels[] = {
    "correction",
    "corrections",
    "clarification",
    "corrected",
    "erratum",
    "editor's note, correction",
    "korrektur",
    "berichtigung",
    "richtigstellung",
    "korrekturhinweis",
    "rectificatif",
    "rectification",
    "précision",
    "corrección",
    "rectificación",
    "fe de errores",
    "fe de erratas",
    "aclaración",
    "correzione",
    "rettifica",
    "errata corrige",
    "correção",
    "errata",
    "retificação",
    "correctie",
    "rectificatie",
    "rättelse",
    "rettelse",
    "retting",
    "korreksjon",
    "oikaisu",
    "sprostowanie",
    "korekta",
    "oprava",
    "helyesbítés",
    "erată",
    "διόρθωση",
    "исправление",
    "поправка",
    "уточнение",
    "опровержение",
    "виправлення",
    "düzeltme",
    "ralat",
    "koreksi",
    "đính chính",
    "تصحيح",
    "תיקון",
    "भूल सुधार",
    "訂正",
    "お詫びと訂正",
    "更正",
    "勘误",
    "정정",
    "바로잡습니다",
};

// Begin a note without a label.
constexpr std::string_view openings[] = {
    "【訂正】",
    "【更正】",
    "an earlier version of th",
    "a previous version of th",
    "this article has been corrected",
    "this article was corrected",
    "this story has been corrected",
    "this story was corrected",
    "this article was amended on",
    "in einer früheren version",
    "in einer vorherigen version",
    "in einer ersten version",
    "dans une version précédente",
    "une version antérieure",
    "una versión anterior de",
    "en una versión anterior",
    "una versione precedente",
    "in una versione precedente",
    "uma versão anterior",
    "in een eerdere versie",
    "en tidigare version av",
    "i en tidigare version",
    "i en tidligere ver",
    "en tidligere ver",
    "w poprzedniej wersji",
    "в предыдущей версии",
    "в более ранней версии",
    "bu haberin önceki",
};

bool is_labelled(std::string_view line) {
    return std::ranges::any_of(labels, [line](std::string_view label) {
        if (!line.starts_with(label)) return false;
        const std::string_view behind = line.substr(label.size(), longest_date);
        for (std::string_view colon : {":", "：", "】"})
            if (behind.find(colon) != std::string_view::npos) return true;
        return false;
    });
}

}  // namespace

bool is_correction_note(std::string_view paragraph) {
    if (paragraph.size() > longest_note) return false;
    const std::string lower = text::lower_case(ascii::trimmed(paragraph, "([*– \t"));
    return is_labelled(lower) ||
           std::ranges::any_of(openings, [&](std::string_view opening) { return lower.starts_with(opening); });
}

bool is_correction_label(std::string_view line) {
    const std::string lower = text::lower_case(ascii::trimmed(line, " :\t"));
    return std::ranges::find(labels, std::string_view(lower)) != std::end(labels);
}

}  // namespace newsbus::extract

#include "extract/words/correction_note.h"

#include "base/ascii.h"
#include "text/letters.h"

#include <algorithm>
#include <bitset>
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

std::size_t two_bytes(std::string_view text) {
    return static_cast<unsigned char>(text[0]) * 256u + static_cast<unsigned char>(text[1]);
}

// Hardly any text has the first two bytes of one of them.
bool may_begin(std::string_view text) {
    static const auto beginnings = [] {
        std::bitset<1 << 16> set;
        for (std::string_view label : labels) set.set(two_bytes(label));
        for (std::string_view opening : openings) set.set(two_bytes(opening));
        return set;
    }();
    const std::string head = text::lower_case(text.substr(0, 3));  // the second letter may have two bytes
    return head.size() >= 2 && beginnings[two_bytes(head)];
}

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
    paragraph = ascii::trimmed(paragraph, "([*– \t");
    if (!may_begin(paragraph)) return false;
    const std::string lower = text::lower_case(paragraph);
    return is_labelled(lower) ||
           std::ranges::any_of(openings, [&](std::string_view opening) { return lower.starts_with(opening); });
}

bool is_correction_label(std::string_view line) {
    const std::string lower = text::lower_case(ascii::trimmed(line, " :\t"));
    return std::ranges::find(labels, std::string_view(lower)) != std::end(labels);
}

}  // namespace newsbus::extract

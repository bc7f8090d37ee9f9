#include "extract/words/date_label.h"

#include "base/ascii.h"
#include "date/date.h"
#include "text/letters.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace newsbus::extract {
namespace {

// Lower case. '|' stands between labels. Small words between a label and its date ("on", "am", "le") are no part of it.
constexpr std::string_view published_words =
    "published|first published|publication date|date published|date|posted|release date|released|issued|created|"
    "veröffentlicht|erstveröffentlichung|erschienen|publiziert|datum|erstellt|publié|publiée|paru|mis en ligne|"
    "publicado|publicada|fecha|fecha de publicación|postado|data|data de publicação|criado|pubblicato|pubblicata|"
    "data pubblicazione|gepubliceerd|geplaatst|opublikowano|data publikacji|publikacja|dodano|utworzono|publikováno|"
    "zveřejněno|vydáno|publikované|uverejnené|zverejnené|megjelent|megjelenés|közzétéve|publikálva|publicat|"
    "data publicării|публикувано|публикувана|дата|опубликовано|дата публикации|опубліковано|дата публікації|"
    "objavljeno|објављено|datum objave|δημοσιεύθηκε|δημοσιεύτηκε|δημοσίευση|ημερομηνία|yayınlanma|yayınlanma tarihi|"
    "yayın tarihi|giriş|giriş tarihi|oluşturulma|oluşturulma tarihi|publicerad|publicerat|publisert|offentliggjort|"
    "udgivet|julkaistu|birt|avaldatud|publicēts|paskelbta|publikuota|diterbitkan|dipublikasikan|terbit|tanggal|"
    "đăng lúc|ngày đăng|xuất "
    "bản|เผยแพร่|เผยแพร่เมื่อ|วันที่|วันที่เผยแพร่|입력|등록|기사입력|승인|발행|작성|게재|公開|公開日|掲載|掲載日|配信|投稿日|"
    "发布|发布时间|发布于|发表于|发表时间|时间|日期|發布|發布時間|發佈|發佈時間|發表於|時間|نشر|نشر في|تاريخ "
    "النشر|نشرت|تاریخ انتشار|انتشار|"
    "منتشر شده|زمان انتشار|פורסם|פורסם ב|תאריך|प्रकाशित|प्रकाशन तिथि|प्रकाशित तिथि|প্রকাশ|প্রকাশিত|প্রকাশের সময়|வெளியீடு|"
    "வெளியிடப்பட்டது|شائع|اشاعت|تاریخ اشاعت|publikuar|објавено|გამოქვეყნდა|dərc olunub|жарияланды|imechapishwa|"
    "nailathala|argitaratua|publicat el";
constexpr std::string_view updated_words =
    "updated|last updated|date updated|last modified|modified|last edited|last update|update|revised|edited|"
    "aktualisiert|zuletzt aktualisiert|letzte aktualisierung|aktualisierung|geändert|zuletzt geändert|mis à jour|"
    "mise à jour|dernière mise à jour|modifié|actualisé|màj|actualizado|actualizada|última actualización|"
    "actualización|modificado|atualizado|atualizada|última atualização|aggiornato|aggiornata|ultimo aggiornamento|"
    "aggiornamento|modificato|bijgewerkt|laatst bijgewerkt|laatste update|gewijzigd|laatst gewijzigd|aktualizacja|"
    "zaktualizowano|ostatnia aktualizacja|data aktualizacji|aktualizováno|aktualizace|upraveno|aktualizované|"
    "upravené|frissítve|utolsó frissítés|módosítva|frissült|actualizat|ultima actualizare|обновено|актуализирано|"
    "последна промяна|обновлено|изменено|последнее обновление|оновлено|змінено|ažurirano|ажурирано|izmenjeno|"
    "zadnja izmjena|posodobljeno|ενημερώθηκε|τελευταία ενημέρωση|ενημέρωση|güncelleme|güncellenme|son güncelleme|"
    "güncellendi|güncelleme tarihi|son güncelleme tarihi|uppdaterad|senast uppdaterad|uppdaterat|ändrad|oppdatert|"
    "sist oppdatert|opdateret|senest opdateret|sidst opdateret|päivitetty|muokattu|uppfært|uuendatud|atjaunināts|"
    "atjaunots|atnaujinta|diperbarui|pembaruan|dikemas kini|dikemaskini|cập nhật|cập nhật lúc|อัปเดต|อัพเดต|"
    "อัปเดตล่าสุด|แก้ไขล่าสุด|ปรับปรุง|수정|최종수정|업데이트|기사수정|최종 "
    "업데이트|更新|最終更新|更新日|最終更新日|更新時間|更新时间|最后更新|最後更新|"
    "修改时间|آخر تحديث|تحديث|تم التحديث|به‌روزرسانی|آخرین "
    "به‌روزرسانی|بروزرسانی|עודכן|עודכן "
    "ב|עדכון "
    "אחרון|अपडेट|अपडेटेड|"
    "अद्यतन|अंतिम अपडेट|आखरी अपडेट|আপডেট|হালনাগাদ|সর্বশেষ আপডেট|புதுப்பிக்கப்பட்டது|اپ ڈیٹ|اپڈیٹ|آخری اپڈیٹ|"
    "përditësuar|განახლდა|yenilənib|жаңартылды|imesasishwa|na-update|eguneratua|actualitzat";

struct Label {
    std::string_view words;
    DateKind kind;
};

using LabelsByFirstByte = std::array<std::vector<Label>, 256>;

// The longest first: "date updated" is no "date".
const LabelsByFirstByte& labels() {
    static const LabelsByFirstByte all = [] {
        std::vector<Label> labels;
        auto add = [&labels](std::string_view words, DateKind kind) {
            for (std::size_t begin = 0; begin < words.size();) {
                const std::size_t end = std::min(words.find('|', begin), words.size());
                labels.push_back({words.substr(begin, end - begin), kind});
                begin = end + 1;
            }
        };
        add(published_words, DateKind::published);
        add(updated_words, DateKind::updated);
        std::ranges::stable_sort(labels, std::ranges::greater(), [](const Label& label) { return label.words.size(); });
        LabelsByFirstByte by_byte;
        for (const Label& label : labels) by_byte[static_cast<unsigned char>(label.words[0])].push_back(label);
        return by_byte;
    }();
    return all;
}

// Does a word go on there? Scripts without spaces have labels and dates side by side.
bool goes_on(std::string_view label, std::string_view behind) {
    const auto last = static_cast<unsigned char>(label.back());
    const bool letters = last < 0x80 || static_cast<unsigned char>(label.front()) < 0xE0;  // Latin to Arabic
    if (!letters || behind.empty()) return false;
    const auto next = static_cast<unsigned char>(behind.front());
    return next >= 0xC3 || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
}

std::size_t behind_colon(std::string_view line, std::size_t at) {
    constexpr std::string_view wide = "\xEF\xBC\x9A";
    while (at < line.size()) {
        if (line[at] == ' ' || line[at] == ':')
            ++at;
        else if (line.substr(at).starts_with(wide))
            at += wide.size();
        else
            break;
    }
    return at;
}

}  // namespace

DateLabel date_label(std::string_view line) {
    constexpr std::size_t longest = 60;
    const std::string head = text::lower_case(line.substr(0, 2));
    if (head.empty() || labels()[static_cast<unsigned char>(head[0])].empty()) return {};
    const std::string lower = text::lower_case(line.substr(0, longest));
    for (const Label& label : labels()[static_cast<unsigned char>(lower[0])]) {
        if (!lower.starts_with(label.words)) continue;
        if (goes_on(label.words, std::string_view(lower).substr(label.words.size()))) continue;
        return {label.kind, behind_colon(line, label.words.size())};
    }
    return {};
}

DateKind whole_date_label(std::string_view line) {
    constexpr std::size_t small_word = 4;  // "on", "am", "le", "el"
    const DateLabel label = date_label(line);
    const bool whole = label.size >= line.size() || line.size() - label.size <= small_word;
    return whole ? label.kind : DateKind::none;
}

std::size_t second_date_label(std::string_view line) {
    constexpr std::size_t longest = 150, shortest_date = 8;  // bytes
    constexpr int fewest_digits = 10;                        // of two dates
    if (line.size() > longest || std::ranges::count_if(line, ascii::is_digit) < fewest_digits) return 0;
    const DateLabel first = date_label(line);
    if (first.kind == DateKind::none) return 0;
    for (std::size_t at = first.size + shortest_date; at + shortest_date < line.size(); ++at) {
        if (std::string_view(" (|").find(line[at - 1]) == std::string_view::npos) continue;
        const DateLabel second = date_label(line.substr(at));
        const bool follows = second.kind != DateKind::none && second.kind != first.kind;
        if (follows && has_year(line.substr(0, at)) && has_year(line.substr(at))) return at;
    }
    return 0;
}

}  // namespace newsbus::extract

#include "date/words.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <map>
#include <vector>

namespace newsbus::date {
namespace {

// Nominatives and genitives; abbreviations are beginnings of them. Names that mean different months in different
// languages (Croatian listopad, lipanj, srpanj) stand for the language with more news, or are left out.
constexpr std::string_view month_names[12] = {
    "jan january januar janvier enero gennaio janeiro januari januarie ianuarie januarja janvāris janvārī jaanuar "
    "jänner "
    "janúar január januára janar gener xaneiro styczeń stycznia leden ledna siječanj siječnja ocak yanvar tammikuu "
    "tammikuuta sausis sausio январь января січень січня студзень студзеня януари јануар ιανουάριος ιανουαρίου يناير "
    "ינואר בינואר जनवरी",
    "feb february februar février febrero febbraio fevereiro februari februarie februarja februāris februārī veebruar "
    "feber febrúar február februára shkurt febrer febreiro luty lutego únor února veljača veljače şubat fevral "
    "helmikuu "
    "helmikuuta vasaris vasario февраль февраля лютий лютого люты лютага февруари фебруар φεβρουάριος φεβρουαρίου "
    "فبراير פברואר בפברואר फरवरी",
    "mar mär march märz mars marzo março maart mrt marts martie marec marca märts març maret mac marzec marca březen "
    "března ožujak ožujka mart maaliskuu maaliskuuta március kovas kovo март марта березень березня сакавік сакавіка "
    "μάρτιος μαρτίου مارس מרץ במרץ मार्च",
    "apr april avril abril aprile aprilie aprill aprīlis aprīlī apríl apríla április prill kwiecień kwietnia duben "
    "dubna "
    "travanj travnja nisan aprel huhtikuu huhtikuuta balandis balandžio апрель апреля квітень квітня красавік "
    "красавіка "
    "април απρίλιος απριλίου أبريل ابريل אפריל באפריל अप्रैल",
    "may mai mayo maggio maio mei maj maja maj máj mája maí május maijs maijā maig maj květen května svibanj svibnja "
    "mayıs toukokuu toukokuuta gegužė gegužės май мая травень травня май мај μάιος μαΐου مايو מאי במאי मई",
    "jun june juni juin junio giugno junho junie iunie junij junija jūnijs jūnijā juuni júní jún júna június juny "
    "qershor czerwiec czerwca červen června haziran iyun kesäkuu kesäkuuta birželis birželio июнь июня червень червня "
    "чэрвень чэрвеня юни јун јуни ιούνιος ιουνίου يونيو יוני ביוני जून",
    "jul july juli juillet julio luglio julho julie iulie julij julija jūlijs jūlijā juuli júlí júl júla július juliol "
    "korrik lipiec lipca červenec července temmuz iyul heinäkuu heinäkuuta liepa liepos июль июля липень липня ліпень "
    "ліпеня юли јул јули ιούλιος ιουλίου يوليو יולי ביולי जुलाई",
    "aug august août agosto augustus augusti augusta augusztus augusts augustā avgust avgusta ágúst agustus ogos agost "
    "gusht sierpień sierpnia srpen srpna kolovoz kolovoza ağustos avqust elokuu elokuuta rugpjūtis rugpjūčio август "
    "августа серпень серпня жнівень жніўня αύγουστος αυγούστου أغسطس اغسطس אוגוסט באוגוסט अगस्त",
    "sep sept september septembre septiembre settembre setembro setiembre septembrie septembra septembris septembrī "
    "septembar szeptember setembre shtator wrzesień września září rujan rujna eylül sentyabr syyskuu syyskuuta "
    "rugsėjis "
    "rugsėjo сентябрь сентября вересень вересня верасень верасня септември септембар σεπτέμβριος σεπτεμβρίου سبتمبر "
    "ספטמבר בספטמבר सितंबर",
    "oct october octobre octubre ottobre outubro octombrie oktober oktobra oktobris oktobrī oktobar október októbra "
    "oktoober tetor outubro październik października říjen října ekim oktyabr lokakuu lokakuuta spalis spalio октябрь "
    "октября жовтень жовтня кастрычнік кастрычніка октомври октобар οκτώβριος οκτωβρίου أكتوبر اكتوبر אוקטובר באוקטובר "
    "अक्टूबर",
    "nov november novembre noviembre novembro noiembrie novembra novembris novembrī novembar nóvember nëntor listopad "
    "listopada listopadu studeni studenoga kasım noyabr marraskuu marraskuuta lapkritis lapkričio ноябрь ноября "
    "листопад "
    "листопада лістапад лістапада ноември новембар νοέμβριος νοεμβρίου نوفمبر נובמבר בנובמבר नवंबर",
    "dec december décembre diciembre dicembre dezembro decembrie dezember desember decembra decembris decembrī "
    "decembar "
    "detsember desembre disember dhjetor grudzień grudnia prosinec prosince prosinac prosinca aralık dekabr joulukuu "
    "joulukuuta gruodis gruodžio декабрь декабря грудень грудня снежань снежня декември децембар δεκέμβριος δεκεμβρίου "
    "ديسمبر דצמבר בדצמבר दिसंबर",
};

struct Replacement {
    std::string_view from, to;
};
// Longer ones first. After folding. Hangul stands decomposed then, which is why these go through folding too.
constexpr Replacement east_asian[] = {
    {"北京时间", " bjt "}, {"北京時間", " bjt "},
    {"台北時間", " bjt "}, {"香港時間", " hkt "},
    {"日本時間", " jst "}, {"日本时间", " jst "},
    {"한국시간", " kst "}, {"한국 시간", " kst "},
    {"上午", " am "},      {"午前", " am "},
    {"오전", " am "},      {"下午", " pm "},
    {"午後", " pm "},      {"오후", " pm "},
    {"年", "-"},           {"년", "-"},
    {"月", "-"},           {"월", "-"},
    {"日", " "},           {"일", " "},
    {"時", ":"},           {"时", ":"},
    {"시", ":"},           {"點", ":"},
    {"点", ":"},           {"分", ":"},
    {"분", ":"},           {"秒", " "},
    {"초", " "},           {"−", "-"},
    {"凌晨", " am "},      {"清晨", " am "},
    {"早上", " am "},      {"早晨", " am "},
    {"傍晚", " pm "},      {"中午", " noon "},
    {"正午", " noon "},    {"晚上", " night "},
    {"晚间", " night "},   {"晚間", " night "},
    {"深夜", " night "},   {"،", ","},
    {"、", ","},           {"–", " - "},
    {"—", " - "},          {"·", " | "},
    {"•", " | "},          {"∶", ":"},
};

struct DayPartWords {
    DayPart part;
    std::string_view words;
};
constexpr DayPartWords day_parts[] = {
    {DayPart::before_noon,
     "am a.m morning mañana madrugada manhã matin mattina mattino morgens vormittags dop dopoledne rano ráno pagi utra "
     "утра пр.об π.μ πμ ص صباحا صباحًا ق.ظ صبح पूर्वाह्न सुबह সকাল ก่อนเที่ยง לפנה״צ בבוקר sabah"},
    {DayPart::after_noon,
     "pm p.m afternoon evening tarde soir pomeriggio nachmittags abends odp odpoledne večer вечера дня сл.об "
     "μ.μ μμ م مساء مساءً ب.ظ بعدازظهر عصر अपराह्न शाम বিকাল সন্ধ্যা หลังเที่ยง אחה״צ בערב petang akşam"},
    {DayPart::noon, "noon midday"},
    {DayPart::night, "night noche noite nachts notte nuit ночи रात রাত شب"},
    {DayPart::midnight, "midnight medianoche minuit mezzanotte mitternacht полночь"},
};

void append_utf8(UChar32 c, std::string& out) {
    char bytes[4];
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, c);
    out.append(bytes, size);
}

/// NFKD, lower case, no marks, ASCII digits.
std::string folded_letters(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfkd = unorm2_getNFKDInstance(&status);
    std::u16string wide(text.size() + 1, u'\0'), flat(text.size() * 18 + 1, u'\0');
    std::int32_t size = 0;
    u_strFromUTF8WithSub(wide.data(), static_cast<std::int32_t>(wide.size()), &size, text.data(),
                         static_cast<std::int32_t>(text.size()), 0xFFFD, nullptr, &status);
    size = unorm2_normalize(nfkd, wide.data(), size, flat.data(), static_cast<std::int32_t>(flat.size()), &status);
    std::string out;
    if (U_FAILURE(status)) return out;
    for (std::int32_t at = 0; at < size;) {
        UChar32 c;
        U16_NEXT(flat.data(), at, size, c);
        std::int8_t type = u_charType(c);
        if (type == U_NON_SPACING_MARK || type == U_FORMAT_CHAR) continue;
        std::int32_t digit = u_charDigitValue(c);
        if (digit >= 0)
            c = '0' + digit;
        else if (u_isUWhiteSpace(c))
            c = ' ';
        append_utf8(u_tolower(c), out);
    }
    return out;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size())
        text.replace(at, from.size(), to);
}

using Months = std::map<std::string, int, std::less<>>;

template <class Each>
void for_each_word(std::string_view words, Each each) {
    for (std::size_t begin = 0; begin < words.size();) {
        std::size_t end = std::min(words.find(' ', begin), words.size());
        each(words.substr(begin, end - begin));
        begin = end + 1;
    }
}

Months make_months() {
    Months months;
    for (int month = 1; month <= 12; ++month)
        for_each_word(month_names[month - 1], [&](std::string_view name) { months.emplace(folded(name), month); });
    return months;
}

}  // namespace

std::string folded(std::string_view text) {
    if (is_ascii(text)) return ascii::lower(text);
    static const std::vector<std::pair<std::string, std::string_view>> signs = [] {
        std::vector<std::pair<std::string, std::string_view>> table;
        for (const Replacement& sign : east_asian) table.emplace_back(folded_letters(sign.from), sign.to);
        return table;
    }();
    std::string out = folded_letters(text);
    for (const auto& [from, to] : signs) replace_all(out, from, to);
    return out;
}

std::optional<int> month_of(std::string_view word) {
    static const Months months = make_months();
    auto at = months.lower_bound(word);
    if (at != months.end() && at->first == word) return at->second;
    std::size_t letters = 0;
    for (char c : word) letters += (c & 0xC0) != 0x80;
    if (letters < 3) return std::nullopt;
    std::optional<int> month;
    for (; at != months.end() && at->first.starts_with(word); ++at) {
        if (month && *month != at->second) return std::nullopt;
        month = at->second;
    }
    return month;
}

std::optional<DayPart> day_part_of(std::string_view word) {
    static const std::map<std::string, DayPart, std::less<>> parts = [] {
        std::map<std::string, DayPart, std::less<>> table;
        for (const auto& [part, words] : day_parts)
            for_each_word(words, [&table, part = part](std::string_view name) { table.emplace(folded(name), part); });
        return table;
    }();
    auto found = parts.find(word);
    if (found == parts.end()) return std::nullopt;
    return found->second;
}

}  // namespace newsbus::date

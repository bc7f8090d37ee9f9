#include "date/day_part.h"
#include "date/words.h"

#include <map>
#include <set>
#include <string>

namespace newsbus::date {
namespace {

struct DayPartWords {
    DayPart part;
    std::string_view words;
    std::string_view languages = {};  ///< "" = all
};
// The Unicode locale data's, and what people write. Where clocks begin at sunrise (Swahili, Amharic) they are left out.
constexpr DayPartWords day_parts[] = {
    {DayPart::before_noon,
     "am a.m dop madrugada madaling_araw пр.об π.μ πμ ص فجرا ق.ظ بامداد पूर्वाह्न পূর্বাহ্ন পূৰ্বাহ্ন "
     "ก่อนเที่ยง ກ່ອນທ່ຽງ לפנה״צ לפנה\"צ f.h f.m p.d r.n de. ү.ө ب.ن چ.ب غ.م පෙ.ව go.öň претпл тң vorm "
     "öğleden_önce priekšp priešpiet"},
    {DayPart::morning,
     "morning mañana mañá manhã matin mattina mattino morgens vormittags früh dopoledne rano ráno ranku pagi "
     "утра ранку صباحا صباحًا الصباح قبل_الظهر صبح सुबह सकाळी सकाळ प्रातः बिहान সকাল সকালে בבוקר בוקר "
     "לפני_הצהריים sabah sáng hajnal hajnalban reggel délelőtt ujutro ujutru zjutraj dopoldne dopoldan "
     "dopoludnia przed_południem przed_poł преди_обяд сутринта наутро претпладне ујутру dimineața πρωί "
     "mëngjesit paradites matí matinada səhər ertalab таңғы раніцы morgenen morgonen formiddag formiddagen "
     "förmiddag förmiddagen fyrir_hádegi aamulla aamupäivällä hommikul rīta rytas ryto ochtends oggend umaga "
     "காலை ఉదయం ಬೆಳಗ್ಗೆ രാവിലെ સવારે ਸਵੇਰੇ උදේ နံနက် ព្រឹក ຕອນເຊົ້າ เช้า დილით առավոտյան өглөө goizeko"},
    {DayPart::noontide,
     "noontide mittags midi mediodía meio_dia mezzogiorno trưa siang tengah_hari tanghali दोपहर दुपारी दुपार "
     "দুপুর দুপুরে ظهرا ظهرًا ظهر دوپہر בצהריים צהריים delben délben podne poludne poledne opoldne w_południe "
     "middags μεσημέρι μεσημ öğle öğlen günorta മധ്യാഹ്നം మధ్యాహ్నం ಮಧ್ಯಾಹ್ನ மதியம் நண்பகல் બપોરે ਦੁਪਹਿਰੇ "
     "เที่ยง နေ့လယ် keskipäivällä"},
    {DayPart::after_noon,
     "pm p.m afternoon tarde tarda pomeriggio nachmittags nachm odp odpoledne дня сл.об μ.μ μμ απόγευμα م مساء "
     "مساءً بعد_الظهر ب.ظ بعدازظهر عصر عصرا عصرًا अपराह्न अपरान्ह অপরাহ্ন অপৰাহ্ন বিকাল বিকেল বিকেলে "
     "หลังเที่ยง บ่าย ຫຼັງທ່ຽງ ຕອນບ່າຍ אחה״צ אחה\"צ אחר_הצהריים petang e.h e.m m.d i.n du. ү.х د.ن چ.ك غ.و ප.ව "
     "go.soň после_обеда следобед попл попладне popol popołdnju popołudniu popoludní popoldne popoldan popodne "
     "poslijepodne poslije_podne po_podne по_подне po_południu po_poł délután pasdites après_midi ap.m "
     "după_amiaza după_amiază öğleden_sonra chiều sore hapon namiddag eftermiddag eftermiddagen ettermiddag "
     "ettermiddagen efterm iltapäivällä iltap síðdegis eftir_hádegi pärastlõunal pēcp pēcpusdienā popiet "
     "popietę тк ਸ਼ਾਮੀਂ ნაშუადღევს பிற்பகல் ഉച്ചയ്ക്ക് ഉച്ചതിരിഞ്ഞ് arratsaldeko"},
    {DayPart::evening,
     "evening soir sera abends večer вечера вечора вечерта вечером увече навечер увечері शाम सायंकाळी "
     "संध्याकाळी संध्याकाळ साँझ बेलुकी সন্ধ্যা সন্ধ্যায় בערב ערב شام akşam axşam wieczorem wiecz navečer "
     "uveče zvečer seara avonds kvällen aftenen kvelden kvöldi illalla õhtul vakarā vakare vakaras mbrëmjes "
     "tối malam gabi aand kechqurun кешкі кечинде вечарам vespre மாலை సాయంత్రం ಸಂಜೆ വൈകുന്നേരം സന്ധ്യ સાંજે "
     "සවස හවස ညနေ ល្ងាច ຕອນແລງ เย็น ค่ำ საღამოს երեկոյան орой βράδυ"},
    {DayPart::noon, "noon midday"},
    {DayPart::night,
     "night noche noite nachts nacht notte nuit ночи ночі रात रात्री રાત્રે রাত রাতে شب ليلا ليلًا رات בלילה "
     "לילה gece gecə đêm éjjel noću ponoči w_nocy v_noci natten nóttu yöllä öösel naktī naktį noaptea natës "
     "nit இரவு రాత్రి ರಾತ್ರಿ രാത്രി ਰਾਤੀਂ กลางคืน ღამით գիշերը шөнө gaueko през_нощта ноћу ноќе"},
    {DayPart::midnight,
     "midnight medianoche minuit mezzanotte mitternacht полночь منتصف_الليل نیمه‌شب"},
    {DayPart::before_noon, "sa", "vi"},
    {DayPart::after_noon, "ch", "vi"},
    {DayPart::noontide, "tr", "vi"},
    {DayPart::before_noon, "de", "hu"},
    {DayPart::after_noon, "du", "hu"},
    {DayPart::evening, "este", "hu"},
    {DayPart::before_noon, "öö", "tr az"},
    {DayPart::after_noon, "ös", "tr az"},
    {DayPart::before_noon, "pd", "sq"},
    {DayPart::after_noon, "md", "sq"},
    {DayPart::after_noon, "pop", "sk sl hsb dsb"},
    {DayPart::before_noon, "fm", "sv nn nb no"},
    {DayPart::after_noon, "em", "sv nn nb no"},
    {DayPart::before_noon, "ap", "fi"},
    {DayPart::after_noon, "ip", "fi"},
    {DayPart::before_noon, "vm", "af nl"},
    {DayPart::after_noon, "nm", "af nl"},
    {DayPart::before_noon, "pg", "ms"},
    {DayPart::after_noon, "ptg", "ms"},
    {DayPart::before_noon, "to", "uz"},
    {DayPart::after_noon, "tk", "uz"},
    {DayPart::before_noon, "gh", "so"},
    {DayPart::after_noon, "gd", "so"},
    {DayPart::before_noon, "sf safiya", "ha"},
    {DayPart::after_noon, "ym yamma", "ha"},
    {DayPart::before_noon, "bn", "ku kmr"},
    {DayPart::after_noon, "pn", "ku kmr"},
};

// Words that join a time to what follows it, and days of the week.
constexpr std::string_view no_day_parts =
    "atualizado actualizado actualizada aggiornato aktualisiert bijgewerkt uppdaterad oppdatert opdateret päivitetty "
    "aktualizováno aktualizované aktualizacja zaktualizowano ažurirano ажурирано posodobljeno frissítve actualizat "
    "обновлено "
    "оновлено обновена ενημέρωση güncelleme güncellendi diperbarui cập "
    "by in on at to for and from of as is the updated published posted last edited modified read et le la les par dans "
    "mis de du des und von vom am im den der aus mit e o y por en el em no na a da do di il del w i z v ve u og och av "
    "på av den en van op и в на от по г год года р року ж время местного uur hod hodin sati ur val giờ gio ngày den "
    "del "
    "الساعة بتوقيت في يوم تاريخ بتاریخ ساعت بجے को समय पर में থেকে সময় שעה בשעה ביום מאת เวลา น "
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag "
    "sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta maandag dinsdag "
    "woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag "
    "lørdag "
    "søndag maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai esmaspäev teisipäev kolmapäev neljapäev "
    "reede laupäev pühapäev pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena pirmadienis "
    "antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis poniedziałek wtorek środa czwartek "
    "piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle pondelok utorok streda štvrtok piatok nedeľa "
    "ponedeljek torek sreda četrtek petek nedelja ponedjeljak utorak srijeda četvrtak petak subota ponedeljak luni "
    "marți "
    "miercuri joi vineri sâmbătă duminică hétfő kedd szerda csütörtök péntek szombat vasárnap δευτέρα τρίτη τετάρτη "
    "πέμπτη παρασκευή σάββατο κυριακή pazartesi salı çarşamba perşembe cuma cumartesi pazar понедельник вторник среда "
    "четверг пятница суббота воскресенье понеділок вівторок середа четвер пятниця субота неділя понеделник сряда "
    "четвъртък петък събота неделя dilluns dimarts dimecres dijous divendres dissabte diumenge senin selasa rabu kamis "
    "jumat sabtu minggu الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد دوشنبه "
    "سه‌شنبه "
    "چهارشنبه "
    "پنجشنبه "
    "جمعه "
    "شنبه "
    "یکشنبه پیر منگل بدھ جمعرات ہفتہ اتوار יום שני שלישי רביעי חמישי שישי שבת ראשון सोमवार मंगलवार बुधवार गुरुवार शुक्रवार "
    "शनिवार रविवार সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার";

struct Meaning {
    DayPart part;
    std::string_view languages;
};
using Meanings = std::multimap<std::string, Meaning, std::less<>>;

Meanings make_meanings() {
    Meanings meanings;
    for (const auto& [part, words, languages] : day_parts)
        for_each_word(words, [&, part = part, languages = languages](std::string_view name) {
            meanings.emplace(folded(name), Meaning{part, languages});
        });
    return meanings;
}

}  // namespace

std::optional<DayPart> day_part_of(std::string_view word, std::string_view language) {
    static const Meanings meanings = make_meanings();
    auto [begin, end] = meanings.equal_range(word);
    for (auto at = begin; at != end; ++at)
        if (at->second.languages.empty() || lists(at->second.languages, language)) return at->second.part;
    return begin != end && language.empty() ? std::optional(DayPart::elsewhere) : std::nullopt;
}

bool tells_no_day_part(std::string_view word) {
    static const std::set<std::string, std::less<>> words = [] {
        std::set<std::string, std::less<>> set;
        for_each_word(no_day_parts, [&set](std::string_view name) { set.insert(folded(name)); });
        return set;
    }();
    auto at = words.lower_bound(word);
    if (at == words.end()) return false;
    return *at == word || (word.size() > 2 && at->starts_with(word));  // "lun", "Mon"
}

}  // namespace newsbus::date

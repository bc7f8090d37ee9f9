#pragma once

#include <string_view>

/// The names of months, in lower case. Only words.cpp includes it.
namespace newsbus::date {

// Nominatives and genitives; abbreviations are beginnings of them. '_' stands for a blank. Names that mean different
// months in different languages are in the table below.
constexpr std::string_view month_names[12] = {
    "jan january januar janvier enero gennaio janeiro januari januarie ianuarie januarja janvāris janvārī jaanuar "
    "jänner janúar január januára janar gener xaneiro styczeń stycznia leden ledna siječanj siječnja ocak yanvar "
    "tammikuu tammikuuta sausis sausio январь января січень січня студзень студзеня януари јануар ιανουάριος "
    "ιανουαρίου يناير ינואר בינואר जनवरी "
    "มกราคม جنوری জানুয়ারি ஜனவரி జనవరి ಜನವರಿ ജനുവരി जानेवारी જાન્યુઆરી ਜਨਵਰੀ ဇန်နဝါရီ មករា ມັງກອນ იანვარი "
    "հունվար հունվարի ژانویه جنوري জানুয়ারী كانون_الثاني جانفي ජනවාරි ม.ค ມ.ກ tháng_một tháng_giêng "
    "қаңтар қаңтарда enero ጃንዋሪ urtarrila urtarrilaren",
    "feb february februar février febrero febbraio fevereiro februari februarie februarja februāris februārī "
    "veebruar feber febrúar február februára shkurt febrer febreiro luty lutego únor února veljača veljače şubat "
    "fevral helmikuu helmikuuta vasaris vasario февраль февраля лютий лютого люты лютага февруари фебруар "
    "φεβρουάριος φεβρουαρίου فبراير פברואר בפברואר फरवरी "
    "กุมภาพันธ์ فروری ফেব্রুয়ারি பிப்ரவரி ఫిబ్రవరి ಫೆಬ್ರವರಿ ഫെബ്രുവരി फेब्रुवारी ફેબ્રુઆરી ਫ਼ਰਵਰੀ फेब्रुअरी "
    "ဖေဖော်ဝါရီ កុម្ភៈ ກຸມພາ თებერვალი փետրվար փետրվարի فوریه فېبروري فبروري ফেব্রুয়ারী شباط فيفري පෙබරවාරි ก.พ "
    "ກ.ພ tháng_hai "
    "ақпан pebrero ፌብሩዋሪ ፌብሩወሪ otsaila otsailaren",
    "mar mär march märz mars marzo março maart mrt marts martie marec marca märts març maret mac marzec marca "
    "březen března ožujak ožujka mart maaliskuu maaliskuuta március kovas kovo март марта березень березня "
    "сакавік сакавіка μάρτιος μαρτίου مارس מרץ במרץ मार्च "
    "มีนาคม مارچ মার্চ மார்ச் మార్చి ಮಾರ್ಚ್ മാർച്ച് માર્ચ ਮਾਰਚ မတ် មីនា ມີນາ მარტი մարտ մարտի machi mrz آذار "
    "මාර්තු มี.ค ມ.ນ tháng_ba "
    "наурыз marso ማርች martxoa martxoaren",
    "apr april avril abril aprile aprilie aprill aprīlis aprīlī apríl apríla április prill kwiecień kwietnia "
    "duben dubna travanj travnja nisan aprel huhtikuu huhtikuuta balandis balandžio апрель апреля квітень квітня "
    "красавік красавіка април απρίλιος απριλίου أبريل ابريل אפריל באפריל अप्रैल "
    "เมษายน اپریل এপ্রিল ஏப்ரல் ఏప్రిల్ ಏಪ್ರಿಲ್ ഏപ്രിൽ एप्रिल એપ્રિલ ਅਪ੍ਰੈਲ अप्रिल ဧပြီ មេសា ເມສາ აპრილი ապրիլ "
    "ապրիլի آوریل aprili نيسان أفريل අප්‍රේල් เม.ย ມ.ສ tháng_tư "
    "сәуір abril ኤፕሪል apirila apirilaren",
    "may mai mayo maggio maio mei maj maja maj máj mája maí május maijs maijā maig maj květen května svibanj "
    "svibnja mayıs toukokuu toukokuuta gegužė gegužės май мая травень травня май мај μάιος μαΐου مايو מאי במאי मई "
    "พฤษภาคม مئی মে மே మే ಮೇ മേയ് મે ਮਈ မေ ឧសភា ພຶດສະພາ მაისი մայիս մայիսի مه مۍ أيار ماي මැයි พ.ค ພ.ພ tháng_năm "
    "мамыр ሜይ maiatza maiatzaren",
    "jun june juni juin junio giugno junho junie iunie junij junija jūnijs jūnijā juuni júní jún júna június juny "
    "qershor czerwiec czerwca červen června haziran iyun kesäkuu kesäkuuta birželis birželio июнь июня червень "
    "червня чэрвень чэрвеня юни јун јуни ιούνιος ιουνίου يونيو יוני ביוני जून "
    "มิถุนายน جون জুন ஜூன் జూన్ ಜೂನ್ ജൂൺ જૂન ਜੂਨ जुन ဇွန် មិថុនា ມິຖຸນາ ივნისი հունիս հունիսի ژوئن čvn حزيران "
    "جوان ජූනි มิ.ย ມິ.ຖ tháng_sáu iyn "
    "маусым hunyo ጁን ekaina ekainaren",
    "jul july juli juillet julio luglio julho julie iulie julij julija jūlijs jūlijā juuli júlí júl júla július "
    "juliol korrik lipiec lipca červenec července temmuz iyul heinäkuu heinäkuuta liepa liepos июль июля липень "
    "липня ліпень ліпеня юли јул јули ιούλιος ιουλίου يوليو יולי ביולי जुलाई "
    "กรกฎาคม جولائی জুলাই ஜூலை జులై ಜುಲೈ ജൂലൈ जुलै જુલાઈ ਜੁਲਾਈ ဇူလိုင် កក្កដា ກໍລະກົດ ივლისი հուլիս հուլիսի ژوئیه "
    "julai جولای čvc تموز جويلية يوليوز ජූලි ก.ค ກ.ລ tháng_bảy iyl "
    "шілде hulyo ጁላይ uztaila uztailaren",
    "aug august août agosto augustus augusti augusta augusztus augusts augustā avgust avgusta ágúst agustus ogos "
    "agost gusht sierpień sierpnia srpen srpna kolovoz kolovoza ağustos avqust elokuu elokuuta rugpjūtis "
    "rugpjūčio август августа серпень серпня жнівень жніўня αύγουστος αυγούστου أغسطس اغسطس אוגוסט באוגוסט अगस्त "
    "สิงหาคม اگست আগস্ট ஆகஸ்ட் ఆగస్టు ಆಗಸ್ಟ್ ഓഗസ്റ്റ് ऑगस्ट ઑગસ્ટ ਅਗਸਤ अगस्ट ဩဂုတ် សីហា ສິງຫາ აგვისტო օգոստոս "
    "օգոստոսի اوت agosti اګست آب أوت غشت অগাস্ট আগষ্ট අගෝස්තු ส.ค ສ.ຫ tháng_tám agt "
    "тамыз ኦገስት abuztua abuztuaren",
    "sep sept september septembre septiembre settembre setembro setiembre septembrie septembra septembris "
    "septembrī septembar szeptember setembre shtator wrzesień września září rujan rujna eylül sentyabr syyskuu "
    "syyskuuta rugsėjis rugsėjo сентябрь сентября вересень вересня верасень верасня септември септембар "
    "σεπτέμβριος σεπτεμβρίου سبتمبر ספטמבר בספטמבר सितंबर "
    "กันยายน ستمبر সেপ্টেম্বর செப்டம்பர் సెప్టెంబర్ ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റംബർ सप्टेंबर સપ્ટેમ્બર ਸਤੰਬਰ सेप्टेम्बर "
    "စက်တင်ဘာ កញ្ញា ກັນຍາ სექტემბერი սեպտեմբեր սեպտեմբերի sentabr سپتامبر septemba سپتمبر سېپتمبر أيلول شتنبر "
    "සැප්තැම්බර් ก.ย ກ.ຍ tháng_chín rgs "
    "қыркүйек setyembre ሴፕቴምበር iraila irailaren",
    "oct october octobre octubre ottobre outubro octombrie oktober oktobra oktobris oktobrī oktobar október "
    "októbra oktoober tetor outubro październik października říjen října ekim oktyabr lokakuu lokakuuta spalis "
    "spalio октябрь октября жовтень жовтня кастрычнік кастрычніка октомври октобар οκτώβριος οκτωβρίου أكتوبر "
    "اكتوبر אוקטובר באוקטובר अक्टूबर "
    "ตุลาคม اکتوبر অক্টোবর அக்டோபர் అక్టోబర్ ಅಕ್ಟೋಬರ್ ഒക്‌ടോബർ ऑक्टोबर ઑક્ટોબર "
    "ਅਕਤੂਬਰ "
    "अक्टोबर "
    "အောက်တိုဘာ "
    "តុលា "
    "ຕຸລາ ოქტომბერი հոկտեմբեր հոկտեմբերի oktabr اکتبر oktoba تشرين_الأول ඔක්තෝබර් ต.ค ຕ.ລ tháng_mười "
    "қазан oktubre ኦክቶበር urria urriaren",
    "nov november novembre noviembre novembro noiembrie novembra novembris novembrī novembar nóvember nëntor "
    "listopadu studeni studenoga kasım noyabr marraskuu marraskuuta lapkritis lapkričio ноябрь ноября листопад "
    "листопада лістапад лістапада ноември новембар νοέμβριος νοεμβρίου نوفمبر נובמבר בנובמבר नवंबर "
    "พฤศจิกายน نومبر নভেম্বর நவம்பர் నవంబర్ ನವೆಂಬರ್ നവംബർ नोव्हेंबर નવેમ્બર ਨਵੰਬਰ नोभेम्बर နိုဝင်ဘာ វិច្ឆិកា "
    "ພະຈິກ ნოემბერი նոյեմբեր նոյեմբերի نوامبر novemba تشرين_الثاني نونبر නොවැම්බර් พ.ย ພ.ຈ tháng_mười_một "
    "қараша nobyembre ኖቬምበር azaroa azaroaren",
    "dec december décembre diciembre dicembre dezembro decembrie dezember desember decembra decembris decembrī "
    "decembar detsember desembre disember dhjetor grudzień grudnia prosinec prosince prosinac prosinca aralık "
    "dekabr joulukuu joulukuuta gruodis gruodžio декабрь декабря грудень грудня снежань снежня декември децембар "
    "δεκέμβριος δεκεμβρίου ديسمبر דצמבר בדצמבר दिसंबर "
    "ธันวาคม دسمبر ডিসেম্বর டிசம்பர் డిసెంబర్ ಡಿಸೆಂಬರ್ ഡിസംബർ डिसेंबर ડિસેમ્બર ਦਸੰਬਰ डिसेम्बर ဒီဇင်ဘာ ធ្នូ ທັນວາ "
    "დეკემბერი դեկտեմբեր դեկտեմբերի دسامبر desemba كانون_الأول دجنبر දෙසැම්බර් ธ.ค ທ.ວ tháng_mười_hai",
};

/// Names of a month that are another one's elsewhere, or no month at all: they count in these languages only.
struct LocalMonth {
    std::string_view languages;
    int month;
    std::string_view names;
};
constexpr LocalMonth local_months[] = {
    {"mr kok ne", 5, "मे"},
    {"hr bs sr sh sl", 6, "lip lipanj lipnja"},
    {"hr bs sr sh sl", 7, "srp srpanj srpnja"},
    {"hr bs sr sh sl", 10, "lis list listop listopad listopada"},
    {"pl", 7, "lip"},
    {"cs sk", 8, "srp"},
    {"pl cs", 11, "lis list listop listopad listopada"},
};

}  // namespace newsbus::date

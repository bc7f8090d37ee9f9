// Which paragraphs at the ends of a text are kept, and which lines of the page around it go: whatever their last
// character is. The pages are made up; the ways to begin and to end are those of wire copy and of papers.
#include "extract/body/body.h"
#include "extract/page/page.h"
#include "extract/plain/text_page.h"
#include "extract/tree/outline.h"
#include "html/dom.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {
namespace {

// The site around a text, in one language, with a text of which only the middle is given.
struct Site {
    std::string_view language;
    std::array<std::string_view, 3> menu;
    std::string_view share, related;
    std::array<std::string_view, 3> headlines;
    std::string_view rights;
    std::array<std::string_view, 2> middle;
    std::string_view begins, ends;  // as a text usually does
};

const Site sites[] = {
    {"en",
     {"World", "Politics", "Sport"},
     "Share this article",
     "Related stories",
     {"Port fees to rise in spring", "New lights for the valley road", "Ice festival finds a sponsor"},
     "Copyright 2026 Lindmouth Courier",
     {"Engineers told the meeting that the bearings under the northern span had worn to half of their thickness.",
      "A ferry will carry pedestrians and cyclists from March, while lorries are sent around the bay by road."},
     "The harbour council voted on Tuesday to close the old swing bridge for eleven months, ending a long dispute.",
     "Work begins in March, and the first cars should cross in the following February if the river stays open."},
    {"de",
     {"Welt", "Politik", "Sport"},
     "Artikel teilen",
     "Mehr zum Thema",
     {"Hafengebühren steigen im Frühjahr", "Neue Lampen für die Talstraße", "Eisfest findet einen Förderer"},
     "© 2026 Lindmünder Bote. Alle Rechte vorbehalten",
     {"Ingenieure sagten in der Sitzung, die Lager unter dem nördlichen Bogen seien auf die Hälfte abgenutzt.",
      "Eine Fähre soll von März an Fußgänger und Radfahrer übersetzen, Lastwagen fahren um die Bucht herum."},
     "Der Hafenrat hat am Dienstag beschlossen, die alte Drehbrücke für elf Monate zu schließen.",
     "Die Arbeiten beginnen im März, die ersten Autos sollen im Februar darauf wieder hinüberfahren."},
    {"fr",
     {"Monde", "Politique", "Sport"},
     "Partager cet article",
     "À lire aussi",
     {"Les taxes du port augmentent", "De nouveaux lampadaires dans la vallée", "Un mécène pour la fête de la glace"},
     "© 2026 Le Courrier. Tous droits réservés",
     {"Les ingénieurs ont expliqué que les appuis de la travée nord avaient perdu la moitié de leur épaisseur.",
      "Un bac transportera les piétons et les cyclistes à partir de mars, les camions feront le tour de la baie."},
     "Le conseil du port a décidé mardi de fermer le vieux pont tournant pendant onze mois.",
     "Les travaux commencent en mars et les premières voitures passeront en février suivant."},
    {"es",
     {"Mundo", "Política", "Deportes"},
     "Compartir esta noticia",
     "Noticias relacionadas",
     {"Suben las tasas del puerto", "Nuevas farolas en la carretera del valle", "La fiesta del hielo tiene mecenas"},
     "© 2026 El Correo. Todos los derechos reservados",
     {"Los ingenieros explicaron que los apoyos del tramo norte habían perdido la mitad de su grosor.",
      "Un transbordador llevará a peatones y ciclistas desde marzo, los camiones darán la vuelta a la bahía."},
     "El consejo del puerto votó el martes a favor de cerrar el viejo puente giratorio durante once meses.",
     "Las obras empiezan en marzo y los primeros coches pasarán en febrero del año siguiente."},
    {"pl",
     {"Świat", "Polityka", "Sport"},
     "Udostępnij artykuł",
     "Czytaj także",
     {"Opłaty portowe wzrosną wiosną", "Nowe lampy przy drodze w dolinie", "Święto lodu znalazło sponsora"},
     "© 2026 Kurier Portowy. Wszelkie prawa zastrzeżone",
     {"Inżynierowie powiedzieli radzie, że łożyska pod północnym przęsłem zużyły się do połowy grubości.",
      "Od marca pieszych i rowerzystów będzie przewoził prom, a ciężarówki pojadą dookoła zatoki."},
     "Rada portu zdecydowała we wtorek o zamknięciu starego mostu obrotowego na jedenaście miesięcy.",
     "Prace zaczną się w marcu, a pierwsze samochody przejadą w lutym następnego roku."},
    {"tr",
     {"Dünya", "Siyaset", "Spor"},
     "Paylaş",
     "İlgili haberler",
     {"Liman ücretleri baharda artıyor", "Vadi yoluna yeni lambalar", "Buz şenliğine destekçi bulundu"},
     "© 2026 Liman Postası. Tüm hakları saklıdır",
     {"Mühendisler toplantıda kuzey açıklığının altındaki yatakların yarı kalınlığına kadar aşındığını söyledi.",
      "Mart ayından itibaren yayaları ve bisikletlileri bir vapur taşıyacak, kamyonlar körfezi dolaşacak."},
     "Liman meclisi salı günü eski döner köprünün on bir ay kapatılmasına karar verdi.",
     "Çalışmalar martta başlıyor ve ilk arabaların gelecek şubatta geçmesi bekleniyor."},
    {"vi",
     {"Thế giới", "Chính trị", "Thể thao"},
     "Chia sẻ bài viết",
     "Tin liên quan",
     {"Phí cảng tăng vào mùa xuân", "Đèn mới cho đường thung lũng", "Lễ hội băng có nhà tài trợ"},
     "© 2026 Báo Cảng. Giữ bản quyền",
     {"Các kỹ sư cho biết các ổ đỡ dưới nhịp phía bắc đã mòn đi một nửa so với độ dày ban đầu của chúng.",
      "Một chuyến phà sẽ chở người đi bộ và xe đạp từ tháng ba, còn xe tải phải đi vòng quanh vịnh."},
     "Hội đồng cảng hôm thứ ba đã bỏ phiếu đóng cửa cây cầu quay cũ trong mười một tháng tới.",
     "Công việc bắt đầu vào tháng ba và những chiếc xe đầu tiên sẽ qua cầu vào tháng hai năm sau."},
    {"ru",
     {"Мир", "Политика", "Спорт"},
     "Поделиться",
     "Читайте также",
     {"Портовые сборы вырастут весной", "Новые фонари на дороге в долину", "У праздника льда появился спонсор"},
     "© 2026 Портовый вестник. Все права защищены",
     {"Инженеры сообщили на заседании, что опоры под северным пролётом износились наполовину.",
      "С марта пешеходов и велосипедистов будет перевозить паром, а грузовики поедут вокруг залива."},
     "Совет порта во вторник решил закрыть старый поворотный мост на одиннадцать месяцев.",
     "Работы начнутся в марте, а первые машины проедут по мосту в феврале следующего года."},
    {"uk",
     {"Світ", "Політика", "Спорт"},
     "Поділитися",
     "Читайте також",
     {"Портові збори зростуть навесні", "Нові ліхтарі на дорозі в долину", "Свято льоду знайшло спонсора"},
     "© 2026 Портовий вісник. Усі права захищено",
     {"Інженери повідомили на засіданні, що опори під північним прогоном зносилися наполовину.",
      "З березня пішоходів і велосипедистів перевозитиме пором, а вантажівки поїдуть навколо затоки."},
     "Рада порту у вівторок вирішила закрити старий поворотний міст на одинадцять місяців.",
     "Роботи почнуться в березні, а перші машини проїдуть мостом у лютому наступного року."},
    {"el",
     {"Κόσμος", "Πολιτική", "Αθλητικά"},
     "Κοινοποίηση",
     "Διαβάστε επίσης",
     {"Αυξάνονται τα τέλη του λιμανιού", "Νέα φώτα στον δρόμο της κοιλάδας", "Χορηγός για τη γιορτή του πάγου"},
     "© 2026 Ταχυδρόμος. Με επιφύλαξη παντός δικαιώματος",
     {"Οι μηχανικοί είπαν στη συνεδρίαση ότι τα έδρανα κάτω από το βόρειο άνοιγμα έχουν φθαρεί στο μισό.",
      "Ένα πορθμείο θα μεταφέρει πεζούς και ποδηλάτες από τον Μάρτιο, ενώ τα φορτηγά θα κάνουν τον γύρο."},
     "Το συμβούλιο του λιμανιού αποφάσισε την Τρίτη να κλείσει την παλιά γέφυρα για έντεκα μήνες.",
     "Οι εργασίες αρχίζουν τον Μάρτιο και τα πρώτα αυτοκίνητα θα περάσουν τον επόμενο Φεβρουάριο."},
    {"ar",
     {"العالم", "سياسة", "رياضة"},
     "شارك هذا المقال",
     "اقرأ أيضا",
     {"رسوم الميناء ترتفع في الربيع", "مصابيح جديدة لطريق الوادي", "راع لمهرجان الجليد"},
     "© 2026 بريد الميناء. جميع الحقوق محفوظة",
     {"وقال المهندسون خلال الاجتماع إن المساند تحت الجزء الشمالي من الجسر تآكلت إلى نصف سماكتها الأصلية.",
      "وستنقل عبارة المشاة وراكبي الدراجات اعتبارا من مارس، في حين تدور الشاحنات حول الخليج عبر الطريق البري."},
     "قرر مجلس الميناء يوم الثلاثاء إغلاق الجسر الدوار القديم أحد عشر شهرا بعد خلاف طويل بين الأعضاء.",
     "ويبدأ العمل في مارس ومن المتوقع أن تعبر أولى السيارات الجسر في فبراير من العام التالي."},
    {"ur",
     {"دنیا", "سیاست", "کھیل"},
     "شیئر کریں",
     "مزید پڑھیں",
     {"بندرگاہ کی فیس بڑھ گئی", "وادی کی سڑک پر نئی روشنیاں", "برف کے میلے کو سرپرست مل گیا"},
     "© 2026 بندرگاہ نیوز۔ جملہ حقوق محفوظ ہیں",
     {"انجینئروں نے اجلاس کو بتایا کہ شمالی حصے کے نیچے کے سہارے گھس کر آدھے رہ گئے ہیں اور خطرہ بڑھ رہا ہے۔",
      "مارچ سے ایک کشتی پیدل چلنے والوں اور سائیکل سواروں کو پار لے جائے گی جبکہ ٹرک خلیج کے گرد گھوم کر جائیں گے۔"},
     "بندرگاہ کی کونسل نے منگل کو پرانا پل گیارہ ماہ کے لیے بند کرنے کا فیصلہ کیا ہے جس سے طویل تنازع ختم ہوا۔",
     "کام مارچ میں شروع ہو گا اور پہلی گاڑیاں اگلے سال فروری میں پل پار کریں گی۔"},
    {"he",
     {"עולם", "פוליטיקה", "ספורט"},
     "שתפו את הכתבה",
     "כתבות נוספות",
     {"אגרות הנמל יעלו באביב", "פנסים חדשים בכביש העמק", "פסטיבל הקרח מצא נותן חסות"},
     "© 2026 דואר הנמל. כל הזכויות שמורות",
     {"המהנדסים אמרו בישיבה כי המסבים שמתחת למפתח הצפוני נשחקו עד למחצית מעוביים המקורי בשנים האחרונות.",
      "מעבורת תסיע הולכי רגל ורוכבי אופניים החל ממרץ, ואילו המשאיות יקיפו את המפרץ בכביש העמק."},
     "מועצת הנמל הצביעה ביום שלישי בעד סגירת הגשר המסתובב הישן לאחד עשר חודשים לאחר ויכוח ארוך.",
     "העבודות מתחילות במרץ והמכוניות הראשונות יעברו בפברואר שלאחר מכן אם הנהר לא יקפא."},
    {"hi",
     {"दुनिया", "राजनीति", "खेल"},
     "शेयर करें",
     "यह भी पढ़ें",
     {"बंदरगाह शुल्क बढ़ेगा", "घाटी की सड़क पर नई बत्तियाँ", "बर्फ उत्सव को प्रायोजक मिला"},
     "© 2026 बंदरगाह समाचार। सर्वाधिकार सुरक्षित",
     {"इंजीनियरों ने बैठक में बताया कि उत्तरी हिस्से के नीचे के बेयरिंग घिसकर आधे रह गए हैं और खतरा बढ़ रहा है।",
      "मार्च से एक नाव पैदल यात्रियों और साइकिल सवारों को पार ले जाएगी जबकि ट्रक खाड़ी का चक्कर लगाएँगे।"},
     "बंदरगाह परिषद ने मंगलवार को पुराने पुल को ग्यारह महीने के लिए बंद करने का फैसला किया।",
     "काम मार्च में शुरू होगा और पहली गाड़ियाँ अगले साल फरवरी में पुल पार करेंगी।"},
    {"bn",
     {"বিশ্ব", "রাজনীতি", "খেলা"},
     "শেয়ার করুন",
     "আরও পড়ুন",
     {"বন্দরের মাশুল বাড়ছে", "উপত্যকার রাস্তায় নতুন বাতি", "বরফ উৎসবের পৃষ্ঠপোষক মিলল"},
     "© ২০২৬ বন্দর বার্তা। সর্বস্বত্ব সংরক্ষিত",
     {"প্রকৌশলীরা সভায় জানান যে উত্তর অংশের নিচের বিয়ারিংগুলো ক্ষয়ে অর্ধেক হয়ে গেছে এবং ঝুঁকি বাড়ছে।",
      "মার্চ থেকে একটি ফেরি পথচারী ও সাইকেল আরোহীদের পার করবে আর ট্রাকগুলো উপসাগর ঘুরে যাবে।"},
     "বন্দর পরিষদ মঙ্গলবার পুরোনো সেতুটি এগারো মাসের জন্য বন্ধ রাখার সিদ্ধান্ত নিয়েছে।",
     "কাজ শুরু হবে মার্চে এবং প্রথম গাড়িগুলো পরের ফেব্রুয়ারিতে সেতু পার হবে।"},
    {"th",
     {"โลก", "การเมือง", "กีฬา"},
     "แชร์บทความนี้",
     "ข่าวที่เกี่ยวข้อง",
     {"ค่าธรรมเนียมท่าเรือขึ้น", "ไฟใหม่บนถนนหุบเขา", "เทศกาลน้ำแข็งมีผู้สนับสนุน"},
     "© 2026 ข่าวท่าเรือ สงวนลิขสิทธิ์",
     {"วิศวกรแจ้งต่อที่ประชุมว่าตลับลูกปืนใต้ช่วงเหนือของสะพานสึกไปครึ่งหนึ่งของความหนาเดิมแล้ว",
      "เรือข้ามฟากจะรับส่งคนเดินเท้าและคนขี่จักรยานตั้งแต่เดือนมีนาคม ส่วนรถบรรทุกต้องอ้อมอ่าว"},
     "สภาท่าเรือลงมติเมื่อวันอังคารให้ปิดสะพานหมุนเก่าเป็นเวลาสิบเอ็ดเดือนหลังโต้เถียงกันมานาน",
     "งานจะเริ่มในเดือนมีนาคมและรถคันแรกจะข้ามสะพานได้ในเดือนกุมภาพันธ์ปีถัดไป"},
    {"zh",
     {"国际", "政治", "体育"},
     "分享到",
     "相关新闻",
     {"港口收费春季上调", "山谷公路装新路灯", "冰雪节找到赞助商"},
     "© 2026 港口日报 版权所有",
     {"工程师在会上表示，北跨下方的轴承已经磨损到原来厚度的一半，继续通车会有危险。",
      "从三月起，渡轮将运送行人和骑自行车的人，卡车则需要绕行海湾公路。"},
     "港口委员会星期二投票决定将旧旋转桥关闭十一个月，从而结束了一场长期争论。",
     "工程将于三月开始，第一批汽车预计在次年二月重新通过大桥。"},
    {"ja",
     {"国際", "政治", "スポーツ"},
     "この記事をシェア",
     "関連記事",
     {"港の使用料が春に値上げ", "谷の道に新しい街灯", "氷まつりに後援者"},
     "© 2026 港日報 無断転載を禁じます",
     {"技術者らは会合で、北側の橋げたの下にある軸受けが元の厚さの半分まですり減っていると説明した。",
      "三月からは渡し船が歩行者と自転車を運び、トラックは湾を回る道路を使うことになる。"},
     "港湾評議会は火曜日、古い旋回橋を十一カ月間閉鎖することを決め、長い論争に終止符を打った。",
     "工事は三月に始まり、最初の車は翌年の二月に橋を渡る見通しだ。"},
    {"ko",
     {"국제", "정치", "스포츠"},
     "기사 공유하기",
     "관련기사",
     {"항만 요금 봄에 인상", "계곡 도로에 새 가로등", "얼음 축제 후원사 찾아"},
     "© 2026 항구일보 무단전재 및 재배포 금지",
     {"기술자들은 회의에서 북쪽 교각 아래의 베어링이 원래 두께의 절반까지 닳았다고 설명했다.",
      "삼월부터 나룻배가 보행자와 자전거를 실어 나르고 트럭은 만을 돌아가는 도로를 이용하게 된다."},
     "항만위원회는 화요일 낡은 회전교를 열한 달 동안 폐쇄하기로 결정하며 오랜 논쟁을 끝냈다.",
     "공사는 삼월에 시작되며 첫 차량은 이듬해 이월에 다리를 건널 것으로 보인다."},
    {"ka",
     {"მსოფლიო", "პოლიტიკა", "სპორტი"},
     "გააზიარე",
     "მსგავსი სიახლეები",
     {"პორტის მოსაკრებელი იზრდება", "ახალი ლამპიონები ხეობის გზაზე", "ყინულის ზეიმს სპონსორი ჰყავს"},
     "© 2026 პორტის მაცნე. ყველა უფლება დაცულია",
     {"ინჟინრებმა სხდომაზე განაცხადეს, რომ ჩრდილოეთ მალის ქვეშ საყრდენები ნახევრამდე გაცვდა.",
      "მარტიდან ფეხით მოსიარულეებს და ველოსიპედისტებს ბორანი გადაიყვანს, სატვირთოები კი ყურეს შემოუვლიან."},
     "პორტის საბჭომ სამშაბათს ძველი მბრუნავი ხიდის თერთმეტი თვით დახურვა გადაწყვიტა.",
     "სამუშაოები მარტში დაიწყება და პირველი მანქანები ხიდზე მომდევნო თებერვალში გაივლიან."},
    {"hy",
     {"Աշխարհ", "Քաղաքականություն", "Սպորտ"},
     "Կիսվել",
     "Նմանատիպ նյութեր",
     {"Նավահանգստի վճարները կաճեն", "Նոր լույսեր հովտի ճանապարհին", "Սառույցի տոնը հովանավոր ունի"},
     "© 2026 Նավահանգստի լրաբեր։ Բոլոր իրավունքները պաշտպանված են",
     {"Ինժեներները նիստում ասացին, որ հյուսիսային թռիչքի տակի առանցքակալները մաշվել են մինչև կեսը։",
      "Մարտից լաստանավը կտեղափոխի հետիոտներին ու հեծանվորդներին, իսկ բեռնատարները կշրջանցեն ծոցը։"},
     "Նավահանգստի խորհուրդը երեքշաբթի որոշեց տասնմեկ ամսով փակել հին պտտվող կամուրջը։",
     "Աշխատանքները կսկսվեն մարտին, և առաջին մեքենաները կամուրջը կանցնեն հաջորդ փետրվարին։"},
    {"am",
     {"ዓለም", "ፖለቲካ", "ስፖርት"},
     "ያጋሩ",
     "ተዛማጅ ዜናዎች",
     {"የወደብ ክፍያ ይጨምራል", "ለሸለቆው መንገድ አዲስ መብራቶች", "የበረዶ በዓል ደጋፊ አገኘ"},
     "© 2026 የወደብ ዜና። መብቱ በሕግ የተጠበቀ ነው",
     {"መሐንዲሶቹ በስብሰባው ላይ በሰሜናዊው ክፍል ሥር ያሉት መደገፊያዎች እስከ ግማሽ ውፍረታቸው ድረስ እንደተበሉና አደጋው እየጨመረ እንደሆነ ተናገሩ።",
      "ከመጋቢት ጀምሮ ጀልባ እግረኞችንና ብስክሌተኞችን ያሻግራል፣ የጭነት መኪናዎች ግን የባሕረ ሰላጤውን ዙሪያ በመንገድ እንዲጓዙ ይደረጋል።"},
     "የወደቡ ምክር ቤት ማክሰኞ ዕለት አሮጌውን ተዘዋዋሪ ድልድይ ለአሥራ አንድ ወራት ለመዝጋት ወሰነ፣ ይህም ረጅሙን ክርክር አበቃ።",
     "ሥራው በመጋቢት ይጀመራል፣ የመጀመሪያዎቹ መኪናዎችም በሚቀጥለው የካቲት ድልድዩን ያቋርጣሉ ተብሎ ይጠበቃል።"},
};

const Site& site_in(std::string_view language) {
    for (const Site& site : sites)
        if (site.language == language) return site;
    return sites[0];
}

std::string element(const std::string& name, std::string_view text, const std::string& attributes = "") {
    return "<" + name + (attributes.empty() ? "" : " " + attributes) + ">" + std::string(text) + "</" + name + ">";
}

std::string list(const std::array<std::string_view, 3>& links) {
    std::string items;
    for (std::size_t i = 0; i < links.size(); ++i)
        items += element("li", element("a", links[i], "href=/n/" + std::to_string(i) + ".html"));
    return element("ul", items);
}

// `inside` is all that stands in the element of the text.
std::string page_of(const Site& site, const std::string& inside) {
    std::string share = element("div",
                                element("span", site.share) + element("a", "Facebook", "href=https://f.example/") +
                                    element("a", "X", "href=https://x.example/"),
                                "class=share-bar");
    return element("header", element("nav", list(site.menu))) +
           element("main", element("article", element("h1", site.headlines[0]) + share +
                                                  element("div", inside, "class=story") + share) +
                               element("section", element("h2", site.related) + list(site.headlines))) +
           element("footer", list(site.menu) + element("p", site.rights));
}

std::string paragraphs(const std::vector<std::string_view>& texts) {
    std::string html;
    for (std::string_view text : texts) html += element("p", text);
    return html;
}

std::string text_of(const Site& site, const std::string& inside) {
    html::Document document = html::parse("<html><body>" + page_of(site, inside) + "</body></html>");
    return take_body(document.dom, {}, Url::parse("https://courier.example/bridge").value()).text;
}

std::string joined(const std::vector<std::string_view>& texts) {
    std::string out;
    for (std::string_view text : texts) out += (out.empty() ? "" : "\n\n") + std::string(text);
    return out;
}

struct Line {
    std::string_view language, text;
};

// First paragraphs that do not end as sentences do.
const Line beginnings[] = {
    {"en", "Lindmouth loses its shortest way across the harbour for eleven months"},
    {"en", "LINDMOUTH (AFP) - The harbour council voted on Tuesday to close the old swing bridge"},
    {"en", "The council has closed the swing bridge – and the shops on the quay fear for their trade"},
    {"en", "What the closure means, who pays for it and when the first cars will cross again"},
    {"de", "Lindmünde (dpa) - Der Hafenrat schließt die alte Drehbrücke für elf Monate"},
    {"de", "Die Stadt verliert ihren kürzesten Weg über den Hafen, und die Läden bangen um ihr Geschäft"},
    {"fr", "Le vieux pont ferme pour onze mois, et les commerçants du quai s'inquiètent"},
    {"es", "La ciudad pierde su camino más corto sobre el puerto durante casi un año"},
    {"pl", "Miasto traci najkrótszą drogę przez port, a sklepikarze boją się o swój handel"},
    {"ru", "Город почти на год теряет самый короткий путь через гавань"},
    {"uk", "Місто майже на рік втрачає найкоротший шлях через гавань"},
    {"el", "Η πόλη χάνει για σχεδόν έναν χρόνο τον πιο σύντομο δρόμο πάνω από το λιμάνι"},
    {"ar", "المدينة تفقد أقصر طرقها عبر الميناء لمدة أحد عشر شهرا وأصحاب المتاجر قلقون"},
    {"he", "העיר מאבדת לכמעט שנה את הדרך הקצרה ביותר מעל הנמל ובעלי החנויות חוששים"},
    {"hi", "शहर लगभग एक साल के लिए बंदरगाह के पार का सबसे छोटा रास्ता खो देगा"},
    {"bn", "শহরটি প্রায় এক বছরের জন্য বন্দর পেরোনোর সবচেয়ে ছোট পথটি হারাচ্ছে"},
    {"th", "เมืองจะเสียเส้นทางข้ามท่าเรือที่สั้นที่สุดไปเกือบหนึ่งปี"},
    {"zh", "城市将在近一年时间里失去跨越港口的最短通道"},
    {"ja", "町はほぼ一年にわたり港を渡る最短の道を失うことになる"},
    {"ko", "도시는 거의 일 년 동안 항구를 건너는 가장 짧은 길을 잃게 된다"},
    {"ka", "ქალაქი თითქმის ერთი წლით კარგავს ნავსადგურზე გადასასვლელ უმოკლეს გზას"},
    {"hy", "Քաղաքը գրեթե մեկ տարով կորցնում է նավահանգստով անցնող ամենակարճ ճանապարհը"},
    {"am", "ከተማዋ ወደቡን የሚያቋርጠውን አጭሩን መንገድ ለአንድ ዓመት ያህል ልታጣ ነው"},
};

// Last paragraphs, as agencies and papers end them.
const Line endings[] = {
    {"en", "Work begins in March, and the first cars should cross in the following February. (AFP)"},
    {"en", "Work begins in March, and the first cars should cross in February (Reuters)"},
    {"en", "Work begins in March. (Reporting by Ada Quill; editing by Olof Brandt)"},
    {"en", "(Reporting by Ada Quill in Lindmouth; Editing by Olof Brandt)"},
    {"en", "The first cars should cross in the following February - AP"},
    {"en", "\"We have waited ten years for this, and we can wait one more,\" the mayor said with a smile"},
    {"en", "“We have waited ten years for this, and we can wait one more winter for it”"},
    {"en", "And then, one day, the first car will cross the river again…"},
    {"en", "The ferry is free of charge for all who live on the island 🚢"},
    {"en", "Tickets for the ferry are sold at the quay and cost the following"},
    {"en", "The council meets again next week to talk about the costs"},
    {"en", "Brandt, who is 71, said he would walk"},
    {"en", "This report was corrected to say that work begins in March, not in May"},
    {"de", "Die ersten Autos sollen im Februar darauf wieder hinüberfahren. (dpa)"},
    {"de", "Die ersten Autos sollen im Februar wieder fahren (Quelle: dpa)"},
    {"de", "„Wir haben zehn Jahre gewartet, wir warten auch noch eins“, sagt der Bürgermeister"},
    {"fr", "Les premières voitures passeront en février suivant (avec AFP)"},
    {"fr", "« Nous avons attendu dix ans, nous attendrons bien encore un an », dit le maire"},
    {"es", "Los primeros coches pasarán en febrero del año siguiente. (EFE)"},
    {"es", "El puente abrirá de nuevo en febrero, según el alcalde / EP"},
    {"pl", "Pierwsze samochody przejadą w lutym następnego roku (PAP)"},
    {"tr", "İlk arabaların gelecek şubatta köprüden geçmesi bekleniyor (AA)"},
    {"vi", "Những chiếc xe đầu tiên sẽ qua cầu vào tháng hai năm sau (TTXVN)"},
    {"ru", "Первые машины проедут по мосту в феврале следующего года (ТАСС)"},
    {"ru", "«Мы ждали десять лет, подождём и ещё один год», — сказал мэр города"},
    {"uk", "Перші машини проїдуть мостом у лютому наступного року (Укрінформ)"},
    {"el", "Τα πρώτα αυτοκίνητα θα περάσουν τον επόμενο Φεβρουάριο (ΑΠΕ-ΜΠΕ)"},
    {"ar", "ومن المتوقع أن تعبر أولى السيارات الجسر في فبراير من العام التالي (أ ف ب)"},
    {"ar", "ويبدأ العمل في مارس وتعبر أولى السيارات الجسر في العام التالي بحسب المجلس"},
    {"ur", "پہلی گاڑیاں اگلے سال فروری میں پل پار کریں گی (اے ایف پی)"},
    {"he", "המכוניות הראשונות יעברו בגשר בפברואר שלאחר מכן (רויטרס)"},
    {"hi", "पहली गाड़ियाँ अगले साल फरवरी में पुल पार करेंगी (एएफपी)"},
    {"bn", "প্রথম গাড়িগুলো পরের ফেব্রুয়ারিতে সেতু পার হবে (এএফপি)"},
    {"th", "รถคันแรกจะข้ามสะพานได้ในเดือนกุมภาพันธ์ปีถัดไป (เอเอฟพี)"},
    {"th", "นายกเทศมนตรีกล่าวว่าเรารอมาสิบปีแล้วและจะรออีกหนึ่งปีก็ได้"},
    {"zh", "第一批汽车预计在次年二月重新通过大桥（新华社）"},
    {"zh", "市长说：“我们等了十年，可以再等一年”"},
    {"ja", "最初の車は翌年の二月に橋を渡る見通しだ（共同）"},
    {"ja", "市長は「十年待ったのだから、あと一年は待てる」と話した"},
    {"ko", "첫 차량은 이듬해 이월에 다리를 건널 것으로 보인다 (연합뉴스)"},
    {"ka", "პირველი მანქანები ხიდზე მომდევნო თებერვალში გაივლიან (ინტერპრესნიუსი)"},
    {"hy", "Առաջին մեքենաները կամուրջը կանցնեն հաջորդ փետրվարին (Արմենպրես)"},
    {"am", "የመጀመሪያዎቹ መኪናዎች በሚቀጥለው የካቲት ድልድዩን ያቋርጣሉ ተብሎ ይጠበቃል (ኢዜአ)"},
};

// Lines at the ends of the element of the text, made as its paragraphs are, that are none.
const Line before_text[] = {
    {"en", "By Anna Lind"},
    {"en", "Anna Lind and Olof Brandt"},
    {"en", "12 May 2026, 10:15"},
    {"en", "Posted on May 12, 2026"},
    {"en", "Local News"},
    {"en", "Reuters"},
    {"en", "Photo: Anna Lind / Lindmouth Courier"},
    {"en", "Listen to this article"},
    {"de", "Von Anna Lind"},
    {"de", "Stand: 12.05.2026"},
    {"de", "Foto: Anna Lind/dpa"},
    {"fr", "Par Anna Lind avec AFP"},
    {"fr", "Publié le 12 mai 2026"},
    {"es", "Por Anna Lind"},
    {"pl", "Autor: Anna Lind"},
    {"ru", "Анна Линд"},
    {"ru", "Фото: Анна Линд"},
    {"uk", "Анна Лінд"},
    {"el", "Άννα Λιντ"},
    {"he", "אנה לינד"},
    {"ar", "آنا ليند"},
    {"hi", "अन्ना लिंड"},
    {"zh", "作者：林安娜"},
    {"ja", "記者：林安娜"},
    {"ko", "林安娜 기자"},
};

const Line behind_text[] = {
    {"en", "Share this article on Facebook"},
    {"en", "Read more: Port fees to rise in spring"},
    {"en", "Tags: bridge, harbour, ferry"},
    {"en", "Sign up for our newsletter"},
    {"en", "Photo: Anna Lind / Lindmouth Courier"},
    {"en", "Copyright 2026 Lindmouth Courier"},
    {"en", "© 2026 Lindmouth Courier"},
    {"en", "Follow us on Facebook"},
    {"en", "By Anna Lind"},
    {"en", "Anna Lind, Olof Brandt"},
    {"en", "Updated at 12:30 GMT"},
    {"en", "Ada Quill, Staff Writer"},
    {"en", "AFP"},
    {"en", "12 May 2026"},
    {"en", "Related Stories"},
    {"en", "<a href=/n/1.html>New lights for the valley road</a>"},
    {"en", "See also: <a href=/n/1.html>New lights for the valley road</a>"},
    {"de", "Lesen Sie auch: Neue Lampen für die Talstraße"},
    {"de", "Abonnieren Sie unseren Newsletter"},
    {"de", "Schlagwörter: Brücke, Hafen"},
    {"de", "Foto: Anna Lind/dpa"},
    {"de", "Mehr zum Thema"},
    {"fr", "À lire aussi : Les taxes du port augmentent"},
    {"fr", "Abonnez-vous à notre newsletter"},
    {"fr", "Partager cet article sur Facebook"},
    {"es", "Lea también: Suben las tasas del puerto"},
    {"es", "Síguenos en Facebook y en Instagram"},
    {"es", "Suscríbete a nuestro boletín"},
    {"pl", "Czytaj także: Opłaty portowe wzrosną wiosną"},
    {"pl", "Udostępnij na Facebooku"},
    {"tr", "Reklam"},
    {"tr", "Haberi paylaş"},
    {"vi", "Xem thêm: Phí cảng tăng vào mùa xuân"},
    {"vi", "Chia sẻ bài viết này"},
    {"ru", "Читайте также: Портовые сборы вырастут весной"},
    {"ru", "Подписывайтесь на наш канал в Telegram"},
    {"ru", "Поделиться в социальных сетях"},
    {"uk", "Читайте також: Портові збори зростуть навесні"},
    {"uk", "Підписуйтесь на наш канал у Telegram"},
    {"el", "Διαβάστε επίσης: Αυξάνονται τα τέλη του λιμανιού"},
    {"el", "Ακολουθήστε μας στο Google News"},
    {"ar", "اقرأ أيضا: رسوم الميناء ترتفع في الربيع"},
    {"ar", "شارك هذا المقال"},
    {"ur", "مزید پڑھیں: بندرگاہ کی فیس بڑھ گئی"},
    {"he", "קראו גם: אגרות הנמל יעלו באביב"},
    {"he", "שתפו את הכתבה"},
    {"hi", "यह भी पढ़ें: बंदरगाह शुल्क बढ़ेगा"},
    {"hi", "शेयर करें"},
    {"bn", "আরও পড়ুন: বন্দরের মাশুল বাড়ছে"},
    {"th", "อ่านเพิ่มเติม: ค่าธรรมเนียมท่าเรือขึ้น"},
    {"th", "แชร์บทความนี้"},
    {"zh", "责任编辑：林安娜"},
    {"zh", "相关阅读：港口收费春季上调"},
    {"zh", "分享到微信"},
    {"ja", "関連記事：港の使用料が春に値上げ"},
    {"ja", "この記事をシェアする"},
    {"ko", "관련기사 항만 요금 봄에 인상"},
    {"ko", "무단전재 및 재배포 금지"},
    {"ka", "წაიკითხეთ ასევე: პორტის მოსაკრებელი იზრდება"},
    {"hy", "Կարդացեք նաև՝ Նավահանգստի վճարները կաճեն"},
    {"am", "ተጨማሪ ያንብቡ፦ የወደብ ክፍያ ይጨምራል"},
};

TEST(Endings, KeepTheFirstParagraphHoweverItEnds) {
    for (const Line& line : beginnings) {
        const Site& site = site_in(line.language);
        std::vector<std::string_view> story = {line.text, site.middle[0], site.middle[1], site.ends};
        EXPECT_EQ(text_of(site, paragraphs(story)), joined(story)) << line.language << ": " << line.text;
    }
}

TEST(Endings, KeepTheLastParagraphHoweverItEnds) {
    for (const Line& line : endings) {
        const Site& site = site_in(line.language);
        std::vector<std::string_view> story = {site.begins, site.middle[0], site.middle[1], line.text};
        EXPECT_EQ(text_of(site, paragraphs(story)), joined(story)) << line.language << ": " << line.text;
    }
}

TEST(Endings, AreWithoutTheLinesOfThePageAboveTheText) {
    for (const Line& line : before_text) {
        const Site& site = site_in(line.language);
        std::vector<std::string_view> story = {site.begins, site.middle[0], site.middle[1], site.ends};
        EXPECT_EQ(text_of(site, element("p", line.text) + paragraphs(story)), joined(story))
            << line.language << ": " << line.text;
    }
}

TEST(Endings, AreWithoutTheLinesOfThePageBelowTheText) {
    for (const Line& line : behind_text) {
        const Site& site = site_in(line.language);
        std::vector<std::string_view> story = {site.begins, site.middle[0], site.middle[1], site.ends};
        EXPECT_EQ(text_of(site, paragraphs(story) + element("p", line.text)), joined(story))
            << line.language << ": " << line.text;
    }
}

TEST(Endings, AreWithoutHeadlinesOfOtherArticles) {
    for (const Site& site : sites) {
        std::vector<std::string_view> story = {site.begins, site.middle[0], site.middle[1], site.ends};
        std::string below = element("h3", site.related) + list(site.headlines);
        EXPECT_EQ(text_of(site, paragraphs(story) + below), joined(story)) << site.language;
        std::string teasers = element("h3", site.related);
        for (std::string_view headline : site.headlines) teasers += element("div", headline, "class=teaser-title");
        EXPECT_EQ(text_of(site, paragraphs(story) + teasers), joined(story)) << site.language;
    }
}

std::string_view without_stop(std::string_view text) {
    for (std::string_view stop : {".", "。", "।", "۔", "።", "։"})
        if (text.ends_with(stop)) return text.substr(0, text.size() - stop.size());
    return text;
}

TEST(Endings, LeaveATextWithoutAnyFullStopWhole) {
    for (const Site& site : sites) {
        std::vector<std::string_view> story = {without_stop(site.begins), without_stop(site.middle[0]),
                                               without_stop(site.middle[1]), without_stop(site.ends)};
        EXPECT_EQ(text_of(site, paragraphs(story)), joined(story)) << site.language;
        story[1] = site.middle[0];  // the one that has a stop is not the whole text
        EXPECT_EQ(text_of(site, paragraphs(story)), joined(story)) << site.language;
    }
}

// The same site saved as plain text.
std::string body_of_text(const Site& site, const std::vector<std::string_view>& story) {
    auto lines = [](const std::array<std::string_view, 3>& texts) {
        std::string out;
        for (std::string_view text : texts) out += std::string(text) + "\n";
        return out;
    };
    std::string page = lines(site.menu) + "\n" + std::string(site.headlines[0]) + "\n\n" + joined(story) + "\n\n" +
                       std::string(site.share) + "\n\n" + std::string(site.related) + "\n" + lines(site.headlines) +
                       std::string(site.rights) + "\n";
    return read_text(page, "text/plain", Url::parse("https://courier.example/bridge").value()).value().body;
}

TEST(Endings, KeepTheLastParagraphOfPlainText) {
    constexpr std::uint32_t shortest = 60;  // of a paragraph that has no stop; nothing else tells it from a title
    int tried = 0;
    for (const Line& line : endings) {
        bool signed_at_end = line.text.ends_with(')') && line.text.find(". (") != std::string_view::npos;
        if (weight_of(std::string(line.text).c_str()) < shortest && !signed_at_end) continue;
        ++tried;
        const Site& site = site_in(line.language);
        std::vector<std::string_view> story = {site.begins, site.middle[0], site.middle[1], line.text};
        EXPECT_EQ(body_of_text(site, story), joined(story)) << line.language << ": " << line.text;
    }
    EXPECT_GE(tried, 15);
}

TEST(Endings, KeepTheDatedLeadOfPlainText) {
    const Site& site = site_in("en");
    std::vector<std::string_view> story = {
        "LINDMOUTH (AFP) - The harbour council voted on Tuesday to close the old swing bridge", site.middle[0],
        site.middle[1], site.ends};
    EXPECT_EQ(body_of_text(site, story), joined(story));
}

TEST(Endings, AreKeptWhateverHoldsThem) {
    const Site& site = site_in("en");
    const std::string_view last = "The council meets again next week to talk about the costs";
    std::vector<std::string_view> story = {site.begins, site.middle[0], site.middle[1], last};
    std::string before = paragraphs({site.begins, site.middle[0], site.middle[1]});
    std::string divs, boxes;
    for (std::string_view text : story) {
        divs += element("div", text);
        boxes += element("div", element("p", text), "class=box");
    }
    for (const std::string& inside :
         {divs, boxes, before + std::string(last), before + element("p", element("em", last)),
          before + element("p", last, "class=last"), before + element("p", "***") + element("p", last)})
        EXPECT_EQ(text_of(site, inside), joined(story)) << inside;
    story = {last, site.middle[0], site.middle[1], site.ends};
    std::string behind = paragraphs({site.middle[0], site.middle[1], site.ends});
    for (const std::string& inside : {std::string(last) + behind, element("p", last, "class=first") + behind})
        EXPECT_EQ(text_of(site, inside), joined(story)) << inside;
}

TEST(Endings, KeepPoemsAndAnswersOfOneWord) {
    const Site& site = site_in("en");
    std::vector<std::string_view> poem = {site.begins, site.middle[0], "The bridge is old, the bridge is slow",
                                          "it opens when the salt winds blow", "and we who wait go home"};
    EXPECT_EQ(text_of(site, paragraphs(poem)), joined(poem));
    std::vector<std::string_view> talk = {site.middle[0], "Will you walk?", "Yes", site.middle[1], "Happy?", "Very"};
    EXPECT_EQ(text_of(site, paragraphs(talk)), joined(talk));
}

TEST(Endings, AreWithoutWhatStandsBelowALineThatBeginsOtherThings) {
    const Site& site = site_in("en");
    std::vector<std::string_view> story = {site.begins, site.middle[0], site.middle[1], site.ends};
    std::string below =
        paragraphs({"Related stories", "Port fees to rise in spring", "New lights for the valley road"});
    EXPECT_EQ(text_of(site, paragraphs(story) + below), joined(story));
}

TEST(Endings, OfAStoryOfOneLineAreItsWholeText) {
    const Site& site = site_in("en");
    const std::string line = "The harbour bridge has been closed after a ship hit its northern pier";
    for (const std::string type : {"article", "website"}) {
        std::string page = "<html><head><meta property=og:type content=" + type + "></head><body>" +
                           page_of(site, element("p", line)) + "</body></html>";
        auto read = read_page(page, "text/html", Url::parse("https://courier.example/a/bridge.html").value());
        EXPECT_EQ(read.value().body, type == "article" ? line : "");
    }
}

TEST(Endings, AreNoNotesBelowTheText) {
    const Site& site = site_in("en");
    std::vector<std::string_view> story = {site.begins, site.middle[0], site.middle[1], site.ends};
    std::string notes = "<ol><li>The report of the engineers. It has 90 pages. <a href=#1>\xE2\x86\xA9</a></li></ol>";
    EXPECT_EQ(text_of(site, paragraphs(story) + notes), joined(story));
}

TEST(Endings, OfATextShorterThanItsSummaryAreNotFull) {
    const Site& site = site_in("en");
    std::string summary = joined({site.begins, site.middle[0], site.middle[1]});
    std::string head = "<html><head><title>Bridge</title><meta property=og:description content='" + summary +
                       "'><meta property=og:type content=article></head><body>";
    auto status_of = [&](const std::vector<std::string_view>& texts) {
        std::string page = head + page_of(site, paragraphs(texts)) + "</body></html>";
        return read_page(page, "text/html", Url::parse("https://courier.example/a/bridge.html").value())
            .value()
            .body_status;
    };
    EXPECT_EQ(status_of({site.begins, site.middle[0], site.middle[1], site.ends}), BodyStatus::full);
    EXPECT_EQ(status_of({site.middle[1], site.ends}), BodyStatus::teaser);
}

}  // namespace
}  // namespace newsbus::extract

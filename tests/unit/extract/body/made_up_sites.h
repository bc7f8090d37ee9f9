#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract::test {

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

inline const Site sites[] = {
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

inline std::string element(const std::string& name, std::string_view text, const std::string& attributes = "") {
    return "<" + name + (attributes.empty() ? "" : " " + attributes) + ">" + std::string(text) + "</" + name + ">";
}

inline std::string list(const std::array<std::string_view, 3>& links) {
    std::string items;
    for (std::size_t i = 0; i < links.size(); ++i)
        items += element("li", element("a", links[i], "href=/n/" + std::to_string(i) + ".html"));
    return element("ul", items);
}

// `inside` is all that stands in the element of the text.
inline std::string page_of(const Site& site, const std::string& inside) {
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

inline std::string paragraphs(const std::vector<std::string_view>& texts) {
    std::string html;
    for (std::string_view text : texts) html += element("p", text);
    return html;
}

}  // namespace newsbus::extract::test

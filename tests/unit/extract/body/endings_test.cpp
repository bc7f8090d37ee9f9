// Which paragraphs at the ends of a text are kept, and which lines of the page around it go: whatever their last
// character is. The pages are made up; the ways to begin and to end are those of wire copy and of papers.
#include "extract/body/body.h"
#include "extract/page/page.h"
#include "extract/plain/text_page.h"
#include "extract/tree/outline.h"
#include "html/dom.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "made_up_sites.h"

namespace newsbus::extract::test {
namespace {

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
}  // namespace newsbus::extract::test

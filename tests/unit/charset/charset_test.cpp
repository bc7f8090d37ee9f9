#include "charset/charset.h"
#include "base/utf8.h"
#include "charset/encoding.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <utility>

namespace newsbus {
namespace {

using namespace std::string_literals;

struct CharsetCase {
    std::string_view about;
    std::string bytes;
    std::string_view http;
    std::string_view text, encoding;
    bool repaired = false;
};

const CharsetCase xml_cases[] = {
    {"plain ASCII", "<a>x</a>", "", "<a>x</a>", "utf-8"},
    {"UTF-8 without a word", "<a>é</a>", "", "<a>é</a>", "utf-8"},
    // byte order marks and what stands for them
    {"UTF-8 mark", "\xef\xbb\xbf<a>é</a>", "", "<a>é</a>", "utf-8"},
    {"two UTF-8 marks", "\xef\xbb\xbf\xef\xbb\xbf<a/>", "", "<a/>", "utf-8"},
    {"UTF-8 mark beats HTTP", "\xef\xbb\xbf<a>é</a>", "iso-8859-1", "<a>é</a>", "utf-8"},
    {"UTF-16LE mark", "\xff\xfe<\0a\0>\0\xe9\0"s, "", "<a>é", "utf-16le"},
    {"UTF-16BE mark", "\xfe\xff\0<\0a\0>\0\xe9"s, "", "<a>é", "utf-16be"},
    {"UTF-16LE without a mark", "<\0a\0>\0\xe9\0"s, "", "<a>é", "utf-16le"},
    {"UTF-16BE without a mark", "\0<\0a\0>\0\xe9"s, "", "<a>é", "utf-16be"},
    {"UTF-32LE mark", "\xff\xfe\0\0<\0\0\0\xe9\0\0\0"s, "", "<é", "utf-32le"},
    {"UTF-32BE", "\0\0\0<\0\0\0\xe9"s, "", "<é", "utf-32be"},
    {"half a UTF-16 unit at the end", "\xff\xfe<\0a"s, "", "<\uFFFD", "utf-16le", true},
    // labels
    {"HTTP label", "<a>\xe9</a>", "ISO-8859-1", "<a>é</a>", "windows-1252"},
    {"declared label", "<?xml version='1.0' encoding='windows-1251'?><a>\xef\xf0\xe8</a>", "",
     "<?xml version='1.0' encoding='windows-1251'?><a>при</a>", "windows-1251"},
    {"declaration after junk", "\n\n <?xml version=\"1.0\" ENCODING = \"koi8-r\"?><a>\xd0\xd2\xc9</a>", "",
     "\n\n <?xml version=\"1.0\" ENCODING = \"koi8-r\"?><a>при</a>", "koi8-r"},
    {"HTTP beats the declaration", "<?xml version='1.0' encoding='iso-8859-1'?>\x93", "windows-1252",
     "<?xml version='1.0' encoding='iso-8859-1'?>“", "windows-1252"},
    {"HTTP says ASCII, which the bytes are not", "<?xml encoding='windows-1251'?>\xef\xf0\xe8\xe2", "US-ASCII",
     "<?xml encoding='windows-1251'?>прив", "windows-1251"},
    {"ASCII is windows-1252 where the document says nothing", "<a>\xe9t\xe9</a>", "us-ascii", "<a>été</a>",
     "windows-1252"},
    {"HTTP says Latin-1 by default, the bytes fit what is declared", "<?xml encoding='gb2312'?>\xd6\xd0\xb9\xfa",
     "iso-8859-1", "<?xml encoding='gb2312'?>中国", "gbk", true},
    {"HTTP says Latin-1, the bytes do not fit what is declared", "<?xml encoding='gb2312'?>\xe9 t\xe9", "iso-8859-1",
     "<?xml encoding='gb2312'?>é té", "windows-1252"},
    {"HTTP says what the bytes are not", "<?xml encoding='koi8-r'?>\xd0\xd2\xff\xff", "shift_jis",
     "<?xml encoding='koi8-r'?>прЪЪ", "koi8-r", true},
    {"HTTP says utf-8, the bytes say the declaration is right", "<?xml encoding='windows-1251'?>\xef\xf0\xe8\xe2",
     "utf-8", "<?xml encoding='windows-1251'?>прив", "windows-1251"},
    {"iso-8859-1 means windows-1252", "<?xml encoding='iso-8859-1'?>\x80", "", "<?xml encoding='iso-8859-1'?>€",
     "windows-1252"},
    {"gb2312 means gb18030", "<?xml encoding='gb2312'?>\xd6\xd0\x81\x30\x81\x30", "",
     "<?xml encoding='gb2312'?>中\u0080", "gbk"},
    {"Shift_JIS", "<?xml encoding='Shift_JIS'?>\x93\xfa\x96\x7b", "", "<?xml encoding='Shift_JIS'?>日本", "shift_jis"},
    {"ISO-2022-JP looks like ASCII", "<?xml encoding='iso-2022-jp'?>\x1b$BF|K\\\x1b(B", "",
     "<?xml encoding='iso-2022-jp'?>日本", "iso-2022-jp"},
    {"a label nobody knows", "<?xml encoding='x-nonsense'?>é", "klingon", "<?xml encoding='x-nonsense'?>é", "utf-8"},
    {"a label of UTF-16 in front of ASCII", "<?xml encoding='utf-16'?><a/>", "utf-16", "<?xml encoding='utf-16'?><a/>",
     "utf-8"},
    // lies and damage
    {"UTF-8 labelled as windows-1252", "<?xml encoding='windows-1252'?>Łódź", "", "<?xml encoding='windows-1252'?>Łódź",
     "utf-8", true},
    {"ASCII under any label is fine", "<?xml encoding='windows-1252'?>x", "", "<?xml encoding='windows-1252'?>x",
     "utf-8"},
    {"one bad byte in UTF-8", "ééé\xff é", "utf-8", "ééé\uFFFD é", "utf-8", true},
    {"many bad bytes are no UTF-8",
     "caf\xe9 cr\xe8me br\xfbl\xe9"
     "e",
     "utf-8", "café crème brûlée", "windows-1252", true},
    {"bytes a legacy encoding does not have", "<?xml encoding='shift_jis'?>\x93\xfa\xff\xff", "",
     "<?xml encoding='shift_jis'?>日\uFFFD\uFFFD", "shift_jis", true},
    {"NUL goes", "<a>\0x</a>"s, "", "<a>x</a>", "utf-8"},
    {"controls go", "<a>\x01x\x1f\t\r\n</a>", "", "<a>x\t\r\n</a>", "utf-8"},
    {"controls go, with the bad bytes", "\u00e9\u00e9\x02\xff", "utf-8", "\u00e9\u00e9\uFFFD", "utf-8", true},
    {"controls go, whatever the encoding", "<?xml encoding='koi8-r'?>\x03\xd0", "", "<?xml encoding='koi8-r'?>\u043f",
     "koi8-r"},
    {"nothing", "", "", "", "utf-8"},
};

TEST(Charset, TurnsXmlIntoUtf8) {
    for (const CharsetCase& test : xml_cases) {
        SCOPED_TRACE(test.about);
        Decoded decoded = to_utf8(test.bytes, test.http, Markup::xml);
        EXPECT_EQ(decoded.text, test.text);
        EXPECT_EQ(decoded.encoding, test.encoding);
        EXPECT_EQ(decoded.repaired, test.repaired);
        EXPECT_TRUE(is_valid_utf8(decoded.text));
    }
}

TEST(Charset, KeepsControlsOutOfXmlOnly) {
    EXPECT_EQ(to_utf8("a\x01\0b"s, "", Markup::html).text,
              "a\x01"
              "b");
    EXPECT_EQ(to_utf8("a\x01\0b"s, "", Markup::text).text,
              "a\x01"
              "b");
}

TEST(Charset, FindsTheDeclarationInHtml) {
    auto encoding = [](std::string_view bytes) { return to_utf8(bytes, "", Markup::html).encoding; };
    EXPECT_EQ(encoding("<html><head><META charset=windows-1251><p>\xef\xf0\xe8"), "windows-1251");
    EXPECT_EQ(encoding("<meta http-equiv=content-type content='text/html; charset=euc-kr'>\xc7\xd1"), "euc-kr");
    EXPECT_EQ(encoding("<meta name=x content=y><meta charset=\"iso-8859-2\">\xb3\xf3"), "iso-8859-2");
    EXPECT_EQ(encoding("<?xml version='1.0' encoding='koi8-r'?><html>\xd0\xd2\xc9"), "koi8-r");
}

TEST(Charset, GuessesFromTheLettersWhenNothingIsSaid) {
    std::string russian =
        "\xd1\xe5\xe3\xee\xe4\xed\xff \xe2 \xcc\xee\xf1\xea\xe2\xe5 \xef\xf0\xee\xf8\xeb\xe0 "
        "\xe2\xf1\xf2\xf0\xe5\xf7\xe0 \xec\xe8\xed\xe8\xf1\xf2\xf0\xee\xe2, \xed\xe0 "
        "\xea\xee\xf2\xee\xf0\xee\xe9 \xee\xe1\xf1\xf3\xe4\xe8\xeb\xe8 \xef\xeb\xe0\xed\xfb";
    Decoded decoded = to_utf8(russian, "", Markup::text);
    EXPECT_EQ(decoded.encoding, "windows-1251");
    EXPECT_TRUE(decoded.text.starts_with("Сегодня в Москве"));
}

TEST(Charset, ReadsTheContentTypeParameter) {
    EXPECT_EQ(charset_parameter("text/html; charset=utf-8"), "utf-8");
    EXPECT_EQ(charset_parameter("text/html; Charset=\"UTF-8\"; x=y"), "UTF-8");
    EXPECT_EQ(charset_parameter("text/xml;x=1;charset = 'koi8-r'"), "koi8-r");
    EXPECT_EQ(charset_parameter("text/xml"), "");
    EXPECT_EQ(charset_parameter("text/xml;"), "");
    EXPECT_EQ(charset_parameter("charset=utf-8"), "");
    EXPECT_EQ(charset_parameter(""), "");
}

TEST(Encoding, HasAConverterForEveryName) {
    for (const char* label :
         {"utf-8",        "ibm866",       "iso-8859-2",   "iso-8859-3",   "iso-8859-4",   "iso-8859-5",
          "iso-8859-6",   "iso-8859-7",   "iso-8859-8",   "iso-8859-10",  "iso-8859-13",  "iso-8859-14",
          "iso-8859-15",  "koi8-r",       "koi8-u",       "macintosh",    "windows-874",  "windows-1250",
          "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
          "windows-1257", "windows-1258", "gbk",          "gb18030",      "big5",         "euc-jp",
          "iso-2022-jp",  "shift_jis",    "euc-kr",       "utf-16le",     "utf-16be",     "x-mac-cyrillic"}) {
        const Encoding* encoding = encoding_for_label(label);
        ASSERT_TRUE(encoding) << label;
        UErrorCode status = U_ZERO_ERROR;
        ucnv_close(ucnv_open(std::string(encoding->icu).c_str(), &status));
        EXPECT_TRUE(U_SUCCESS(status)) << label << ": no converter " << encoding->icu;
    }
}

TEST(Encoding, KnowsWhatPublishersWrite) {
    constexpr std::pair<const char*, const char*> labels[] = {
        {"cp-1251", "windows-1251"},
        {"win-1251", "windows-1251"},
        {"WIN_1251", "windows-1251"},
        {"1251", "windows-1251"},
        {"windows 1251", "windows-1251"},
        {"microsoft-cp1251", "windows-1251"},
        {"ansi-1251", "windows-1251"},
        {"ibm-1252", "windows-1252"},
        {"ANSI", "windows-1252"},
        {"ISO 8859 1", "windows-1252"},
        {"8859-1", "windows-1252"},
        {"iso-latin-1", "windows-1252"},
        {"latin-2", "iso-8859-2"},
        {"cp28592", "iso-8859-2"},
        {"iso8859_15", "iso-8859-15"},
        {"cp-866", "ibm866"},
        {"koi8r", "koi8-r"},
        {"KOI-8-U", "koi8-u"},
        {"cp874", "windows-874"},
        {"tis620", "windows-874"},
        {"mac-cyrillic", "x-mac-cyrillic"},
        {"EUC-CN", "gbk"},
        {"euccn", "gbk"},
        {"cp936", "gbk"},
        {"ms936", "gbk"},
        {"gb-2312", "gbk"},
        {"gb_18030", "gb18030"},
        {"big-5", "big5"},
        {"cp950", "big5"},
        {"ms950", "big5"},
        {"eucJP", "euc-jp"},
        {"eucJP-win", "euc-jp"},
        {"ujis", "euc-jp"},
        {"cp932", "shift_jis"},
        {"Shift JIS", "shift_jis"},
        {"SJIS-win", "shift_jis"},
        {"cp949", "euc-kr"},
        {"uhc", "euc-kr"},
        {"ms949", "euc-kr"},
        {"UTF 8", "utf-8"},
        {"utf_8", "utf-8"},
        {"utf8mb4", "utf-8"},
        {"cp65001", "utf-8"},
        {"'utf-8'", "utf-8"},
        {"UTF16LE", "utf-16le"},
    };
    for (auto [label, name] : labels) {
        const Encoding* encoding = encoding_for_label(label);
        ASSERT_TRUE(encoding) << label;
        EXPECT_EQ(encoding->name, name) << label;
    }
}

TEST(Encoding, KnowsLabelsInAnyCase) {
    EXPECT_EQ(encoding_for_label(" Latin1\n")->name, "windows-1252");
    EXPECT_EQ(encoding_for_label("KS_C_5601-1987")->name, "euc-kr");
    EXPECT_EQ(encoding_for_label("utf-7"), nullptr);
    EXPECT_EQ(encoding_for_label("-"), nullptr);
    EXPECT_EQ(encoding_for_label("windows"), nullptr);
    EXPECT_EQ(encoding_for_label(""), nullptr);
}

}  // namespace
}  // namespace newsbus

#include "charset/encoding.h"

#include "base/ascii.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace newsbus {
namespace {

struct Row {
    Encoding encoding;
    std::string_view labels;  // of the standard, besides the name, separated by spaces
    std::string_view wild;    // what publishers write besides; code pages by their number alone
};

// https://encoding.spec.whatwg.org/#names-and-labels, without "replacement", "x-user-defined" and
// iso-8859-16, for which ICU has no converter.
constexpr Row rows[] = {
    {{"utf-8", "UTF-8"},
     "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8",
     "65001 utf8mb4 utf8mb3 utf8bom utf8sig utf8n utf8unicode"},
    {{"ibm866", "ibm-866_P100-1995"}, "866 cp866 csibm866", "dos-866 cp-866-russian alt"},
    {{"iso-8859-2", "ISO-8859-2"},
     "csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
     "28592 8859-2 iso-latin-2"},
    {{"iso-8859-3", "ISO-8859-3"},
     "csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
     "28593 8859-3"},
    {{"iso-8859-4", "ISO-8859-4"},
     "csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
     "28594 8859-4"},
    {{"iso-8859-5", "ISO-8859-5"},
     "csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
     "28595 8859-5"},
    {{"iso-8859-6", "ISO-8859-6"},
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 "
     "iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
     "28596 8859-6 38596"},
    {{"iso-8859-7", "ISO-8859-7"},
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 "
     "sun_eu_greek",
     "28597 8859-7"},
    {{"iso-8859-8", "ISO-8859-8"},
     "csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 "
     "visual csiso88598i iso-8859-8-i logical",
     "28598 8859-8 38598"},
    {{"iso-8859-10", "ISO-8859-10"}, "csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6", "8859-10"},
    {{"iso-8859-13", "ISO-8859-13"}, "iso8859-13 iso885913", "28603 8859-13 l7 latin7"},
    {{"iso-8859-14", "ISO-8859-14"}, "iso8859-14 iso885914", "8859-14 l8 latin8"},
    {{"iso-8859-15", "ISO-8859-15"}, "csisolatin9 iso8859-15 iso885915 iso_8859-15 l9", "28605 8859-15 latin9 latin0"},
    {{"koi8-r", "KOI8-R"}, "cskoi8r koi koi8 koi8_r", "20866 koi8-russian"},
    {{"koi8-u", "KOI8-U"}, "koi8-ru", "21866 koi8-ukrainian"},
    {{"macintosh", "macintosh"}, "csmacintosh mac x-mac-roman", "10000 macroman"},
    {{"windows-874", "windows-874-2000"},
     "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620",
     "874 tis620-0 tis620-2533 iso-ir-166 thai cp874 ms874"},
    {{"windows-1250", "ibm-5346_P100-1998"}, "cp1250 x-cp1250", "1250 ansi1250 ee"},
    {{"windows-1251", "ibm-5347_P100-1998"}, "cp1251 x-cp1251 win1251 windows1251", "1251 ansi1251 cyrillic-windows"},
    {{"windows-1252", "ibm-5348_P100-1997"},
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
     "iso_8859-1:1987 l1 latin1 us-ascii x-cp1252",
     "1252 ansi ansi1252 28591 20127 8859-1 iso-latin-1 western usascii iso646-us 646 cp367"},
    {{"windows-1253", "ibm-5349_P100-1998"}, "cp1253 x-cp1253", "1253"},
    {{"windows-1254", "ibm-5350_P100-1998"},
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254",
     "1254 28599 8859-9"},
    {{"windows-1255", "ibm-9447_P100-2002"}, "cp1255 x-cp1255", "1255"},
    {{"windows-1256", "ibm-9448_X100-2005"}, "cp1256 x-cp1256", "1256"},
    {{"windows-1257", "ibm-9449_P100-2002"}, "cp1257 x-cp1257", "1257"},
    {{"windows-1258", "ibm-5354_P100-1998"}, "cp1258 x-cp1258", "1258"},
    {{"x-mac-cyrillic", "x-mac-cyrillic"}, "x-mac-ukrainian", "10007 mac-cyrillic mac-ukrainian"},
    {{"gbk", "GB18030"},
     "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk",
     "936 euc-cn gb gb2312-80 eucgb2312-cn 20936 51936"},
    {{"gb18030", "GB18030"}, "", "54936 gb18030-2000 gb18030-2005"},
    {{"big5", "Big5-HKSCS"}, "big5-hkscs cn-big5 csbig5 x-x-big5", "950 big5-eten big5-tw euc-tw-big5 zh-tw-big5"},
    {{"euc-jp", "EUC-JP"}, "cseucpkdfmtjapanese x-euc-jp", "51932 eucjp-win eucjp-ms eucjp-open ujis ujis-ms"},
    {{"iso-2022-jp", "ISO-2022-JP"}, "csiso2022jp", "50220 50221 50222 iso2022jp-ms jis"},
    {{"shift_jis", "ibm-943_P15A-2003"},
     "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis",
     "932 943 sjis-win sjis-open shift-jis-2004 x-ms-cp932"},
    {{"euc-kr", "windows-949-2000"},
     "cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
     "949 51949 uhc ksc5601-1987 ksx1001 kr-euc"},
    {{"utf-16be", "UTF-16BE"}, "unicodefffe", "1201"},
    {{"utf-16le", "UTF-16LE"}, "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16", "1200 utf-16-le-bom"},
};

/// A label without what is written in many ways: case, "-", "_", spaces, quotes.
std::string squeezed_label(std::string_view label) {
    std::string out;
    for (char c : label)
        if (ascii::is_alpha(c) || ascii::is_digit(c)) out += ascii::lower(c);
    return out;
}

/// "cp1251", "win1251" and "microsoftcp1251" are "1251". The same label when it has no such beginning.
std::string_view code_page(std::string_view label) {
    std::string_view number = label.substr(std::min(label.find_first_of("0123456789"), label.size()));
    std::string_view word = label.substr(0, label.size() - number.size());
    for (std::string_view known : {"cp", "xcp", "win", "windows", "xwindows", "xwin", "windowscp", "ms", "mscp",
                                   "microsoftcp", "ibm", "ansi", "codepage", "dos", "iso"})
        if (word == known) return number;
    return label;
}

using Labels = std::unordered_map<std::string, const Encoding*>;

/// All labels in their squeezed form.
Labels squeezed_labels() {
    Labels labels;
    for (const Row& row : rows) {
        labels.emplace(squeezed_label(row.encoding.name), &row.encoding);
        for (std::string_view list : {row.labels, row.wild})
            for (std::size_t begin = 0; begin < list.size();) {
                std::size_t end = std::min(list.find(' ', begin), list.size());
                labels.emplace(squeezed_label(list.substr(begin, end - begin)), &row.encoding);
                begin = end + 1;
            }
    }
    return labels;
}

/// A label that the standard does not have, as publishers mean it.
const Encoding* wild_encoding(std::string_view label) {
    static const Labels labels = squeezed_labels();
    std::string squeezed = squeezed_label(label);
    for (std::string_view form : {std::string_view(squeezed), code_page(squeezed)})
        if (auto found = labels.find(std::string(form)); found != labels.end()) return found->second;
    return nullptr;
}

bool has_label(std::string_view labels, std::string_view label) {
    for (std::size_t begin = 0; begin < labels.size();) {
        std::size_t end = std::min(labels.find(' ', begin), labels.size());
        if (labels.substr(begin, end - begin) == label) return true;
        begin = end + 1;
    }
    return false;
}

}  // namespace

const Encoding* encoding_for_label(std::string_view label) {
    while (!label.empty() && static_cast<unsigned char>(label.front()) <= ' ') label.remove_prefix(1);
    while (!label.empty() && static_cast<unsigned char>(label.back()) <= ' ') label.remove_suffix(1);
    if (label.empty() || label.size() > 64) return nullptr;
    std::string low = ascii::lower(label);
    for (const Row& row : rows)
        if (row.encoding.name == low || has_label(row.labels, low)) return &row.encoding;
    return wild_encoding(label);
}

}  // namespace newsbus

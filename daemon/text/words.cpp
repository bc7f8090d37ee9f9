#include "text/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace newsbus::text {
namespace {

constexpr std::uint64_t seed = 0xCBF29CE484222325U, prime = 0x100000001B3U;  // FNV-1a
constexpr UChar32 rights_signs[] = {0xA9, 0x2117, 0x24B8, 0x24D2};  // copyright, sound recording, circled C and c

bool between(UChar32 c, UChar32 first, UChar32 last) {
    return c >= first && c <= last;
}

/// Vowel signs and accents that writers leave out or put in at will. In Indic scripts marks are vowels and stay.
bool is_optional_mark(UChar32 c) {
    return between(c, 0x0300, 0x036F) || between(c, 0x0591, 0x05C7) || between(c, 0x064B, 0x0655) || c == 0x0670 ||
           c == 0x0640 || c == 0x200C || c == 0x200D;
}

/// Letters that no decomposition brings together, though readers take them for the same.
UChar32 variant(UChar32 c) {
    switch (c) {
        case 0x0131:
            return 'i';  // dotless i
        case 0x0142:
            return 'l';
        case 0x00F8:
            return 'o';
        case 0x0111:
            return 'd';
        case 0x0643:
            return 0x06A9;  // Arabic kaf -> keheh
        case 0x0649:
        case 0x064A:
            return 0x06CC;  // alef maksura, yeh -> Farsi yeh
        case 0x0629:
        case 0x06C0:
            return 0x0647;  // teh marbuta -> heh
        default:
            return c;
    }
}

bool has_accents_to_lose(UChar32 c) {
    return between(c, 0xC0, 0x052F) || between(c, 0x0622, 0x0626) || between(c, 0x1E00, 0x1FFF);
}

bool is_cluster_script(UChar32 c) {
    return between(c, 0x0E00, 0x0EFF) || between(c, 0x1000, 0x109F) || between(c, 0x1780, 0x17FF);
}

bool is_mark(UChar32 c) {
    return U_GET_GC_MASK(c) & U_GC_M_MASK;
}

/// Thai and Lao vowels stand as letters of their own; they do not start a cluster.
bool continues_cluster(UChar32 c) {
    return is_mark(c) || c == 0x0E30 || c == 0x0E32 || c == 0x0E33 || c == 0x0EB0 || c == 0x0EB2 || c == 0x0EB3;
}

enum class Class { gap, word, ideograph, katakana, syllable, cluster, sign };

bool is_ascii_word(UChar32 c) {
    return between(c, '0', '9') || between(c | 0x20, 'a', 'z');
}

Class class_of(UChar32 c) {
    if (c < 0x80) return is_ascii_word(c) ? Class::word : Class::gap;
    if (std::ranges::count(rights_signs, c)) return Class::sign;
    if (between(c, 0x30A1, 0x30FA) || c == 0x30FC || between(c, 0xFF66, 0xFF9F)) return Class::katakana;
    if (between(c, 0x3041, 0x309F) || u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) return Class::ideograph;
    if (between(c, 0xAC00, 0xD7A3)) return Class::syllable;
    if (is_cluster_script(c) && (u_isalpha(c) || is_mark(c))) return Class::cluster;
    return u_isalnum(c) || is_mark(c) ? Class::word : Class::gap;
}

Unit unit_of(Class kind) {
    switch (kind) {
        case Class::ideograph:
            return Unit::ideograph;
        case Class::katakana:
            return Unit::katakana;
        case Class::syllable:
            return Unit::syllable;
        case Class::cluster:
            return Unit::cluster;
        default:
            return Unit::word;
    }
}

/// Gathers the letters of one word.
struct Letters {
    std::uint64_t hash = seed;
    std::size_t count = 0, upper = 0, lower = 0;
    bool starts_upper = false;

    void add(UChar32 c) {
        if (c < 0x80) return add_ascii(c);
        if (u_isUUppercase(c) || u_istitle(c)) {
            starts_upper |= upper + lower == 0;
            ++upper;
        } else if (u_isULowercase(c)) {
            ++lower;
        }
        ++count;
        if (char32_t letter = folded(static_cast<char32_t>(c))) hash = (hash ^ letter) * prime;
    }
    void add_ascii(UChar32 c) {
        const bool is_upper = between(c, 'A', 'Z');
        starts_upper |= is_upper && upper + lower == 0;
        upper += is_upper, lower += between(c, 'a', 'z');
        ++count;
        hash = (hash ^ static_cast<std::uint64_t>(is_upper ? c + 32 : c)) * prime;
    }
    Shape shape() const {
        if (!upper && !lower) return Shape::uncased;
        if (!starts_upper) return Shape::lower;
        return lower ? Shape::title : Shape::upper;
    }
};

/// `before` is the word in front of the gap, `short_word` whether it may be an initial or an abbreviation.
Gap gap_of(std::string_view gap, bool short_word) {
    constexpr std::string_view joints[] = {" ", "-", "‐", "‑", "'", "’", "ʼ", "·", "・", "‧", "&", " & "};
    if (gap.empty()) return Gap::none;
    if (std::ranges::find(joints, gap) != std::end(joints)) return Gap::joint;
    return short_word && (gap == "." || gap == ". " || gap == ".-") ? Gap::joint : Gap::ending;
}

class Splitter {
public:
    explicit Splitter(std::string_view text) : text_(text), size_(static_cast<int32_t>(text.size())) {
        words_.reserve(text.size() / 5);
    }

    std::vector<Word> split() && {
        for (int32_t i = 0; i < size_;) {
            int32_t begin = i;
            UChar32 c = next(i);
            Class kind = class_of(c);
            if (kind == Class::gap) continue;
            Letters letters;
            letters.add(c);
            if (c < 0x80) extend_in_ascii(letters, i);
            if (kind != Class::ideograph && kind != Class::syllable && kind != Class::sign) extend(kind, letters, i);
            add(begin, i, kind, letters);
        }
        return std::move(words_);
    }

private:
    UChar32 next(int32_t& i) const {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(text_.data(), i, size_, c);
        return c;
    }

    // Most words are nothing but such letters.
    void extend_in_ascii(Letters& letters, int32_t& i) const {
        for (; i < size_; ++i) {
            const UChar32 c = static_cast<unsigned char>(text_[static_cast<std::size_t>(i)]);
            if (c >= 0x80 || !is_ascii_word(c)) return;
            letters.add_ascii(c);
        }
    }

    void extend(Class kind, Letters& letters, int32_t& i) const {
        for (int32_t ahead = i; ahead < size_; i = ahead) {
            UChar32 c = next(ahead);
            bool goes_on = kind == Class::cluster ? continues_cluster(c)
                                                  : class_of(c) == kind || (c == 0x200C && kind == Class::word);
            if (!goes_on) return;
            letters.add(c);
        }
    }

    void add(int32_t begin, int32_t end, Class kind, const Letters& letters) {
        std::size_t before = words_.empty() ? 0 : words_.back().end;
        auto at = static_cast<std::size_t>(begin);
        Gap gap = words_.empty() ? Gap::ending : gap_of(text_.substr(before, at - before), last_count_ <= 3);
        words_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), letters.hash,
                          letters.shape(), unit_of(kind), gap});
        last_count_ = letters.count;
    }

    std::string_view text_;
    int32_t size_;
    std::size_t last_count_ = 0;
    std::vector<Word> words_;
};

const icu::Normalizer2* nfc() {
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* instance = icu::Normalizer2::getNFCInstance(status);
    return instance;
}

}  // namespace

char32_t folded(char32_t letter) {
    auto c = static_cast<UChar32>(letter);
    if (c < 0x80) return static_cast<char32_t>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (is_optional_mark(c)) return 0;
    icu::UnicodeString parts;
    // A letter may lose two accents: U+1EA4 is A with circumflex and acute.
    while (has_accents_to_lose(c) && nfc()->getRawDecomposition(c, parts)) c = parts.char32At(0);
    return static_cast<char32_t>(variant(u_foldCase(c, U_FOLD_CASE_DEFAULT)));
}

std::vector<Word> words(std::string_view text) {
    return Splitter(text).split();
}

}  // namespace newsbus::text

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus::test {

/// A text of one thing over and over: what makes a quadratic step show.
struct Shape {
    std::string_view name, piece;

    std::string text(std::size_t size) const {
        std::string all;
        all.reserve(size + piece.size());
        while (all.size() < size) all += piece;
        return all;
    }
};

inline constexpr Shape hostile_shapes[] = {
    {"one word", "a"},
    {"words", "word "},
    {"capitals", "Word "},
    {"names", "Georgia Li Qiang Li (Reuters) United Nations Republic of the "},
    {"initials", "J. "},
    {"brackets that open", "("},
    {"brackets", "([<"},
    {"pairs of brackets", "() "},
    {"credits", "(AFP) "},
    {"quotes", "\""},
    {"curly quotes", "\u201D"},
    {"full stops", "."},
    {"sentences", "It is so. "},
    {"short paragraphs", "a\n\n"},
    {"titles", "Read also: A title\n"},
    {"line breaks", "\n"},
    {"spaces", " "},
    {"no-break spaces", "\u00A0"},
    {"phrases", "Read more\n"},
    {"phrases on one line", "Read more "},
    {"entities", "&amp;"},
    {"numeric entities", "&#x41;"},
    {"links", R"(<a href="https://news.example/a?id=7&amp;utm_source=x">x</a> )"},
    {"relative links", R"(<a href="a">)"},
    {"pictures", R"(<img src="https://news.example/i.png"/>)"},
    {"links that do not end", R"( href=")"},
    {"parameters", "utm_a=b&amp;"},
    {"tags that do not end", "<a "},
    {"accents", "e\u0301"},
    {"marks", "\u0301"},
    {"marks out of order", "\u0301\u0323"},
    {"zero-width joiners", "\u200D"},
    {"joined letters", "\u06A9\u200C"},
    {"variation selectors", "\uFE0F"},
    {"pictures of people", "\U0001F468\u200D\U0001F469\u200D\U0001F467"},
    {"flags", "\U0001F3F4\U000E0067\U000E0062\U000E007F"},
    {"Arabic proclitics", "\u0648\u0628\u0627\u0644"},
    {"one Arabic letter", "\u0648"},
    {"Hebrew words", "\u05D5\u05D1\u05DC\u05D1\u05DC\u05D1 "},
    {"Devanagari signs", "\u0915\u093E"},
    {"Han", "\u4E2D\u570B"},
    {"Hiragana", "\u3042"},
    {"Katakana", "\u30AB"},
    {"Hangul", "\uD55C\uAD6D"},
    {"loose Hangul letters", "\u1112\u1161\u11AB"},
    {"Thai", "\u0E01\u0E32"},
    {"Thai words", "\u0E1B\u0E23\u0E30\u0E40\u0E17\u0E28\u0E44\u0E17\u0E22"},
    {"Khmer", "\u1780\u17D2"},
};

}  // namespace newsbus::test

#include "extract/selectors/css_parse.h"

#include "base/ascii.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace newsbus::extract {
namespace {

using ascii::is_digit;
using ascii::is_space;
using ascii::lower;

using Kind = CssTest::Kind;
using Combinator = CssCompound::Combinator;

constexpr std::size_t most_compounds = 16, most_selectors = 20, most_tests = 16;

bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::string utf8_of(std::uint32_t code) {
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = 0xFFFD;
    if (code < 0x80) return {static_cast<char>(code)};
    if (code < 0x800) return {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
    if (code < 0x10000)
        return {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
                static_cast<char>(0x80 | (code & 0x3F))};
    return {static_cast<char>(0xF0 | code >> 18), static_cast<char>(0x80 | (code >> 12 & 0x3F)),
            static_cast<char>(0x80 | (code >> 6 & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))};
}

/// Throws Wrong inside; only parse() of the class below is called from outside, and it catches.
struct Wrong {
    std::size_t at;
    std::string what;
};

class CssParser {
public:
    explicit CssParser(std::string_view text) : text_(text) {}

    std::vector<std::vector<CssCompound>> list() {
        std::vector<std::vector<CssCompound>> selectors;
        do {
            if (selectors.size() == most_selectors) fail("too many selectors in one list");
            selectors.push_back(complex());
        } while (take(','));
        if (!at_end()) fail("unexpected `" + std::string(1, text_[at_]) + "`");
        return selectors;
    }

private:
    [[noreturn]] void fail(std::string what) const { throw Wrong{at_, std::move(what)}; }

    bool at_end() const { return at_ == text_.size(); }
    char next() const { return at_end() ? '\0' : text_[at_]; }
    bool take(char c) {
        if (next() != c || at_end()) return false;
        ++at_;
        return true;
    }
    bool spaces() {
        std::size_t before = at_;
        while (!at_end() && is_space(next())) ++at_;
        return at_ != before;
    }
    void expect(char c) {
        if (!take(c)) fail(std::string("expected `") + c + "`");
    }

    std::vector<CssCompound> complex() {
        std::vector<CssCompound> chain;
        spaces();
        Combinator combinator = Combinator::descendant;
        while (true) {
            if (chain.size() == most_compounds) fail("too many parts in one selector");
            chain.push_back({combinator, compound()});
            bool gap = spaces();
            if (at_end() || next() == ',' || next() == ')') return chain;
            if (take('>'))
                combinator = Combinator::child;
            else if (take('+'))
                combinator = Combinator::adjacent;
            else if (take('~'))
                combinator = Combinator::sibling;
            else if (gap)
                combinator = Combinator::descendant;
            else
                fail("unexpected `" + std::string(1, next()) + "`");
            spaces();
        }
    }

    std::vector<CssTest> compound() {
        std::vector<CssTest> tests;
        std::size_t start = at_;
        if (!take('*') && starts_name()) tests.push_back(named(Kind::name, lower(name())));
        while (!at_end()) {
            if (tests.size() > most_tests) fail("too many conditions");
            if (take('.'))
                tests.push_back(with_value(Kind::word, "class", name()));
            else if (take('#'))
                tests.push_back(with_value(Kind::equal, "id", name()));
            else if (take('['))
                tests.push_back(attribute());
            else if (take(':'))
                tests.push_back(pseudo_class());
            else
                break;
        }
        if (at_ == start) fail(at_end() ? "a selector is missing" : "unexpected `" + std::string(1, next()) + "`");
        return tests;
    }

    static CssTest named(Kind kind, std::string name) {
        CssTest test;
        test.kind = kind;
        test.name = std::move(name);
        return test;
    }
    static CssTest with_value(Kind kind, std::string name, std::string value) {
        CssTest test = named(kind, std::move(name));
        test.value = std::move(value);
        return test;
    }

    bool starts_name() const { return !at_end() && (next() == '\\' || (is_name_char(next()) && !is_digit(next()))); }

    std::string name() {
        if (!starts_name()) fail("a name is missing");
        return name_characters();
    }

    std::string name_characters() {
        std::string out;
        while (!at_end() && (is_name_char(next()) || next() == '\\'))
            if (take('\\'))
                out += escaped();
            else
                out += text_[at_++];
        return out;
    }

    /// CSS Syntax section 4.3.7: up to six hexadecimal digits and one space, or the character itself.
    std::string escaped() {
        if (at_end()) fail("nothing stands behind the backslash");
        std::size_t end = at_;
        auto is_hex = [](char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); };
        while (end < text_.size() && end < at_ + 6 && is_hex(text_[end])) ++end;
        if (end == at_) return {text_[at_++]};
        std::uint32_t code = 0;
        std::from_chars(text_.data() + at_, text_.data() + end, code, 16);
        at_ = end;
        if (!at_end() && is_space(next())) ++at_;
        return utf8_of(code);
    }

    std::string quoted(char quote) {
        std::string out;
        while (!at_end() && next() != quote)
            if (take('\\'))
                out += escaped();
            else
                out += text_[at_++];
        if (!take(quote)) fail("the quote is not closed");
        return out;
    }

    CssTest attribute() {
        spaces();
        CssTest test = named(Kind::attribute, lower(name()));
        spaces();
        if (take(']')) return test;
        test.kind = comparison();
        spaces();
        test.value = take('"') ? quoted('"') : take('\'') ? quoted('\'') : value_name();
        spaces();
        if (take('i') || take('I')) test.any_case = true;
        if (take('s') || take('S')) test.any_case = false;
        spaces();
        expect(']');
        return test;
    }

    // Numbers without quotes are no names in CSS, but everybody writes them.
    std::string value_name() {
        if (at_end() || (!is_name_char(next()) && next() != '\\')) fail("a value is missing");
        return name_characters();
    }

    Kind comparison() {
        constexpr std::pair<char, Kind> operators[] = {
            {'~', Kind::word}, {'|', Kind::dash}, {'^', Kind::prefix}, {'$', Kind::suffix}, {'*', Kind::substring}};
        if (take('=')) return Kind::equal;
        for (auto [sign, kind] : operators)
            if (take(sign)) {
                expect('=');
                return kind;
            }
        fail("expected one of = ~= |= ^= $= *= or `]`");
    }

    CssTest pseudo_class() {
        if (next() == ':') fail("pseudo-elements name no element");
        std::size_t start = at_;
        std::string pseudo = lower(name());
        if (pseudo == "first-child") return named(Kind::first, "");
        if (pseudo == "last-child") return named(Kind::last, "");
        if (pseudo == "nth-child") return nth(Kind::nth);
        if (pseudo == "nth-of-type") return nth(Kind::nth_of_type);
        if (pseudo == "not") return negation();
        at_ = start;
        fail("`:" + pseudo + "` is not known here; XPath may say it");
    }

    CssTest negation() {
        expect('(');
        spaces();
        if (depth_++ > 0) fail("`:not` inside `:not`");
        CssTest test = named(Kind::negation, "");
        test.without = compound();
        --depth_;
        spaces();
        if (!take(')')) fail("`:not` takes one simple selector; expected `)`");
        return test;
    }

    /// an+b, odd, even, a number.
    CssTest nth(Kind kind) {
        CssTest test = named(kind, "");
        expect('(');
        spaces();
        if (word("odd")) {
            test.step = 2, test.offset = 1;
        } else if (word("even")) {
            test.step = 2;
        } else {
            int sign = take('-') ? -1 : (take('+'), 1);
            std::optional<int> count = number();
            if (take('n') || take('N')) {
                test.step = sign * count.value_or(1);
                spaces();
                int minus = take('-') ? -1 : take('+') ? 1 : 0;
                spaces();
                if (minus) test.offset = minus * needed_number();
            } else if (count) {
                test.offset = sign * *count;
            } else {
                fail("expected a number, an+b, odd or even");
            }
        }
        spaces();
        expect(')');
        return test;
    }

    bool word(std::string_view known) {
        if (lower(std::string(text_.substr(at_, known.size()))) != known) return false;
        at_ += known.size();
        return true;
    }

    std::optional<int> number() {
        int value = 0;
        auto [end, wrong] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
        std::size_t digits = static_cast<std::size_t>(end - (text_.data() + at_));
        if (digits == 0 || !is_digit(next())) return std::nullopt;
        if (wrong != std::errc() || value > 100'000) fail("the number is too large");
        at_ += digits;
        return value;
    }

    int needed_number() {
        std::optional<int> value = number();
        if (!value) fail("expected a number");
        return *value;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

Result<Css> parse_css(std::string_view text) {
    try {
        return Css{CssParser(text).list()};
    } catch (const Wrong& wrong) {
        return Error{Errc::config, "column " + std::to_string(wrong.at + 1) + ": " + wrong.what};
    }
}

}  // namespace newsbus::extract

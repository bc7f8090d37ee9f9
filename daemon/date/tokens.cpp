#include "date/tokens.h"
#include "base/ascii.h"
#include "date/words.h"

#include <algorithm>

namespace newsbus::date {
namespace {

bool is_letter(char c) {
    return ascii::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::string_view hour_signs[] = {"時", "时", "點", "点", "시"};

/// The language of a country whose names of months are another one's elsewhere; "" = none of them.
std::string_view language_of_host(std::string_view host) {
    while (host.ends_with('.')) host.remove_suffix(1);
    std::string label = ascii::lower(host.substr(host.rfind('.') + 1));
    if (label == "hr" || label == "ba") return "hr";
    if (label == "pl") return "pl";
    if (label == "cz") return "cs";
    return {};
}

std::string in_capitals(std::string_view word) {
    std::string out(word);
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return out;
}

}  // namespace

Tokens::Tokens(std::string_view raw, const DateContext& context)
    : raw_(raw),
      language_(ascii::lower(context.language.substr(0, context.language.find_first_of("-_")))),
      home_(language_of_host(context.host)),
      text_(folded(raw)) {
    has_small_letters_ = std::ranges::any_of(raw, [](char c) { return c >= 'a' && c <= 'z'; });
    split();
    join_words();
}

void Tokens::split() {
    tokens_.reserve(text_.size());
    bool spaced = false;
    for (std::size_t at = 0; at < text_.size();) {
        std::size_t end = at + 1;
        Token token;
        if (ascii::is_digit(text_[at])) {
            token.kind = Token::number;
            while (end < text_.size() && ascii::is_digit(text_[end])) ++end;
            for (std::size_t i = at; i < end && end - at <= 18; ++i) token.value = token.value * 10 + (text_[i] - '0');
        } else if (is_letter(text_[at])) {
            token.kind = Token::word;
            while (end < text_.size() && is_letter(text_[end])) ++end;
        }
        if (ascii::is_space(text_[at])) {
            spaced = true;
        } else {
            token.text = std::string_view(text_).substr(at, end - at);
            token.spaced = spaced;
            tokens_.push_back(token);
            spaced = false;
        }
        at = end;
    }
}

/// "p.m.", "p. m.", "po południu", "พ.ค." and "tháng 5" are one word each.
void Tokens::join_words() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        Token token = tokens_[i];
        if (token.kind == Token::word) {
            std::size_t last = join_numbered_month(token, i);
            i = last > i ? last : join(token, i);
        }
        tokens_[kept++] = token;
    }
    tokens_.resize(kept);
}

/// Takes the longest run of words that is a part of the day or a month. Gives its last token.
std::size_t Tokens::join(Token& token, std::size_t i) const {
    std::string name(token.text);
    token.day_part = day_part_of(name, language_);
    std::size_t last = i;
    if (is_sign(i + 1, ".") && is_attached(i + 1))  // "du."
        if (auto part = day_part_of(name + ".", language_)) {
            token.day_part = part;
            last = i + 1;
        }
    for (std::size_t at = i, words = 1; words < 3; ++words) {
        bool sign = is_sign(at + 1, ".-\"") && is_attached(at + 1);
        std::size_t next = sign ? at + 2 : at + 1;
        if (!is_word(next)) break;
        name += !sign || is_sign(at + 1, "-") ? '_' : tokens_[at + 1].text[0];
        name += tokens_[next].text;
        at = next;
        auto part = day_part_of(name, language_);
        auto month = part ? std::nullopt : month_of_phrase(name);
        if (!part && !month) continue;
        token.day_part = part;
        token.month = month;
        last = is_sign(at - 1, ".") && is_sign(at + 1, ".") && is_attached(at + 1) ? at + 1 : at;
    }
    return last;
}

/// "tháng 5", "Th5". Gives `i` when it is none.
std::size_t Tokens::join_numbered_month(Token& token, std::size_t i) const {
    bool full = token.text == "thang" || token.text == "thg";
    bool brief = token.text == "th" && is_attached(i + 1) && !(i > 0 && is_number(i - 1) && is_attached(i));
    if ((!full && !brief) || digits(i + 1) > 2 || value(i + 1) < 1 || value(i + 1) > 12) return i;
    token.month = value(i + 1);
    return i + 1;
}

/// "listopada" is written "6. listopada" in Croatian, "6 listopada" in Polish.
std::optional<int> Tokens::month(std::size_t i) const {
    if (!is_word(i)) return std::nullopt;
    const Token& word = tokens_[i];
    if (word.month) return word.month;
    auto month = month_of(word.text, language_);
    if (!month && !home_.empty()) month = month_of(word.text, home_);
    if (!month && word.text.starts_with("listopad") && !(i > 0 && is_sign(i - 1, ".")))
        month = month_of(word.text, "pl");
    return month;
}

bool Tokens::is_titled(std::size_t i) const {
    if (!is_word(i) || tokens_[i].text.size() < 3) return false;
    std::string titled(tokens_[i].text);
    titled[0] = in_capitals(titled.substr(0, 1))[0];
    return ascii::is_alpha(titled[0]) && raw_.find(titled) != raw_.npos;
}

bool Tokens::is_persian() const {
    constexpr std::string_view digits[] = {"۰", "۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹"};
    return language_ == "fa" || language_ == "prs" || language_ == "ps" ||
           std::ranges::any_of(digits, [this](std::string_view digit) { return raw_.find(digit) != raw_.npos; });
}

bool Tokens::has_hour_signs() const {
    return std::ranges::any_of(hour_signs, [this](std::string_view sign) { return raw_.find(sign) != raw_.npos; });
}

int Tokens::value(std::size_t i) const {
    return is_number(i) ? static_cast<int>(std::min<std::int64_t>(tokens_[i].value, 1'000'000)) : 0;
}

bool Tokens::is_shouted(std::size_t i) const {
    return has_small_letters_ && is_in_capitals(i);
}

bool Tokens::is_in_capitals(std::size_t i) const {
    return is_word(i) && raw_.find(in_capitals(tokens_[i].text)) != raw_.npos;
}

bool Tokens::is_translated(std::size_t i) const {
    return is_word(i) && raw_.size() != text_.size() && ascii::is_alpha(tokens_[i].text[0]) && !is_in_capitals(i) &&
           raw_.find(tokens_[i].text) == raw_.npos;
}

bool Tokens::is_last(std::size_t i) const {
    for (++i; i < tokens_.size(); ++i)
        if (tokens_[i].kind != Token::sign) return false;
    return true;
}

void Tokens::use(std::size_t first, std::size_t last) {
    for (std::size_t i = first; i <= last && i < tokens_.size(); ++i) tokens_[i].used = true;
}

std::string_view Tokens::raw_from(std::size_t i) const {
    auto place = static_cast<std::size_t>(tokens_[i].text.data() - text_.data());
    if (raw_.size() == text_.size()) return raw_.substr(place);
    std::string_view word = tokens_[i].text;
    for (std::size_t at = 0; at + word.size() <= raw_.size(); ++at)
        if (ascii::equals_ignoring_case(raw_.substr(at, word.size()), word)) return raw_.substr(at);
    return {};
}

void Tokens::use_bytes(std::size_t i, std::size_t bytes) {
    const char* end = tokens_[i].text.data() + bytes;
    for (; i < tokens_.size() && tokens_[i].text.data() < end; ++i) tokens_[i].used = true;
}

}  // namespace newsbus::date

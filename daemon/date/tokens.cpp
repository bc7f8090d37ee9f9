#include "date/tokens.h"
#include "base/ascii.h"

#include <algorithm>

namespace newsbus::date {
namespace {

bool is_letter(char c) {
    return ascii::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::string in_capitals(std::string_view word) {
    std::string out(word);
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return out;
}

}  // namespace

Tokens::Tokens(std::string_view raw) : raw_(raw), text_(folded(raw)) {
    has_small_letters_ = std::ranges::any_of(raw, [](char c) { return c >= 'a' && c <= 'z'; });
    split();
    find_day_parts();
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

/// "p.m." and "p. m." are one word each.
void Tokens::find_day_parts() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        Token token = tokens_[i];
        if (token.kind == Token::word) token.day_part = day_part_of(token.text);
        if (token.kind == Token::word && is_sign(i + 1, ".") && is_attached(i + 1) && is_word(i + 2)) {
            std::string both = std::string(token.text) + "." + std::string(tokens_[i + 2].text);
            if (auto part = day_part_of(both)) {
                token.day_part = part;
                i += 2;
                if (is_sign(i + 1, ".") && is_attached(i + 1)) ++i;
            }
        }
        tokens_[kept++] = token;
    }
    tokens_.resize(kept);
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

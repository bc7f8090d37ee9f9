#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "date/date_context.h"
#include "date/day_part.h"

namespace newsbus::date {

/// A number, a word or a sign of a written date.
struct Token {
    enum Kind { number, word, sign } kind = sign;
    std::string_view text;                 ///< folded
    std::int64_t value = 0;                ///< of a number
    bool spaced = false;                   ///< white space stands in front of it
    bool used = false;                     ///< a reader has taken it
    std::optional<DayPart> day_part = {};  ///< of "pm", "a. m.", "evening"
    std::optional<int> month = {};         ///< of a name of several tokens: "tháng 5"
};

/// A date's text taken apart. Each reader marks the tokens it used. Asking for a token behind the end is fine: there is
/// none of any kind.
class Tokens {
public:
    explicit Tokens(std::string_view raw, const DateContext& context = {});
    Tokens(const Tokens&) = delete;
    Tokens& operator=(const Tokens&) = delete;

    std::size_t size() const { return tokens_.size(); }
    const Token& operator[](std::size_t i) const { return tokens_[i]; }

    bool is_number(std::size_t i) const { return is(i, Token::number); }
    bool is_free_number(std::size_t i) const { return is_number(i) && !tokens_[i].used; }
    bool is_word(std::size_t i) const { return is(i, Token::word); }
    bool is_word(std::size_t i, std::string_view word) const { return is_word(i) && tokens_[i].text == word; }
    bool is_sign(std::size_t i, std::string_view any_of) const {
        return is(i, Token::sign) && any_of.find(tokens_[i].text[0]) != any_of.npos;
    }
    /// A token with nothing between it and the one before.
    bool is_attached(std::size_t i) const { return i < tokens_.size() && !tokens_[i].spaced; }

    std::size_t digits(std::size_t i) const { return is_number(i) ? tokens_[i].text.size() : 0; }
    /// Of a number; a million for all beyond.
    int value(std::size_t i) const;

    /// 1 to 12 for a month's name.
    std::optional<int> month(std::size_t i) const;

    /// Is the word a part of the day in a language that is known to be the date's, or in all?
    bool is_day_part(std::size_t i) const {
        return is_word(i) && tokens_[i].day_part && tokens_[i].day_part != DayPart::elsewhere;
    }

    /// Is the word written like a name, in ASCII: "Reuters"?
    bool is_titled(std::size_t i) const;

    /// Is the date one of Iran or Afghanistan, by its language or its digits?
    bool is_persian() const;

    /// Does the text write hours with the sign of East Asia: "7時"?
    bool has_hour_signs() const;

    /// Is the word written in capitals, in a text that has small letters too?
    bool is_shouted(std::size_t i) const;

    bool is_in_capitals(std::size_t i) const;

    /// Was the word made of East Asian signs ("北京时间" is bjt)?
    bool is_translated(std::size_t i) const;

    /// Does nothing but signs follow?
    bool is_last(std::size_t i) const;

    void use(std::size_t first, std::size_t last);

    /// The text in its own case from where the word stands, "" when it cannot be told.
    std::string_view raw_from(std::size_t i) const;

    /// Marks what lies within the next `bytes` of the text as used, beginning with token `i`.
    void use_bytes(std::size_t i, std::size_t bytes);

private:
    bool is(std::size_t i, Token::Kind kind) const { return i < tokens_.size() && tokens_[i].kind == kind; }
    void split();
    void join_words();
    std::size_t join(Token& token, std::size_t i) const;
    std::size_t join_numbered_month(Token& token, std::size_t i) const;

    std::string_view raw_;
    std::string language_, home_;  ///< the language that is said, the one of the site's country; "" = unknown
    std::string text_;
    std::vector<Token> tokens_;
    bool has_small_letters_ = false;
};

}  // namespace newsbus::date

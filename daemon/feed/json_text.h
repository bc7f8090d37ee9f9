#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus::feed {

/// Can it be part of a number, a name without quotes or a word like NaN?
bool is_word_character(char c);

/// Does it begin with a quotation mark that an editor has bent? What that opens ends nobody knows where.
bool begins_with_curly_quote(std::string_view word);

/// Is it a number as JSON writes it?
bool is_json_number(std::string_view word);

/// Appends, as JSON wants them, the characters of a string from `at` up to the next that needs a look: a quote, a
/// backslash, a line break. Gives the position behind them.
std::size_t append_plain(std::string_view text, std::size_t at, std::string& made);

/// Appends, as JSON wants it, the backslash at `at` with what belongs to it. Gives the position behind that.
std::size_t append_escape(std::string_view text, std::size_t at, std::string& made);

/// The name of the member of an object that begins at `at`, in quotes or bare; "" when no colon follows it.
std::string_view member_at(std::string_view text, std::size_t at);

/// Where the next object of a list begins behind `from`: one that follows another and whose first member is `first`
/// ("" = any). npos when there is none.
std::size_t next_element(std::string_view text, std::size_t from, std::string_view first);

}  // namespace newsbus::feed

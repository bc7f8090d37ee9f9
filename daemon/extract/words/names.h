#pragma once

#include <string_view>
#include <vector>

namespace newsbus::extract {

/// `text` without white space and punctuation at its ends.
std::string_view trimmed_name(std::string_view text);

/// "By Anna Lind" -> "Anna Lind", in many languages. Text without such a label stays as it is.
std::string_view without_by(std::string_view name);

/// "A and B", "A, B", "A & B": each name, trimmed. Reads the first 2,000 bytes only.
std::vector<std::string_view> names_in(std::string_view text);

/// Can this be the name of an author? Not an address, a number, "admin", or text longer than names are.
bool is_name(std::string_view name);

/// Is it what a system calls somebody: "anna-lind", "newsengin"?
bool is_account(std::string_view name);

/// Does it hold a word for a role or an office ("editor", "reporter", "desk")? In "Anna Lind, Senior Politics Editor"
/// the second piece says what she is and names nobody else.
bool names_a_role(std::string_view name);

/// Is it written as names are: two to four words, all with a capital but particles? "Anna Lind", "Olga van der Meer".
bool is_written_like_a_name(std::string_view name);

/// Is it a name as they are written in Chinese, Japanese or Korean: two to four signs, more with kana?
bool is_name_of_east_asia(std::string_view name);

}  // namespace newsbus::extract

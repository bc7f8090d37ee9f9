#pragma once

#include <string_view>
#include <vector>

namespace newsbus::extract {

/// Without white space and punctuation around it.
std::string_view trimmed_name(std::string_view text);

/// "By Anna Lind" -> "Anna Lind", in many languages; what has no such label stays as it is.
std::string_view without_by(std::string_view name);

/// "A and B", "A, B", "A & B": each name, trimmed. What stands behind 2,000 bytes is left out.
std::vector<std::string_view> names_in(std::string_view text);

/// Can this be who wrote something? No address, no number, no "admin", not longer than names are.
bool is_name(std::string_view name);

/// "Anna Lind, Senior Politics Editor": the words after a name may be the title of that person.
bool names_a_role(std::string_view name);

/// "Anna Lind", "Olga van der Meer": two to four words, all but particles with a capital.
bool is_written_like_a_name(std::string_view name);

}  // namespace newsbus::extract

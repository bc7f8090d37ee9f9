#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::extract {

/// The byte at which the names begin in "By Anna Lind", "3 May 2023 by Anna Lind", "Von Anna Lind"; npos for a line
/// without such a label.
std::size_t behind_by(std::string_view line);

/// The people at the beginning of `text`, which follows a label: "Anna Lind and Olof Brandt, 3 May". Without agencies,
/// and without roles: "Anna Lind, Senior Editor".
std::vector<std::string> signers(std::string_view text);

/// The names that a line of a page gives behind a label, at its head or, with a colon, amid it: "Anna Lind" of "By Anna
/// Lind" and of "5 May 2024 Source: Courier Author: Anna Lind Print". "" when there is no such label.
std::string_view labelled_names(std::string_view line);

/// The people of a line that names reporters as papers of East Asia do: "김서연·박민준 기자", "佐野遥記者", "本报记者
/// 林晓", "（記者林曉／台北報導）".
std::vector<std::string_view> reporters(std::string_view line);

}  // namespace newsbus::extract

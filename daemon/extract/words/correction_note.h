#pragma once

#include <string_view>

namespace newsbus::extract {

/// Does a paragraph begin as the notes do in which publishers correct an article, in some thirty languages:
/// "(Correction: ...)", "[An earlier version ...]", "* Correction: ..."?
bool is_correction_note(std::string_view paragraph);

/// Is the line nothing but the heading of such a note: "Fe de errores"?
bool is_correction_label(std::string_view line);

}  // namespace newsbus::extract

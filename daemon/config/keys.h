#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace newsbus::config {

/// Can this version do what a key asks for?
enum class Ready {
    yes,
    idle,           ///< not yet: the key is accepted with a warning and has no effect
    only_fallback,  ///< not yet: only the fallback is accepted, since it asks for nothing
    no,             ///< not yet: the key is refused
};

/// A key that newsbus.toml may hold: a row of the table of all keys. Tests hold the readers, config/newsbus.toml and
/// docs/config.md to this table.
struct Key {
    std::string_view section;  ///< "" = top of the file, "bus", "bus.curve", "source" ([[source]]), ...
    std::string_view name;
    std::string_view fallback;  ///< as TOML writes it; "" = there is none
    std::string_view help;
    Ready ready = Ready::yes;
};

/// All keys, by section, in the order of the reference.
std::span<const Key> keys();

/// Those of one section.
std::span<const Key> keys(std::string_view section);

/// The key, or nullptr.
const Key* find_key(std::string_view section, std::string_view name);

/// The names of the sections that hold a key of this name.
std::vector<std::string_view> sections_with(std::string_view name);

/// Is it a plugin that a later version brings? Such a name gets a message of its own and is not taken for a typing
/// mistake.
bool is_planned_plugin(std::string_view name);

}  // namespace newsbus::config

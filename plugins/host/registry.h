#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "plugins/api/options.h"
#include "plugins/api/plugin.h"

namespace newsbus::plugins {

/// All kinds, in the order in which the default chain runs those that belong to it.
std::span<const PluginKind* const> builtin_kinds();

/// The kind of that name, or nullptr.
const PluginKind* find_kind(std::string_view name);

/// The names of the default chain, in order.
std::vector<std::string> default_chain();

/// Options that every plugin has, whatever its kind: on_error.
std::span<const Option> common_options();

/// One [plugin.NAME] section, or a name in a chain without one.
struct Spec {
    std::string name;      ///< as it stands in the chain
    std::string kind;      ///< `use`, else the name
    OptionValues options;  ///< of the kind and the common ones, complete
    bool operator==(const Spec&) const = default;
};

/// A plugin without a section of its own: every option has its fallback. Errc::config when no such kind exists or one
/// of its options is required.
Result<Spec> default_spec(std::string_view name);

/// What happens to an article on which a plugin failed.
enum class OnError { keep, drop };

/// The folder of the data files: `override_dir` (--data-dir) when it is not empty, else where this program finds its
/// own (base/places.h). Errc::config when there is none, with the places that were looked at.
Result<std::string> find_data_dir(std::string_view override_dir = "");

}  // namespace newsbus::plugins

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "article/article.h"
#include "base/result.h"
#include "base/time.h"

namespace newsbus::plugins {

enum class Verdict { keep, drop };

/// One step of the chain. Built-in plugins do not change after they were made and may be entered by several threads at
/// once; one that waits for something outside (exec) says so and gets a thread of its own.
class Plugin {
public:
    virtual ~Plugin() = default;

    /// Edits the article in place. An Error leaves it in an unspecified state: the chain works on a copy where that
    /// matters. Errors are Errc::plugin.
    virtual Result<Verdict> process(Article& article) = 0;

    /// Does process() wait for another process? Then it never runs on the CPU pool and is entered by one thread only.
    virtual bool waits() const { return false; }

    /// The daemon stops: a process() that waits, and every later one, returns at once with an Error. From any thread.
    virtual void interrupt() {}
};

enum class OptionType { boolean, integer, number, string, string_list, duration, size };

/// One row of a plugin's option table: validation, `newsbus check` and the generated reference read it.
struct Option {
    std::string_view name;
    OptionType type;
    std::string_view fallback;  ///< as TOML would write it; "" = required
    std::string_view help;
};

/// The options of one plugin instance, checked against its table, fallbacks filled in.
class OptionValues {
public:
    using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>, Duration>;

    void set(std::string name, Value value) { values_.insert_or_assign(std::move(name), std::move(value)); }
    bool has(std::string_view name) const { return values_.find(name) != values_.end(); }

    bool boolean(std::string_view name) const { return get<bool>(name); }
    std::int64_t integer(std::string_view name) const { return get<std::int64_t>(name); }  ///< also sizes, in bytes
    double number(std::string_view name) const { return get<double>(name); }
    const std::string& string(std::string_view name) const { return get<std::string>(name); }
    const std::vector<std::string>& strings(std::string_view name) const { return get<std::vector<std::string>>(name); }
    Duration duration(std::string_view name) const { return get<Duration>(name); }

    bool operator==(const OptionValues&) const = default;

private:
    template <class T>
    const T& get(std::string_view name) const {
        return std::get<T>(values_.find(name)->second);
    }
    std::map<std::string, Value, std::less<>> values_;
};

/// Reads the fallback of `option`, the text of a TOML value.
Result<OptionValues::Value> fallback_value(const Option& option);

/// What a plugin needs besides its options.
struct Context {
    std::string data_dir;  ///< folder of gazetteers and tables, plugins/data or /usr/share/newsbus
};

/// The folder of the data files: `override_dir` (--data-dir) when it is not empty, else where this program finds its
/// own (base/places.h). Errc::config when there is none, with the places that were looked at.
Result<std::string> find_data_dir(std::string_view override_dir = "");

/// A plugin that ships with newsbus; builtin.cpp lists them all. `make` looks at everything that the plugin needs, so
/// that what it accepts will run; its Errors begin with the option concerned and a colon: "command: ...".
struct PluginKind {
    std::string_view name;
    std::string_view summary;
    std::span<const Option> options;
    Result<std::unique_ptr<Plugin>> (*make)(const OptionValues& values, const Context& context);
    bool in_default_chain = false;
};

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

/// What to do with an article on which a plugin failed.
enum class OnError { keep, drop };

}  // namespace newsbus::plugins

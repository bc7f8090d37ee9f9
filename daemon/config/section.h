#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/did_you_mean.h"
#include "base/time.h"
#include "config/report.h"
#include "config/toml.h"

namespace newsbus::config {

/// What is wrong with a value, e.g. "not a CIDR block"; nothing when it is right.
using Fault = std::optional<std::string>;
using Check = std::function<Fault(const std::string&)>;

/// The values that are allowed, both ends included.
template <class T>
struct Limits {
    T least, most;
};

/// Reads one table of a file; all options are read through this class. When a key is absent or wrong, its reader leaves
/// the target as it is, which is the default; what is wrong is reported at the place of the value. Keys that the
/// section does not have, and keys that this version cannot honour yet, are reported by the constructor.
class Section {
public:
    /// A section of keys.h: "", "bus", "source", ...
    Section(const toml::table& table, std::string_view name, Report& report);

    /// A section whose keys are `names` and not in keys.h (plugins); messages call it `title`.
    Section(const toml::table& table, std::string title, const std::vector<std::string_view>& names, Report& report);

    void boolean(std::string_view key, bool& value);
    void integer(std::string_view key, std::int64_t& value, Limits<std::int64_t> limits);
    void integer(std::string_view key, int& value, Limits<int> limits);
    void number(std::string_view key, double& value);
    void text(std::string_view key, std::string& value, const Check& check = {});
    void duration(std::string_view key, Duration& value, Limits<Duration> limits);
    void size(std::string_view key, std::uint64_t& value, Limits<std::uint64_t> limits);
    /// Like list(), but a single text is accepted too.
    void text_or_list(std::string_view key, std::vector<std::string>& value, const Check& check = {});
    /// At most 1000 texts.
    void list(std::string_view key, std::vector<std::string>& value, const Check& check = {});

    /// A text that is one of `names`; sets `value` to what it stands for.
    template <class T>
    void choice(std::string_view key, T& value, const std::vector<std::pair<std::string_view, T>>& names);

    /// The value of a key that no reader above fits; nullptr when absent.
    const toml::node* node(std::string_view key) const { return table_->get(key); }
    /// Like node(); when it is not a table it is reported, and nullptr is returned.
    const toml::table* subtable(std::string_view key);

    /// Reports a fault of the value of `key`.
    void fault(std::string_view key, std::string_view what);
    void fault(std::string_view key, const toml::node& at, std::string_view what);
    void wrong_type(std::string_view key, const toml::node& at, std::string_view expected);
    /// Reports `key` as missing when it is absent.
    void require(std::string_view key);

    bool has(std::string_view key) const { return table_->contains(key); }
    /// Written, and nothing was wrong with it.
    bool good(std::string_view key) const { return has(key) && !faulty_.contains(key); }
    const toml::source_region& where() const { return table_->source(); }
    const toml::source_region& where(std::string_view key) const { return table_->get(key)->source(); }
    Report& report() { return *report_; }

private:
    void check_names(const std::vector<std::string_view>& names);
    std::string unknown(std::string_view key, const std::vector<std::string_view>& names) const;
    void check_ready();
    /// The text of `key` if it is there and is one.
    std::optional<std::string> string_of(std::string_view key, std::string_view expected);
    template <class T>
    void within(std::string_view key, T& value, T found, Limits<T> limits, const std::function<std::string(T)>& print);

    const toml::table* table_;
    std::string name_;       ///< in keys.h, "" for the top
    std::string title_;      ///< for messages: "in [bus]"
    bool in_table_ = false;  ///< the keys stand in keys.h
    Report* report_;
    std::set<std::string, std::less<>> faulty_;
};

template <class T>
void Section::choice(std::string_view key, T& value, const std::vector<std::pair<std::string_view, T>>& names) {
    std::string expected;
    std::vector<std::string_view> known;
    for (const auto& [name, meaning] : names) {
        expected += (expected.empty() ? "\"" : ", \"") + std::string(name) + '"';
        known.push_back(name);
    }
    auto found = string_of(key, "one of " + expected);
    if (!found) return;
    for (const auto& [name, meaning] : names) {
        if (name != *found) continue;
        value = meaning;
        return;
    }
    fault(key, quote(*found) + " is none of " + expected + did_you_mean(*found, known));
}

}  // namespace newsbus::config

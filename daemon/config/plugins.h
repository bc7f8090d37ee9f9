#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "config/section.h"
#include "plugins/host/registry.h"

namespace newsbus::config {

/// The [plugin.NAME] sections of all files, and the chains that name them.
class PluginSections {
public:
    explicit PluginSections(Report& report) : report_(&report) {}

    /// Reads the sections of one file, whose top is `top`.
    void read(Section& top);

    /// Says that a file could not be read. It may hold sections of plugins, so names that no section explains are not
    /// reported any more.
    void some_missing() { complete_ = false; }

    /// Reads the key `chain` of a section; call it after all files were read.
    void chain(Section& section, std::vector<std::string>& names);

    /// Warns of sections that no collected chain names. Does nothing when there are errors: the chains may be wrong
    /// then.
    void finish();

    /// Adds to `specs` the plugins that `chain` names and that no earlier chain named. Leaves out sections with a wrong
    /// option.
    void collect(const std::vector<std::string>& chain, std::vector<plugins::Spec>& specs);

private:
    struct Entry {
        plugins::Spec spec;
        toml::source_region where;
        bool good = true;  ///< nothing wrong with its options
    };
    void read_one(const std::string& name, const toml::source_region& where, const toml::table& table);
    const plugins::PluginKind* kind_of(const Entry& entry, const toml::table& table);
    Fault fault_in_chain(const std::string& name) const;

    Report* report_;
    std::map<std::string, Entry, std::less<>> entries_;
    std::set<std::string> collected_;
    bool complete_ = true;
};

}  // namespace newsbus::config

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

    /// A file could not be read: names that no section explains may well stand there, so they are not reported.
    void some_missing() { complete_ = false; }

    /// Reads the key `chain` of a section; call it after all files were read.
    void chain(Section& section, std::vector<std::string>& names);

    /// Warns of the sections that no collected chain names. Not when something is wrong: the chains may be.
    void finish();

    /// Adds to `specs` what `chain` names and no chain before it did, but for sections with a wrong option.
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

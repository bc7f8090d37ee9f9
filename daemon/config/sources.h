#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/plugins.h"
#include "config/section.h"
#include "http/options.h"
#include "source/options.h"

namespace newsbus::config {

/// The [[source]] tables of all files.
class Sources {
public:
    Sources(const http::Options& http, PluginSections& plugins, Report& report)
        : http_(http), plugins_(&plugins), report_(&report) {}

    /// Reads the sources of one file, whose top is `top`.
    void read(Section& top);

    /// Reports an error at `where`, once, when sources poll the open network and no contact is configured.
    void need_contact(const toml::source_region& where);

    /// Checks what needs all sources.
    void finish();

    std::vector<source::Options> take() && { return std::move(options_); }

private:
    void read_one(const toml::table& table);
    void read_identity(Section& section, source::Options& options);
    void read_polling(Section& section, source::Options& options);
    void read_access(Section& section, source::Options& options);
    void read_rules(Section& section, source::Options& options);

    const http::Options& http_;
    PluginSections* plugins_;
    Report* report_;
    std::vector<source::Options> options_;
    std::map<std::string, toml::source_region, std::less<>> ids_;
    std::map<std::string, std::pair<std::string, toml::source_region>> previous_;  ///< previous_id -> id, place
    struct Reached {
        std::string url;
        std::vector<std::string> networks;
    };
    std::vector<Reached> reached_;  ///< sources with a good URL
};

}  // namespace newsbus::config

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "extract/body/site_memory.h"
#include "url/url.h"

namespace newsbus::cli {

/// The memories of the sites whose pages are read in one run: of the thousand sites read last.
class SiteMemories {
public:
    /// The memory of the page's site (url/host.h), empty at first; nullptr for a page without an address. Valid until
    /// the next call.
    extract::SiteMemory* of(const Url& page);

private:
    struct Site {
        extract::SiteMemory memory;
        std::uint64_t used = 0;
    };

    void forget_oldest();

    std::map<std::string, Site, std::less<>> sites_;
    std::uint64_t pages_ = 0;
};

}  // namespace newsbus::cli

#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newsbus::cli {

/// One of the bundled sites: a folder in examples/demo, and a source in the demo's configuration.
struct DemoSite {
    std::string_view id;
    std::string_view feed;  ///< file in the folder
    std::string_view type;  ///< Content-Type it is served with
    std::string_view about;
    std::array<std::size_t, 3> articles;  ///< how many different ones up to each edition
    bool full_pages = false;              ///< the feed has teasers only, the text is on the pages
};

/// All of them.
std::span<const DemoSite> demo_sites();

/// Where the sites' files are: `given`, else examples/demo of the tree that the program was built in, else
/// share/newsbus/demo beside its bin. Fails with Errc::usage naming the places.
Result<std::filesystem::path> find_demo_data(const std::string& given);

/// The sites, served on loopback by a thread of its own, an address each. All functions may be called from any thread.
class DemoServer {
public:
    /// Reads every file and binds; ports are picked by the system. Fails naming the file or the address.
    static Result<std::unique_ptr<DemoServer>> start(const std::filesystem::path& data);
    virtual ~DemoServer() = default;  ///< stops serving

    /// http://127.0.0.x:port of that site.
    virtual std::string address(std::string_view id) const = 0;

    /// What is served from now on: 1, 2, 3.
    virtual void publish(int edition) = 0;

    /// While true that site answers 503.
    virtual void set_outage(std::string_view id, bool down) = 0;
};

}  // namespace newsbus::cli

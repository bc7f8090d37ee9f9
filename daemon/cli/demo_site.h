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

/// A bundled site: a folder in examples/demo, and a source in the configuration of the demo.
struct DemoSite {
    std::string_view id;
    std::string_view feed;  ///< file in the folder
    std::string_view type;  ///< Content-Type it is served with
    std::string_view about;
    std::array<std::size_t, 3> articles;  ///< number of different ones up to each edition
    bool full_pages = false;              ///< the feed has teasers only, the text is on the pages
};

/// All of them.
std::span<const DemoSite> demo_sites();

/// The folder of the sites' files: `given`, else examples/demo of the tree in which the program was built, else
/// share/newsbus/demo beside the program's bin. Fails with Errc::usage naming the places.
Result<std::filesystem::path> find_demo_data(const std::string& given);

/// Serves the sites on loopback, each on an address of its own, by a thread of its own. All functions may be called
/// from any thread.
class DemoServer {
public:
    /// Reads every file and binds the addresses; the system picks the ports. Fails naming the file or the address.
    static Result<std::unique_ptr<DemoServer>> start(const std::filesystem::path& data);
    virtual ~DemoServer() = default;  ///< stops serving

    /// http://127.0.0.x:port of that site.
    virtual std::string address(std::string_view id) const = 0;

    /// Serves this edition from now on: 1, 2 or 3.
    virtual void publish(int edition) = 0;

    /// While `down` is true the site answers 503.
    virtual void set_outage(std::string_view id, bool down) = 0;
};

}  // namespace newsbus::cli

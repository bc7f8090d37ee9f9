#include "service/machine.h"

#include "bus/endpoint.h"
#include "http/server.h"
#include "store/store.h"

#include <fmt/format.h>

namespace newsbus::service {
namespace {

void add(config::Loaded& loaded, const std::string& path, std::string_view key, const Result<void>& looked) {
    if (!looked) loaded.add(path, fmt::format("`{}`: {}", key, looked.error().what));
}

}  // namespace

void look_at_machine(config::Loaded& loaded) {
    const config::Config& config = loaded.config;
    add(loaded, "state/dir", "dir", store::check_place(config.state.dir));
    for (std::size_t i = 0; i < config.bus.publish.size(); ++i)
        add(loaded, fmt::format("bus/publish/{}", i), "publish", bus::check_place(config.bus.publish[i]));
    add(loaded, "bus/replay", "replay", bus::check_place(config.bus.replay));
    add(loaded, "control/listen", "listen", http::Server::check_place(config.control_listen));
    add(loaded, "http/callback", "callback", http::Server::check_place(config.http.callback));
}

}  // namespace newsbus::service

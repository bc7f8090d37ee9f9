#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "bus/port.h"
#include "bus/replay_peers.h"

namespace newsbus::bus {

/// The replay endpoint: a ROUTER for the peers' DEALER sockets. Peers go by the number of their connection.
class ReplayPort final : public ReplayPeers {
public:
    /// What the port tells, and asks.
    struct Handlers {
        std::function<void(const std::string& peer, std::span<const std::string> frames)> take;  ///< a message came
        std::function<void(const std::string& peer)> left;    ///< the connection is over
        std::function<bool(const std::string& peer)> served;  ///< is a request of this peer under way?
    };

    /// Fails as listen_at() does.
    static Result<std::unique_ptr<ReplayPort>> open(const std::string& endpoint);

    std::string endpoint() const { return port_->endpoints().front(); }
    int fd() const { return port_->fd(); }
    std::optional<SteadyTime> due() const { return port_->due(); }
    std::size_t connections() const { return port_->connections().size(); }

    /// Takes what has come, accepts who connects, sends what waits, ends who is too slow.
    void turn(SteadyTime now, const Handlers& handlers);

    zeromq::Sending room(const std::string& peer) override;
    zeromq::Sending send(const std::string& peer, std::initializer_list<std::string_view> frames) override;
    zeromq::Sending insist(const std::string& peer, std::initializer_list<std::string_view> frames) override;
    std::size_t bytes() const override { return port_->bytes(); }
    /// Bytes of requests that are not whole yet.
    std::size_t input() const { return port_->input(); }
    void disconnect(const std::string& peer) override;
    void relieve() override;

private:
    explicit ReplayPort(std::unique_ptr<Port> port) : port_(std::move(port)) {}
    Connection* find(const std::string& peer);
    std::optional<std::uint64_t> idlest(const Handlers& handlers) const;

    std::unique_ptr<Port> port_;
};

}  // namespace newsbus::bus

#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "bus/listening.h"
#include "bus/replay_connection.h"
#include "bus/replay_peers.h"

namespace newsbus::bus {

/// The replay endpoint: a ROUTER for the peers' DEALER sockets, spoken by ourselves (zeromq/zmtp.h) so that everything
/// a peer can make grow is counted in bytes and bounded, and a peer past its bounds can be ended. One epoll descriptor
/// stands for all connections. One thread; never waits.
class ReplayPort final : public ReplayPeers {
public:
    /// What the port tells, and asks.
    struct Handlers {
        ReplayConnection::Take take;                          ///< a message came
        std::function<void(const std::string& peer)> left;    ///< the connection is over
        std::function<bool(const std::string& peer)> served;  ///< is a request of this peer under way?
    };

    /// Fails as listen_at() does.
    static Result<std::unique_ptr<ReplayPort>> open(const std::string& endpoint);

    const std::string& endpoint() const { return listening_.endpoint; }
    int fd() const { return epoll_.get(); }  ///< readable when turn() has something to do

    /// Takes what has come, accepts who connects, sends what waits, ends who is too slow.
    void turn(SteadyTime now, const Handlers& handlers);

    /// When turn() has something to do at the latest, whatever fd() says.
    std::optional<SteadyTime> due() const;

    zeromq::Sending room(const std::string& peer) override;
    zeromq::Sending send(const std::string& peer, std::initializer_list<std::string_view> frames) override;
    zeromq::Sending insist(const std::string& peer, std::initializer_list<std::string_view> frames) override;
    std::size_t bytes() const override { return bytes_; }
    void disconnect(const std::string& peer) override { to_end_.push_back(peer); }  // at the next turn()
    void relieve() override;

    std::size_t connections() const { return connections_.size(); }

private:
    using Connections = std::map<std::string, ReplayConnection, std::less<>>;

    explicit ReplayPort(Listening listening);
    void accept_all(SteadyTime now, const Handlers& handlers);
    bool make_room(const Handlers& handlers);
    void serve(Connections::iterator place, bool readable, SteadyTime now, const Handlers& handlers);
    void flush_later(ReplayConnection& connection);
    void drop(Connections::iterator place, const char* why, const Handlers& handlers);
    void watch(ReplayConnection& connection);
    void end_late(SteadyTime now, const Handlers& handlers);

    Listening listening_;
    Descriptor epoll_;
    std::size_t most_connections_;
    Connections connections_;  // by the id of the peer
    std::map<int, std::string> ids_;
    std::vector<std::string> unflushed_, to_end_;
    std::uint64_t last_id_ = 0;
    std::size_t bytes_ = 0;
    SteadyTime now_{};                        // of the last turn()
    std::optional<SteadyTime> accept_again_;  // no descriptor was left
    SteadyTime next_look_{};                  // at who is too slow
};

}  // namespace newsbus::bus

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "bus/connection.h"
#include "bus/listening.h"

namespace newsbus::bus {

/// The endpoints of one kind and all connections to them, spoken by ourselves (zeromq/zmtp.h) so that everything a peer
/// can make grow is counted in bytes and bounded, and a peer past its bounds can be ended. One epoll descriptor stands
/// for all. One thread; never waits.
class Port {
public:
    using Connections = std::map<std::uint64_t, Connection>;  // by id; those that came first stand first

    /// What the port tells, and asks.
    struct Handlers {
        std::function<void(Connection& peer, std::span<const std::string> frames)> take;  ///< a message came
        std::function<void(const Connection& peer)> left;                                 ///< it is over
        /// Somebody comes and the house is full. An id: that one goes; none: who comes is ended.
        std::function<std::optional<std::uint64_t>()> make_room;
    };

    /// Fails as listen_at() does.
    static Result<std::unique_ptr<Port>> open(const std::vector<std::string>& endpoints, const ConnectionKind& kind);

    std::vector<std::string> endpoints() const;  ///< as bound
    int fd() const { return epoll_.get(); }      ///< readable when turn() has something to do

    /// Takes what has come, accepts who connects, sends what waits, ends who is too slow.
    void turn(SteadyTime now, const Handlers& handlers);

    /// When turn() has something to do at the latest, whatever fd() says.
    std::optional<SteadyTime> due() const;

    /// The time that the last turn() was told.
    SteadyTime now() const { return now_; }

    /// nullptr when it has left.
    Connection* find(std::uint64_t id);
    Connections& connections() { return connections_; }

    /// Something was added to it: it is sent at the next turn().
    void flush_later(Connection& connection);
    /// Sends what waits, at once. False: it is over, which handlers hear of at the next turn().
    bool flush(Connection& connection);
    /// Ends it at the next turn(). `why` is for the log, "" = it was told.
    void end(std::uint64_t id, const char* why);

    /// Bytes that wait for all of them, and the sum that Wire objects for them are to be counted in.
    std::size_t& bytes() { return kept_.messages; }
    std::size_t bytes() const { return kept_.messages; }
    /// Bytes of what came of them and is not whole yet.
    std::size_t input() const { return kept_.input; }

private:
    Port(std::vector<Listening> listening, const ConnectionKind& kind);
    void accept_some(int listening, SteadyTime now, const Handlers& handlers);
    void welcome(Descriptor socket, SteadyTime now, const Handlers& handlers);
    void listen_on(bool on);
    void serve(Connections::iterator place, bool readable, SteadyTime now, const Handlers& handlers);
    void serve_all(std::vector<std::uint64_t>& waiting, SteadyTime now, const Handlers& handlers);
    void drop(Connections::iterator place, const char* why, const Handlers& handlers);
    void watch(Connection& connection);
    void end_unfinished(const Handlers& handlers);
    void end_late(SteadyTime now, const Handlers& handlers);

    ConnectionKind kind_;
    std::vector<Listening> listening_;
    Descriptor epoll_;
    std::size_t most_connections_;
    Kept kept_;  // outlives the connections
    Connections connections_;
    std::vector<std::uint64_t> unflushed_;
    std::vector<std::uint64_t> out_of_breath_;
    SteadyTime next_breath_{};  // when those are served
    std::vector<std::pair<std::uint64_t, const char*>> to_end_;
    std::uint64_t last_id_ = 0;
    SteadyTime now_{};
    std::optional<SteadyTime> accept_again_;  // no descriptor was left
    SteadyTime next_look_{};                  // at who is too slow
};

}  // namespace newsbus::bus

#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <utility>

#include "http/line.h"

namespace newsbus::http {

/// Keeps the place in line of a body that found no room, until it is asked for again.
class Waiting final : public Line::Member {
public:
    Waiting(Line& line, Line::Ticket ticket, boost::asio::any_io_executor io) : line_(line), timer_(std::move(io)) {
        line_.join(*this, ticket);
    }
    ~Waiting() override { line_.leave(*this); }
    bool is_first() const { return line_.is_first(*this); }
    boost::asio::steady_timer& timer() { return timer_; }  ///< cancelled when it leads
    void pause() override {}
    void resume() override {}
    void leads() override { timer_.cancel(); }

private:
    Line& line_;
    boost::asio::steady_timer timer_;
};

}  // namespace newsbus::http

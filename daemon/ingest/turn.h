#pragma once

#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "async/timer.h"
#include "http/fetcher.h"
#include "ingest/hosts.h"
#include "ingest/traffic.h"

namespace newsbus::ingest {

/// The place that a visit has at a host, from its claim until it is given back: one at a time. A redirect to another
/// host gives the place up and takes one there, so that host's limits hold, and no two visits wait for one another.
/// Each request counts at the host where the place is.
class Turn final : public http::Passage {
public:
    /// The visit was claimed: the place at `host` is taken by this call. `traffic` = nullptr: nothing is counted.
    Turn(Hosts& hosts, std::string host, boost::asio::any_io_executor io, SteadyClock& clock,
         Traffic* traffic = nullptr);
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() override;

    /// Waits until the host of the place does not rest any more. False when it rests for longer than is waited for, see
    /// put_off(), or the coroutine was cancelled.
    boost::asio::awaitable<bool> wait_for_rest();

    /// For redirects. Waits for a place at the host of `url`; an Error is Errc::cancelled.
    boost::asio::awaitable<Result<void>> enter(const Url& url) override;

    void attempted(const http::Attempt& attempt) override;

    /// Gives the place back after a request; nothing when it was given back already. The host rests as after any
    /// visit, and for `least`.
    void leave(Duration least = Duration(0));

    /// Gives it back unused: the host is not asked before `pause` is over.
    void leave_unused(SteadyTime::duration pause);

    /// Until when the host rests that is to be asked next, when it is for longer than a visit waits.
    std::optional<SteadyTime> put_off() const { return put_off_; }

private:
    boost::asio::awaitable<bool> wait_until(SteadyTime time);

    Hosts& hosts_;
    std::optional<std::string> host_;  ///< nothing = no place
    boost::asio::any_io_executor io_;
    SteadyClock& clock_;
    Traffic* traffic_;
    std::optional<SteadyTime> put_off_;
};

}  // namespace newsbus::ingest

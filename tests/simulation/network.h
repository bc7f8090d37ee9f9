#pragma once

#include "agenda.h"
#include "bugs.h"
#include "http/fetcher.h"
#include "http/options.h"
#include "site.h"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::simulation {

/// The network between newsbus and the sites. Answers take their time, and it watches how often hosts are asked.
class Network {
public:
    Network(Agenda& agenda, std::vector<Site>& sites, const http::Options& limits)
        : agenda_(agenda), sites_(sites), limits_(limits) {}

    /// Called when a feed is asked for, before it answers.
    std::function<void(const Site&, const Request&)> asked;

    /// Called when an answer has arrived.
    std::function<void()> fetched;

    /// The last answer to the poll of a source, and to a request for a page.
    const Answer& feed(const std::string& source) const { return feeds_.at(source); }
    const Answer& page(const std::string& link) const { return pages_.at(link); }

    /// May newsbus have left the page alone because of a robots.txt: one that forbids it, or could not be had?
    bool may_be_stopped(const std::string& link) const;

    /// The daemon died: what it knew of hosts is gone, too.
    void forget_hosts();
    std::size_t in_flight() const { return in_flight_; }

    /// One GET of the daemon that lives on `io`.
    asio::awaitable<Result<Response>> fetch(asio::any_io_executor io, Request request);

private:
    struct Host {
        int busy = 0;
        std::optional<SteadyTime> last;  ///< end of the last visit
    };
    /// What newsbus has seen of an origin and its robots.txt.
    struct Robots {
        std::optional<TimePoint> answered;  ///< by the daemon's clock
        bool failed = false;                ///< once at least
        Duration pause{0};                  ///< that it asks for
        std::optional<SteadyTime> last;     ///< end of the last visit by this daemon
    };
    class Visit;
    Answer answer(const Request& request);
    Answer answer_robots(const Request& request);
    void check_robots(const Site& site, const Url& url);
    void check_pause(const Url& url);
    Site* site_of(const Url& url);
    const Site* with_pages_at(std::string_view host) const;

    Agenda& agenda_;
    std::vector<Site>& sites_;
    const http::Options& limits_;
    std::map<std::string, Host> hosts_;
    std::map<std::string, Robots> robots_;  ///< by origin
    std::map<std::string, Answer> feeds_, pages_;
    std::size_t in_flight_ = 0;
};

/// The network as one daemon has it.
class Wire final : public http::Fetcher {
public:
    Wire(Network& network, asio::any_io_executor io, Bug* bug) : network_(network), io_(std::move(io)), bug_(bug) {}

    asio::awaitable<Result<Response>> fetch(Request request) override {
        Result<Response> answer = co_await network_.fetch(io_, std::move(request));
        if (bug_ && answer) bug_->fetched(*answer);
        co_return answer;
    }

private:
    Network& network_;
    asio::any_io_executor io_;
    Bug* bug_;
};

}  // namespace newsbus::simulation

#include "bus/bus.h"

#include "base/log.h"
#include "bus/bus_loop.h"

#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <thread>

namespace newsbus::bus {
namespace {

constexpr log::Logger logger("bus");
using SteadyClock = std::chrono::steady_clock;

constexpr Duration shortest_heartbeat{10};

class ThreadedBus final : public Bus {
public:
    ThreadedBus(const Options& options, std::unique_ptr<Publisher> publisher, std::unique_ptr<ReplayPort> replay,
                std::unique_ptr<store::Outbox> outbox, delivery::Relay::OnSent on_sent, Counters& counters, int wake_fd)
        : options_(options), publisher_(std::move(publisher)), replay_(std::move(replay)), outbox_(std::move(outbox)) {
        controls_.wake_fd = wake_fd;
        set(options);
        thread_ = std::thread([this, on_sent = std::move(on_sent), &counters] { run(on_sent, counters); });
    }

    ~ThreadedBus() override {
        stop();
        close(controls_.wake_fd);
    }

    void wake() override { eventfd_write(controls_.wake_fd, 1); }

    void drain(Duration limit) override {
        if (!thread_.joinable()) return;
        auto until = SteadyClock::now() + limit;
        controls_.drain_until = std::chrono::duration_cast<std::chrono::milliseconds>(until.time_since_epoch()).count();
        controls_.drain = true;
        wake();
        thread_.join();
        publisher_.reset();
        replay_.reset();
    }

    bool apply(const Options& options) override {
        if (options.publish != options_.publish || options.replay != options_.replay) return false;
        options_ = options;
        set(options);
        wake();
        return true;
    }

    const std::vector<std::string>& publish_endpoints() const override { return publish_endpoints_; }
    const std::string& replay_endpoint() const override { return replay_endpoint_; }
    std::uint64_t ticks() const override { return controls_.ticks; }

private:
    void set(const Options& options) {
        controls_.grace = options.grace.count();
        controls_.queue_memory = options.queue_memory;
        controls_.high_water_mark = static_cast<std::size_t>(options.high_water_mark);
        controls_.heartbeat = std::max(options.heartbeat, shortest_heartbeat).count();
    }

    void run(const delivery::Relay::OnSent& on_sent, Counters& counters) {
        pthread_setname_np(pthread_self(), "bus");
        sigset_t all;  // signals are the main thread's work
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, nullptr);
        BusLoop(*publisher_, *replay_, *outbox_, on_sent, controls_, counters).run();
    }

    void stop() {
        if (!thread_.joinable()) return;
        controls_.stop = true;
        wake();
        thread_.join();
    }

    Options options_;
    std::unique_ptr<Publisher> publisher_;
    std::unique_ptr<ReplayPort> replay_;
    std::unique_ptr<store::Outbox> outbox_;
    std::vector<std::string> publish_endpoints_ = publisher_->endpoints();
    std::string replay_endpoint_ = replay_->endpoint();
    LoopControls controls_;
    std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<Bus>> Bus::start(const Options& options, std::unique_ptr<store::Outbox> outbox,
                                        delivery::Relay::OnSent on_sent, Counters& counters) {
    auto publisher = Publisher::open(options.publish, counters);
    if (!publisher) return publisher.error();
    auto replay = ReplayPort::open(options.replay);
    if (!replay) return replay.error();
    int wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (wake_fd < 0) return Error{Errc::network, std::string("eventfd: ") + std::strerror(errno)};
    for (const std::string& endpoint : (*publisher)->endpoints()) logger.info("publishing", {{"endpoint", endpoint}});
    logger.info("replaying", {{"endpoint", (*replay)->endpoint()}});
    return std::make_unique<ThreadedBus>(options, std::move(*publisher), std::move(*replay), std::move(outbox),
                                         std::move(on_sent), counters, wake_fd);
}

}  // namespace newsbus::bus

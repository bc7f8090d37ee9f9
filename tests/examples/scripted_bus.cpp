// A bus over a log in memory that does as it is told on standard input, for tests of subscribers:
//   append N TOPIC   N messages are committed and published
//   miss N TOPIC     N messages are committed while the bus is down and never published live: a gap
//   back N EPOCH     the log goes back to number N while the bus is down, as when a copy was restored, under a new
//   epoch last             prints the last sequence number
#include <iostream>
#include <sstream>
#include <thread>

#include "bus/bus.h"
#include "tests/support/memory_outbox.h"

namespace newsbus::bus {
namespace {

using namespace newsbus::test;

class ScriptedBus {
public:
    ScriptedBus(std::string publish, std::string replay) {
        options_.publish = {std::move(publish)};
        options_.replay = std::move(replay);
        options_.heartbeat = std::chrono::milliseconds(100);
        start();
    }

    void obey(const std::string& line) {
        std::istringstream words(line);
        std::string verb, topic;
        int count = 0;
        words >> verb >> count >> topic;
        if (verb == "append") append(count, topic);
        if (verb == "miss") miss(count, topic);
        if (verb == "back") back(static_cast<Seq>(count), topic);
        if (verb == "last") std::cout << log_->last << std::endl;
    }

private:
    void start() {
        auto started = Bus::start(
            options_, std::make_unique<MemoryOutbox>(log_), [](Seq) {}, counters_);
        if (!started) {
            std::cerr << started.error().what << '\n';
            std::exit(1);
        }
        bus_ = std::move(*started);
    }
    void append(int count, const std::string& topic) {
        for (int i = 0; i < count; ++i) log_->append(topic, R"({"headline":"News"})");
        if (bus_) bus_->wake();
    }
    void miss(int count, const std::string& topic) {
        bus_->drain(std::chrono::seconds(1));
        bus_.reset();
        append(count, topic);
        log_->cursor = log_->last;
        start();
    }

    void back(Seq to, const std::string& epoch) {
        bus_->drain(std::chrono::seconds(1));
        bus_.reset();
        log_->put_back(to, epoch);
        start();
    }

    Options options_;
    Counters counters_;
    std::shared_ptr<MemoryLog> log_ = std::make_shared<MemoryLog>();
    std::unique_ptr<Bus> bus_;
};

}  // namespace
}  // namespace newsbus::bus

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    newsbus::bus::ScriptedBus bus(argv[1], argv[2]);
    for (std::string line; std::getline(std::cin, line);) bus.obey(line);
}

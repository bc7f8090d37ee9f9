#include "service/commands.h"

#include <boost/asio/post.hpp>

#include <utility>

namespace newsbus::service {

Commands::Commands(asio::any_io_executor io, std::map<std::string, Command> by_path)
    : io_(io), by_path_(std::move(by_path)), tasks_(io) {}

void Commands::begin(std::string path, boost::json::object asked, Answer answer) {
    auto start = [this, path = std::move(path), asked = std::move(asked), answer = std::move(answer)]() mutable {
        if (stopped_) return answer(Error{Errc::cancelled, "the daemon is stopping"});
        std::string name = "command " + path;
        tasks_.spawn(std::move(name), carry_out(std::move(path), std::move(asked), std::move(answer)));
    };
    asio::post(io_, std::move(start));
}

asio::awaitable<void> Commands::carry_out(std::string path, boost::json::object asked, Answer answer) {
    const Command& command = by_path_.at(path);
    Result<boost::json::object> done = co_await command(std::move(asked));
    answer(std::move(done));
}

void Commands::stop() {
    stopped_ = true;
    tasks_.cancel();
}

}  // namespace newsbus::service

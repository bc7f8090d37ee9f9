#pragma once

#include <functional>
#include <map>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include "async/task_group.h"
#include "base/result.h"

namespace newsbus::service {

/// What other programs may ask the running daemon to do: `POST /poll` on the control address. A command is asked for on
/// any thread and carried out on the I/O thread, which alone reaches the ingest loop and the store's thread.
class Commands {
public:
    /// Takes the object that was sent, gives the one that is answered. Errc::syntax says that the request is wrong, any
    /// other error that the daemon cannot do it now. It must end in time: who asks gives up after half a minute.
    using Command = std::function<asio::awaitable<Result<boost::json::object>>(boost::json::object)>;
    using Answer = std::function<void(Result<boost::json::object>)>;  ///< called once, on the I/O thread

    Commands(asio::any_io_executor io, std::map<std::string, Command> by_path);

    const std::map<std::string, Command>& by_path() const { return by_path_; }

    /// Has the command of that path carried out. Any thread.
    void begin(std::string path, boost::json::object asked, Answer answer);

    /// Cancels what is under way and refuses what comes. On the I/O thread; then join.
    void stop();
    asio::awaitable<void> join() { return tasks_.join(); }

private:
    asio::awaitable<void> carry_out(std::string path, boost::json::object asked, Answer answer);

    asio::any_io_executor io_;
    std::map<std::string, Command> by_path_;
    TaskGroup tasks_;
    bool stopped_ = false;
};

}  // namespace newsbus::service

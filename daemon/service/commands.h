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

/// The commands that other programs may give to the running daemon, such as `POST /poll` on the control address. A
/// command may be given on any thread. It is carried out on the I/O thread, since only that one reaches the ingest loop
/// and the store's thread.
class Commands {
public:
    /// Takes the JSON object of the request and gives that of the answer. Errc::syntax = the request is wrong; any
    /// other error = the daemon cannot do it now. It must end soon: the client waits for half a minute at most.
    using Command = std::function<asio::awaitable<Result<boost::json::object>>(boost::json::object)>;
    using Answer = std::function<void(Result<boost::json::object>)>;  ///< called once, on the I/O thread

    Commands(asio::any_io_executor io, std::map<std::string, Command> by_path);

    const std::map<std::string, Command>& by_path() const { return by_path_; }

    /// Has the command of that path carried out. Any thread.
    void begin(std::string path, boost::json::object asked, Answer answer);

    /// Cancels commands under way and refuses further ones. I/O thread only; join() after it.
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

#pragma once

#include <cstddef>
#include <list>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

namespace newsbus {

namespace asio = boost::asio;

/// The coroutines that belong together: spawned, cancelled and joined as one. Nothing is detached.
/// Used on one thread, the executor's. A task that ends with an exception other than a cancellation ends the program:
/// that is a bug in newsbus.
class TaskGroup {
public:
    explicit TaskGroup(asio::any_io_executor executor);
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    ~TaskGroup();  ///< asserts that it was joined

    /// Starts `task`; `name` is for the message when it fails.
    void spawn(std::string name, asio::awaitable<void> task);

    /// Asks every task to stop at its next co_await. Tasks spawned later are not affected.
    void cancel();

    /// Waits until every task has ended.
    asio::awaitable<void> join();

    std::size_t size() const { return tasks_.size(); }

private:
    struct Task {
        std::string name;
        asio::cancellation_signal signal;
    };
    asio::any_io_executor executor_;
    std::list<Task> tasks_;
    asio::steady_timer all_ended_;
};

}  // namespace newsbus

#pragma once

#include <cstddef>
#include <exception>
#include <list>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

namespace newsbus {

namespace asio = boost::asio;

/// Coroutines that are spawned, cancelled and joined together; nothing is detached. Use it on one thread, the
/// executor's.
/// A task that ends with an exception other than a cancellation aborts the program: that is a bug in newsbus. A task
/// whose executor is destroyed before it ends counts as ended.
///
/// An owner that can be cancelled itself must still get to join(). Asio throws at the first co_await after a
/// cancellation, so such an owner begins with `co_await asio::this_coro::throw_if_cancelled(false)`, waits with
/// `asio::as_tuple(asio::use_awaitable)`, and leaves its loop on operation_aborted:
///
///     co_await asio::this_coro::throw_if_cancelled(false);
///     while (true) {
///         auto [error, socket] = co_await acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
///         if (error == asio::error::operation_aborted) break;
///         tasks.spawn("connection", serve(std::move(socket)));
///     }
///     tasks.cancel();
///     co_await tasks.join();
class TaskGroup {
public:
    explicit TaskGroup(asio::any_io_executor executor);
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    ~TaskGroup();  ///< asserts that every task has ended

    /// Starts `task`; `name` is for the message when it fails.
    void spawn(std::string name, asio::awaitable<void> task);

    /// Asks every task to stop at its next co_await. Tasks spawned later are not affected.
    void cancel();

    /// Waits until every task has ended, also those spawned while it waits. It cannot be cancelled, and neither can the
    /// caller from here on: leaving early would leave tasks behind. Several may wait.
    asio::awaitable<void> join();

    std::size_t size() const { return tasks_.size(); }

private:
    struct Task {
        std::string name;
        asio::cancellation_signal signal;
        bool destroyed = false;  ///< it will not run again: its executor ended with it
    };
    class Presence;
    void ended(std::list<Task>::iterator task, std::exception_ptr thrown);

    asio::any_io_executor executor_;
    std::list<Task> tasks_;
    asio::steady_timer all_ended_;  ///< never expires: it is cancelled
};

}  // namespace newsbus

#pragma once

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace newsbus {

namespace asio = boost::asio;

/// Runs `job` on `executor`, for example a thread pool, and returns its result on the caller's executor. `job` returns
/// a value, not void; what it throws is thrown to the caller.
/// A job that has begun runs to its end. A cancellation that arrives meanwhile is seen at the caller's next co_await,
/// so `job` may safely refer to the awaiting coroutine's variables.
template <class Job>
asio::awaitable<std::invoke_result_t<Job&>> run_on(asio::any_io_executor executor, Job job) {
    std::optional<std::invoke_result_t<Job&>> value;
    std::exception_ptr thrown;
    auto initiate = [&](auto handler) {
        // Tracked: the caller's event loop must not run out of work while the job is elsewhere.
        auto back = asio::prefer(asio::get_associated_executor(handler), asio::execution::outstanding_work.tracked);
        auto work = [&job, &value, &thrown, back, handler = std::move(handler)]() mutable {
            try {
                value.emplace(job());
            } catch (...) {
                thrown = std::current_exception();
            }
            asio::dispatch(back, std::move(handler));
        };
        asio::post(executor, std::move(work));
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(initiate, asio::use_awaitable);
    if (thrown) std::rethrow_exception(thrown);
    co_return std::move(*value);
}

template <class Job>
asio::awaitable<std::invoke_result_t<Job&>> run_on(asio::thread_pool& pool, Job job) {
    return run_on(asio::any_io_executor(pool.get_executor()), std::move(job));
}

}  // namespace newsbus

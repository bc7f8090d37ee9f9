#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace newsbus {

namespace asio = boost::asio;

/// Runs `job` on a thread of `pool` and gives its result back on the caller's executor. The job runs to its end also when
/// the caller is cancelled meanwhile: what it refers to must outlive it, which the awaiting coroutine's frame does.
/// `job` returns a value (not void) and does not throw.
template <class Job>
asio::awaitable<std::invoke_result_t<Job&>> run_on(asio::thread_pool& pool, Job job) {
    using Value = std::invoke_result_t<Job&>;
    auto initiate = [&pool, &job](auto handler) {
        auto executor = asio::get_associated_executor(handler);
        auto work = [&job, executor, handler = std::move(handler)]() mutable {
            auto value = std::make_unique<Value>(job());
            auto deliver = [handler = std::move(handler), value = std::move(value)]() mutable {
                std::move(handler)(std::move(*value));
            };
            asio::dispatch(executor, std::move(deliver));
        };
        asio::post(pool, std::move(work));
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(Value)>(initiate, asio::use_awaitable);
}

}  // namespace newsbus

#pragma once

#include "agenda.h"

#include <boost/asio/execution.hpp>
#include <boost/asio/execution_context.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <utility>

namespace newsbus::simulation {

/// The thread of the store: what is posted to it runs in order, one piece at a time, and takes as long as the disk
/// says.
class StoreThread {
public:
    StoreThread(Agenda& agenda, boost::asio::execution_context& context, std::function<Duration()> delay)
        : agenda_(agenda), context_(context), delay_(std::move(delay)) {}
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;

    /// Forgets what has not run: the process died.
    void clear() { work_.clear(); }

    class Executor {
    public:
        explicit Executor(StoreThread& thread) : thread_(&thread) {}

        template <class Work>
        void execute(Work&& work) const {
            auto kept = std::make_shared<std::decay_t<Work>>(std::forward<Work>(work));
            thread_->post([kept] { std::move (*kept)(); });
        }
        boost::asio::execution_context& query(boost::asio::execution::context_t) const noexcept {
            return thread_->context_;
        }
        static constexpr boost::asio::execution::blocking_t query(boost::asio::execution::blocking_t) noexcept {
            return boost::asio::execution::blocking.never;
        }
        bool operator==(const Executor&) const noexcept = default;

    private:
        StoreThread* thread_;
    };
    Executor executor() { return Executor(*this); }

private:
    void post(std::function<void()> work) {
        work_.push_back(std::move(work));
        if (work_.size() == 1) begin();
    }
    void begin() {
        agenda_.after(delay_(), [this, alive = std::weak_ptr<int>(alive_)] {
            if (alive.lock()) run();
        });
    }
    void run() {
        if (work_.empty()) return;
        const std::function<void()> work = std::move(work_.front());
        work();
        work_.pop_front();
        if (!work_.empty()) begin();
    }

    Agenda& agenda_;
    boost::asio::execution_context& context_;
    std::function<Duration()> delay_;
    std::deque<std::function<void()>> work_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
};

}  // namespace newsbus::simulation

#include "async/task_group.h"

#include "base/log.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <utility>

namespace newsbus {
namespace {

constexpr log::Logger logger("async");
/// What `thrown` says, or "" for a cancellation.
std::string failure(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const boost::system::system_error& error) {
        return error.code() == asio::error::operation_aborted ? "" : error.what();
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "an exception of unknown type";
    }
}

}  // namespace

TaskGroup::TaskGroup(asio::any_io_executor executor)
    : executor_(std::move(executor)), all_ended_(executor_, asio::steady_timer::time_point::max()) {}

/// Owned by the task's completion handler. When it is destroyed before ends() was called, the executor was destroyed
/// with the task.
class TaskGroup::Presence {
public:
    explicit Presence(Task& task) : task_(&task) {}
    Presence(Presence&& other) noexcept : task_(std::exchange(other.task_, nullptr)) {}
    Presence& operator=(Presence&&) = delete;
    ~Presence() {
        if (task_) task_->destroyed = true;
    }
    void ends() { task_ = nullptr; }

private:
    Task* task_;
};

TaskGroup::~TaskGroup() {
    assert(std::ranges::all_of(tasks_, &Task::destroyed) && "a TaskGroup must be joined");
}

void TaskGroup::spawn(std::string name, asio::awaitable<void> task) {
    auto place = tasks_.emplace(tasks_.end());
    place->name = std::move(name);
    auto at_end = [this, place, presence = Presence(*place)](std::exception_ptr thrown) mutable {
        presence.ends();
        ended(place, thrown);
    };
    asio::co_spawn(executor_, std::move(task), asio::bind_cancellation_slot(place->signal.slot(), std::move(at_end)));
}

void TaskGroup::ended(std::list<Task>::iterator task, std::exception_ptr thrown) {
    if (std::string why = thrown ? failure(thrown) : ""; !why.empty()) {
        logger.error("a task failed, this is a bug", {{"task", task->name}, {"why", why}});
        std::abort();
    }
    tasks_.erase(task);
    if (tasks_.empty()) all_ended_.cancel();
}

void TaskGroup::cancel() {
    // Emitting the signal may end the task and erase it from the list, so the iterator moves on first.
    for (auto task = tasks_.begin(); task != tasks_.end();) (task++)->signal.emit(asio::cancellation_type::terminal);
}

asio::awaitable<void> TaskGroup::join() {
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    while (!tasks_.empty()) co_await all_ended_.async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace newsbus

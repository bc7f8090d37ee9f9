#include "service/picture.h"

#include "service/status.h"

#include <pthread.h>

#include <chrono>
#include <utility>

namespace newsbus::service {
namespace {

constexpr auto patience_at_the_end = std::chrono::seconds(1);

}  // namespace

Picture::Picture(std::unique_ptr<store::Outbox> outbox, std::shared_ptr<Workload> work, const SteadyClock& clock,
                 Duration patience)
    : clock_(clock), patience_(patience) {
    shared_->outbox = std::move(outbox);
    thread_ = std::thread([shared = shared_, work = std::move(work)] {
        pthread_setname_np(pthread_self(), "nb-reader");
        std::unique_lock lock(shared->mutex);
        for (;;) {
            shared->changed.wait(lock, [&] { return shared->stop || !shared->jobs.empty(); });
            if (shared->stop) break;
            auto job = std::move(shared->jobs.front());
            shared->jobs.pop_front();
            lock.unlock();
            if (work) {
                Workload::Running running(*work);
                job();
            } else {
                job();
            }
            lock.lock();
            shared->busy = !shared->jobs.empty();
        }
        shared->ended = true;
        shared->changed.notify_all();
    });
}

Picture::~Picture() {
    std::unique_lock lock(shared_->mutex);
    shared_->stop = true;
    shared_->changed.notify_all();
    bool ended = shared_->changed.wait_for(lock, patience_at_the_end, [this] { return shared_->ended; });
    lock.unlock();
    ended ? thread_.join() : thread_.detach();
}

template <class T>
Seen<T> Picture::look(const std::shared_ptr<Cell<T>>& cell, std::function<Result<T>(store::Outbox&)> read) {
    std::unique_lock lock(shared_->mutex);
    const std::uint64_t wanted = ++cell->asked;
    const bool hangs = in_vain_ && shared_->busy;
    shared_->busy = true;
    if (!std::exchange(cell->queued, true)) {
        // Raw: the job is in `shared`, and runs only while that is there.
        shared_->jobs.push_back([shared = shared_.get(), cell, read = std::move(read), &clock = clock_] {
            std::unique_lock own(shared->mutex);
            const std::uint64_t answers = cell->asked;
            cell->queued = false;
            own.unlock();
            Result<T> value = read(*shared->outbox);
            own.lock();
            cell->last = std::move(value);
            cell->at = clock.now();
            cell->read = answers;
            shared->changed.notify_all();
        });
        shared_->changed.notify_all();
    }
    auto is_there = [&] { return cell->read >= wanted; };
    bool fresh = !hangs && shared_->changed.wait_for(lock, patience_, is_there);
    in_vain_ = !fresh;
    if (!cell->last) return {Error{Errc::store, "the store does not answer, and was not read before"}};
    return {*cell->last, fresh ? SteadyTime::duration(0) : clock_.now() - cell->at};
}

Seen<store::Complaints> Picture::complaints(std::size_t worst) {
    return look<store::Complaints>(complaints_, [worst](store::Outbox& outbox) { return outbox.complaints(worst); });
}

Seen<store::Survey> Picture::survey(std::size_t most) {
    return look<store::Survey>(survey_, [most](store::Outbox& outbox) { return outbox.survey(most); });
}

Seen<boost::json::object> Picture::status(const std::string& version) {
    return look<boost::json::object>(status_,
                                     [version](store::Outbox& outbox) { return service::status(outbox, version); });
}

}  // namespace newsbus::service

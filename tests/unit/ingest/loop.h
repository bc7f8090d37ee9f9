#pragma once

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <functional>

#include "async/task_group.h"
#include "base/counters.h"
#include "fake_store.h"
#include "ingest/recorder.h"

namespace newsbus::ingest {

/// The I/O thread, which is the test's own, and the store thread, with a recorder between them.
struct Loop : testing::Test {
    /// Runs what is ready until `happened`. It waits for events, not for time: the limit is only there to fail.
    void until(const std::function<bool()>& happened, const char* what) {
        auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (!happened()) {
            if (io.stopped()) io.restart();
            io.run_one_for(std::chrono::milliseconds(20));  // what happens on the store thread wakes nobody here
            if (std::chrono::steady_clock::now() < limit) continue;
            FAIL() << "it never happened: " << what;
        }
    }
    /// Runs until every task has ended.
    void finish() {
        until([this] { return tasks.size() == 0; }, "the end of all tasks");
        if (io.stopped()) io.restart();
        io.poll();
    }

    boost::asio::io_context io;
    boost::asio::thread_pool store_thread{1};
    Counters counters;
    FakeStore store;
    int appended = 0;
    Recorder recorder{io.get_executor(),      store_thread.get_executor(), store, [this] { ++appended; }, counters,
                      SteadyClock::machine(), std::chrono::milliseconds(1)};
    TaskGroup tasks{io.get_executor()};
};

}  // namespace newsbus::ingest

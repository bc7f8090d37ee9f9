#pragma once

#include "base/counters.h"
#include "base/result.h"
#include "work/response.h"

#include <chrono>

namespace newsbus::http {

/// The counters of the client.
struct Metrics {
    explicit Metrics(Counters& counters);

    /// Counts one fetch by its result: newsbus_fetches_total{result="..."}, its bytes and, unless it was cancelled, its
    /// duration.
    void count(const Result<Response>& result, std::chrono::nanoseconds took);

    /// Counts one fetch as under way for as long as it lives.
    class Running {
    public:
        explicit Running(Metrics& metrics) : gauge_(metrics.in_flight) { gauge_.add(); }
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        ~Running() { gauge_.add(-1); }

    private:
        Counter& gauge_;
    };

    Counter& ok;
    Counter& not_modified;
    Counter& http_error;
    Counter& network;
    Counter& timeout;
    Counter& too_large;
    Counter& cancelled;
    Counter& wire_bytes;
    Counter& body_bytes;
    Counter& connections;
    Counter& redirects;
    Counter& in_flight;
    Counter& paused;
    Counter& pauses;
    Counter& budget_bytes;
    Histogram& duration;
};

}  // namespace newsbus::http

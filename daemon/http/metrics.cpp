#include "http/metrics.h"

namespace newsbus::http {
namespace {

constexpr double fetch_seconds[] = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

Counter& fetches(Counters& counters, std::string_view result) {
    return counters.counter("newsbus_fetches_total", "Fetches ended, by how", Label{"result", result});
}

}  // namespace

Metrics::Metrics(Counters& counters)
    : ok(fetches(counters, "ok")),
      not_modified(fetches(counters, "not_modified")),
      http_error(fetches(counters, "http_error")),
      network(fetches(counters, "network")),
      timeout(fetches(counters, "timeout")),
      too_large(fetches(counters, "too_large")),
      cancelled(fetches(counters, "cancelled")),
      wire_bytes(counters.counter("newsbus_fetch_wire_bytes_total", "Body bytes received, before decompression")),
      body_bytes(counters.counter("newsbus_fetch_body_bytes_total", "Body bytes received, after decompression")),
      connections(counters.counter("newsbus_fetch_connections_total", "Connections opened for fetches")),
      redirects(counters.counter("newsbus_fetch_redirects_total", "Redirects followed")),
      in_flight(counters.gauge("newsbus_fetches_in_flight", "Fetches under way")),
      paused(counters.gauge("newsbus_fetches_paused", "Fetches that wait for room among the bodies in flight")),
      pauses(counters.counter("newsbus_fetch_pauses_total", "Waits for room among the bodies in flight")),
      budget_bytes(counters.gauge("newsbus_bodies_in_flight_bytes", "Bytes of bodies being fetched or read")),
      duration(counters.histogram("newsbus_fetch_duration_seconds",
                                  "Time from a request to its whole answer or its failure, redirects included",
                                  fetch_seconds)) {}

void Metrics::count(const Result<Response>& result, std::chrono::nanoseconds took) {
    if (result || result.error().code != Errc::cancelled) duration.observe(took);
    if (result) {
        wire_bytes.add(static_cast<std::int64_t>(result->bytes_received));
        body_bytes.add(static_cast<std::int64_t>(result->body.size()));
        if (result->status == 304) return not_modified.add();
        return (result->status < 400 ? ok : http_error).add();
    }
    switch (result.error().code) {
        case Errc::timeout:
            return timeout.add();
        case Errc::too_large:
            return too_large.add();
        case Errc::cancelled:
            return cancelled.add();
        default:
            return network.add();
    }
}

}  // namespace newsbus::http

#include "http/metrics.h"

namespace newsbus::http {
namespace {

Counter& fetches(Counters& counters, std::string_view label) {
    return counters.counter("newsbus_fetches_total", "Fetches ended, by how", label);
}

}  // namespace

Metrics::Metrics(Counters& counters)
    : ok(fetches(counters, "result=\"ok\"")),
      not_modified(fetches(counters, "result=\"not_modified\"")),
      http_error(fetches(counters, "result=\"http_error\"")),
      network(fetches(counters, "result=\"network\"")),
      timeout(fetches(counters, "result=\"timeout\"")),
      too_large(fetches(counters, "result=\"too_large\"")),
      cancelled(fetches(counters, "result=\"cancelled\"")),
      wire_bytes(counters.counter("newsbus_fetch_wire_bytes_total", "Body bytes received, before decompression")),
      body_bytes(counters.counter("newsbus_fetch_body_bytes_total", "Body bytes received, after decompression")),
      connections(counters.counter("newsbus_fetch_connections_total", "Connections opened for fetches")),
      redirects(counters.counter("newsbus_fetch_redirects_total", "Redirects followed")),
      in_flight(counters.gauge("newsbus_fetches_in_flight", "Fetches under way")),
      paused(counters.gauge("newsbus_fetches_paused", "Fetches that wait for room among the bodies in flight")),
      pauses(counters.counter("newsbus_fetch_pauses_total", "Waits for room among the bodies in flight")),
      budget_bytes(counters.gauge("newsbus_bodies_in_flight_bytes", "Bytes of bodies being fetched or read")) {}

void Metrics::count(const Result<Response>& result) {
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

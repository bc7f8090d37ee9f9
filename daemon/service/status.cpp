#include "service/status.h"

#include <spdlog/fmt/fmt.h>
#include <boost/json.hpp>

#include <optional>
#include <string>

namespace newsbus::service {

namespace json = boost::json;

namespace {

/// The subscription of a source, without what only its hub may know.
json::object push_object(const Push& push) {
    json::object object{{"state", name_of(push.stage)}, {"hub", push.hub}, {"topic", push.topic}};
    auto put_time = [&object](const char* key, const std::optional<TimePoint>& time) {
        if (time) object[key] = format_rfc3339(*time);
    };
    put_time("since", push.since);
    put_time("leaseUntil", push.lease_until);
    put_time("lastPush", push.last_push);
    if (push.failures > 0) object["failures"] = push.failures;
    if (!push.reason.empty()) object["reason"] = push.reason;
    return object;
}

}  // namespace

json::object source_row(const store::SourceStatus& source) {
    json::object row{{"id", source.id}};
    if (!source.name.empty()) row["name"] = source.name;
    row["health"] = name_of(source.state.health);
    row["url"] = source.state.url;
    auto put_time = [&row](const char* key, const std::optional<TimePoint>& time) {
        if (time) row[key] = format_rfc3339(*time);
    };
    if (!source.state.reason.empty()) row["reason"] = source.state.reason;
    if (const int moving = source.state.moving_dates; moving > 0) {
        row["movingDates"] = moving;
        if (source.state.reason.empty())
            row["reason"] =
                fmt::format("dates of {} entries move at every poll and say nothing: the first ones stay", moving);
    }
    put_time("since", source.state.since);
    put_time("lastSuccess", source.state.last_success);
    put_time("lastAttempt", source.state.last_attempt);
    put_time("newestArticle", source.newest_article);
    put_time("nextDue", source.next_due);
    put_time("restsUntil", source.state.rests_until);
    if (const auto& rest = source.host_rests)
        row["hostRests"] = json::object{{"host", rest->host},
                                        {"since", format_rfc3339(rest->since)},
                                        {"until", format_rfc3339(rest->until)},
                                        {"why", rest->why}};
    row["lastStatus"] = source.state.last_status;
    row["failures"] = source.state.failures;
    row["polls"] = source.state.polls;
    row["articles"] = source.state.articles;
    row["pagesWaiting"] = source.pages_waiting;
    if (source.state.push.stage != PushStage::none) row["websub"] = push_object(source.state.push);
    return row;
}

Result<json::object> status(store::Outbox& outbox, std::string_view version) {
    auto publisher = outbox.publisher();
    if (!publisher) return publisher.error();
    auto epochs = outbox.epochs();
    if (!epochs) return epochs.error();
    auto bounds = outbox.bounds();
    if (!bounds) return bounds.error();
    auto sent = outbox.cursor("zeromq");
    if (!sent) return sent.error();
    auto sources = outbox.sources();
    if (!sources) return sources.error();

    json::array rows;
    for (const store::SourceStatus& source : *sources) rows.push_back(source_row(source));
    json::object log{{"oldest", bounds->oldest}, {"last", bounds->last}, {"sent", *sent}};
    return json::object{{"version", version},
                        {"publisher", *publisher},
                        {"epoch", epochs->empty() ? "" : epochs->back().name},
                        {"log", std::move(log)},
                        {"sources", std::move(rows)}};
}

}  // namespace newsbus::service

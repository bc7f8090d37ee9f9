#include "service/metrics.h"

#include <chrono>
#include <optional>
#include <vector>

namespace newsbus::service {
namespace {

using Sources = std::vector<store::SourceStatus>;

double seconds(TimePoint time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

/// One sample a source that has the time at all.
template <class Time>
void write_times(Exposition& page, const Sources& sources, Time time_of) {
    for (const store::SourceStatus& source : sources)
        if (std::optional<TimePoint> time = time_of(source)) page.sample({source.id}, seconds(*time));
}

template <class Number>
void write_numbers(Exposition& page, const Sources& sources, Number number_of) {
    for (const store::SourceStatus& source : sources) page.sample({source.id}, number_of(source));
}

void write_sources(Exposition& page, const Sources& sources) {
    page.gauge("newsbus_source_health", "How a source is: 1 for the state that it is in, 0 for the others",
               {"source", "health"});
    for (const store::SourceStatus& source : sources)
        for (std::size_t i = 0; i < health_count; ++i) {
            auto health = static_cast<Health>(i);
            page.sample({source.id, name_of(health)}, source.state.health == health ? 1 : 0);
        }
    page.gauge("newsbus_source_consecutive_failures", "Failed polls in a row", {"source"});
    write_numbers(page, sources, [](const auto& source) { return source.state.failures; });
    page.counter("newsbus_source_articles_total", "Messages published for articles of the source, ever", {"source"});
    write_numbers(page, sources, [](const auto& source) { return source.state.articles; });
    page.gauge("newsbus_source_last_success_timestamp_seconds", "When a poll was last answered well (200 or 304)",
               {"source"});
    write_times(page, sources, [](const auto& source) { return source.state.last_success; });
    page.gauge("newsbus_source_newest_article_timestamp_seconds",
               "When a new article was last published; backfills and updates do not count", {"source"});
    write_times(page, sources, [](const auto& source) { return source.newest_article; });
    page.gauge("newsbus_source_next_due_timestamp_seconds", "When the next poll is due", {"source"});
    write_times(page, sources, [](const auto& source) { return source.next_due; });
}

}  // namespace

void write_work(Exposition& page, const std::vector<WorkWatch::Age>& ages) {
    page.gauge("newsbus_oldest_work_seconds",
               "Time without progress of the oldest unfinished work of a thread; 0 when it has none", {"thread"});
    for (const WorkWatch::Age& thread : ages)
        page.sample({thread.name}, std::chrono::duration<double>(thread.age).count());
}

void write_survey(Exposition& page, const store::Survey& survey) {
    page.gauge("newsbus_sources", "Sources, by how they are", {"health"});
    for (std::size_t i = 0; i < health_count; ++i) page.sample({name_of(static_cast<Health>(i))}, survey.census[i]);
    write_sources(page, survey.sources);

    const Bounds& log = survey.log;
    page.gauge("newsbus_log_oldest_sequence", "Number of the oldest message kept; 0 when there was none yet");
    page.sample(log.oldest);
    page.gauge("newsbus_log_last_sequence", "Number of the last message stored");
    page.sample(log.last);
    page.gauge("newsbus_log_messages", "Messages kept");
    page.sample(log.oldest == 0 ? 0 : log.last + 1 - log.oldest);
    page.gauge("newsbus_log_bytes", "Bytes of the messages kept, as state.retention_size counts them");
    page.sample(survey.log_bytes);
    page.gauge("newsbus_pages_waiting", "Article pages that wait to be fetched");
    page.sample(survey.pages_waiting);
    page.gauge("newsbus_websub_subscriptions", "Subscriptions at hubs, by how they stand", {"state"});
    for (std::size_t i = 1; i < push_stage_count; ++i)
        page.sample({name_of(static_cast<PushStage>(i))}, survey.subscriptions[i]);

    page.gauge("newsbus_store_bytes", "Bytes of the files of the store", {"file"});
    page.sample({"database"}, survey.database_bytes);
    page.sample({"wal"}, survey.wal_bytes);
    page.gauge("newsbus_store_free_bytes", "Bytes free on the file system of the store");
    page.sample(survey.free_bytes);
}

}  // namespace newsbus::service

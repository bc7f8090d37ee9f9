#pragma once

#include "ingest/caution.h"
#include "ingest/visited.h"

#include "scripted_source.h"

namespace newsbus::ingest::test {

// What the tests of ingest/visited.h have in common: a source at example.org, what is due of it, and what its server
// answers.

using namespace std::chrono_literals;
using Scripted = ScriptedSource;

inline const TimePoint now(std::chrono::sys_days(std::chrono::year(2026) / 11 / 22));

inline Visit visit_of(const source::Source& source, const Job& job, TimePoint at) {
    return {source, job, caution_of(job), at};
}

inline Visited visited_poll(const source::Source& source, const Job& job, const Result<Response>& answer, Pace pace,
                            TimePoint at) {
    return ingest::visited_poll(visit_of(source, job, at), answer, pace);
}

inline Visited visited_part(const source::Source& source, const Job& job, const Result<Response>& answer,
                            TimePoint at) {
    return ingest::visited_part(visit_of(source, job, at), answer);
}

inline Visited visited_page(const source::Source& source, const Job& job, const Result<Response>& answer,
                            TimePoint at) {
    return ingest::visited_page(visit_of(source, job, at), answer);
}

inline Article entry(const std::string& name, std::optional<TimePoint> date = {}) {
    Article article;
    article.identifier = "urn:" + name;
    article.url = "https://example.org/" + name;
    article.headline = name;
    article.date_published = date;
    return article;
}

inline Job poll(std::int64_t polls = 5) {
    Job job;
    job.id = 1;
    job.source = "example";
    job.url = "https://example.org/feed";
    job.host = "example.org";
    job.state.url = job.url;
    job.state.polls = polls;
    job.state.health = polls ? Health::ok : Health::unknown;
    if (polls) job.state.last_success = now - 15min;
    if (polls) job.state.validators.etag = "\"before\"";
    return job;
}

inline Response status(int code, std::vector<std::pair<std::string, std::string>> headers = {}) {
    Response response;
    response.status = code;
    response.headers = std::move(headers);
    response.url = *Url::parse("https://example.org/feed");
    return response;
}

inline Redirect hop(int code, const char* from, const char* to) {
    return {code, *Url::parse(from), *Url::parse(to)};
}

inline std::vector<std::string> headlines(const std::vector<Entry>& entries) {
    std::vector<std::string> names;
    names.reserve(entries.size());
    for (const Entry& item : entries) names.push_back(item.article.headline);
    return names;
}

}  // namespace newsbus::ingest::test

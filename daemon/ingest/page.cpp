#include "ingest/visited.h"

#include "article/digest.h"
#include "base/utf8.h"

#include <spdlog/fmt/fmt.h>

#include <utility>

namespace newsbus::ingest {
namespace {

bool may_pass(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

bool is_blocking(int status) {
    return status == 401 || status == 402 || status == 403 || status == 451;
}

/// Why the page could not be had, and whether another attempt can help.
struct Failure {
    std::string why;
    BodyStatus status = BodyStatus::feed;
    bool final = false;
};

Failure failure_of(const Job& job, const Result<Response>& answer) {
    if (is_poisonous(job))
        return {fmt::format("{} visits in a row ended with the daemon's death", job.crashes), BodyStatus::feed, true};
    if (!answer) return {answer.error().what, BodyStatus::feed, answer.error().code == Errc::too_large};
    return {fmt::format("HTTP status {}", answer->status),
            is_blocking(answer->status) ? BodyStatus::blocked : BodyStatus::feed, !may_pass(answer->status)};
}

}  // namespace

bool is_poisonous(const Job& job) {
    constexpr int most_polls = 3, most_pages = 2;
    return job.crashes >= (job.kind == JobKind::poll ? most_polls : most_pages);
}

Visited visited_page(const source::Source& source, const Job& job, const Result<Response>& answer, TimePoint now) {
    Visited visited;
    Outcome& outcome = visited.outcome;
    outcome.job = job.id;
    outcome.kind = JobKind::page;
    outcome.source = job.source;
    outcome.now = now;
    outcome.attempt = job.attempt;

    Failure failure;
    Article article;
    Result<Article> read = Error{Errc::network, ""};
    if (answer && answer->status == 200 && !is_poisonous(job)) {
        read = source.read_page(job, *answer, now);
        if (!read) failure = {read.error().what, BodyStatus::feed, true};
    } else {
        failure = failure_of(job, answer);
    }

    if (read) {
        article = std::move(*read);
    } else {
        outcome.attempt = job.attempt + 1;
        std::optional<Duration> wait = failure.final ? std::nullopt : page_retry(outcome.attempt);
        if (wait && answer) wait = std::max(*wait, retry_after(*answer, now).value_or(Duration(0)));
        // A page that asks to come back much later is not worth the delay of the news.
        if (wait && *wait <= std::chrono::minutes(5)) {
            outcome.due = now + *wait;
            return visited;
        }
        article = job.draft->article;
        article.body_status = failure.status;
        outcome.notes.push_back(
            {article.identifier, fmt::format("published with the feed's own content: {}: {}", shortened(job.url, 200),
                                             shortened(failure.why, 300))});
        visited.log =
            fmt::format("page failed source={} url={} why={}", job.source, shortened(job.url, 200), failure.why);
    }
    // Without a text from the page the feed's own is the body, be it only a teaser: bodyStatus says whose it is.
    if (article.body.empty()) article.body = article.description;
    article.id = job.draft->identity.id;
    Digest digest(article);
    outcome.entries.push_back({std::move(article), job.draft->identity, digest, job.draft->announce, false});
    return visited;
}

}  // namespace newsbus::ingest

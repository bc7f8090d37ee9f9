#include "ingest/http_status.h"
#include "ingest/visited.h"

#include "article/digest.h"
#include "base/utf8.h"
#include "source/status_words.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <utility>

namespace newsbus::ingest {
namespace {

/// Why the page could not be had, and whether another attempt can help.
struct Failure {
    std::string why;
    BodyStatus status = BodyStatus::feed;
    bool final = false;
    std::optional<TimePoint> again = {};  ///< when to try again; nothing = after the waits of a page
};

Failure failure_of(const Visit& visit, const Result<Response>& answer) {
    if (visit.caution >= Caution::no_fetch) return {deaths_of(visit.job), BodyStatus::feed, true};
    if (visit.gate.kind == Gate::Kind::closed) return {visit.gate.why, BodyStatus::blocked, true};
    if (!visit.gate.is_open()) return {visit.gate.why, BodyStatus::blocked, false, visit.gate.again};
    if (!answer) return {answer.error().what, BodyStatus::feed, answer.error().code == Errc::too_large};
    return {source::status_words(*answer, visit.source.options()),
            is_blocking(answer->status) ? BodyStatus::blocked : BodyStatus::feed, !may_pass(answer->status)};
}

/// How long to wait for attempt number `attempt`; nothing when the article goes out as it is.
std::optional<Duration> wait_before(int attempt, const Failure& failure, const Result<Response>& answer,
                                    TimePoint now) {
    std::optional<Duration> wait = failure.final ? std::nullopt : page_retry(attempt);
    if (failure.again) wait = std::max(Duration(0), *failure.again - now);
    if (wait && answer) wait = std::max(*wait, retry_after(*answer, now).value_or(Duration(0)));
    // A page that asks to come back much later is not worth the delay of the news.
    if (wait && *wait > std::chrono::minutes(5)) wait.reset();
    return wait;
}

void note(const Job& job, Outcome& outcome, std::string what) {
    outcome.notes.push_back({job.draft->article.identifier, std::move(what), job.draft->identity.id});
}

/// A page that was had and does not show the article is worth telling: what goes out is less than a reader expects.
void note_what_is_missing(const Job& job, const Article& article, Outcome& outcome) {
    if (article.body_status == BodyStatus::wall)
        note(job, outcome, "the page asks for consent or a subscription before it shows the whole text");
    if (article.body_status == BodyStatus::blocked)
        note(job, outcome, "the page shows no article: an error page, a check for browsers or an index stands there");
}

/// Is an address all that is known of an article, and nothing there?
bool is_in_vain(const Article& article, const Result<Response>& page) {
    const bool has_words = !article.headline.empty() || !article.description.empty() || !article.body.empty();
    return page && is_gone(page->status) && !has_words;
}

/// The draft as its page completes it or, after the last attempt, with the feed's own content; nothing when there is
/// to be another attempt.
std::optional<Article> completed(const Visit& visit, const Result<Response>& answer, Visited& visited) {
    const auto& [source, job, caution, now, gate] = visit;
    Outcome& outcome = visited.outcome;
    Failure failure;
    if (answer && has_document(answer->status) && caution < Caution::no_fetch) {
        auto read = source.read_page(job, *answer, now);
        if (read) {
            outcome.site_memory = std::move(read->site_memory);
            note_what_is_missing(job, read->article, outcome);
            return std::move(read->article);
        }
        failure = {read.error().what, BodyStatus::feed, true};
    } else {
        failure = failure_of(visit, answer);
    }

    visited.why = failure.why;
    if (!failure.again) ++outcome.attempt;
    std::string url = shortened(job.url, 200), why = shortened(failure.why, 300);
    if (auto wait = wait_before(outcome.attempt, failure, answer, outcome.now)) {
        outcome.due = outcome.now + *wait;
        note(job, outcome,
             failure.again ? fmt::format("the page waits for {}: {}", format_duration(*wait), why)
                           : fmt::format("the page failed, attempt {} is in {}: {}", outcome.attempt + 1,
                                         format_duration(*wait), why));
        return std::nullopt;
    }
    Article article = job.draft->article;
    article.body_status = failure.status;
    const bool says_where = why.starts_with(url);  // errors of the fetch do
    const char* instead = is_in_vain(article, answer) ? "its page is gone, and nothing else is known of it"
                                                      : "the feed's own content stands in for the page";
    note(job, outcome, fmt::format("{}: {}{}", instead, says_where ? "" : url + ": ", why));
    visited.log = log::Line{"page failed", {{"source", job.source}, {"url", url}, {"why", failure.why}}};
    return article;
}

/// Leaves out of the visit what may have killed the daemon before, and notes it.
void spare(const Visit& visit, Visited& visited, Entry& entry) {
    const auto& [source, job, caution, now, gate] = visit;
    if (caution < Caution::no_plugins) return;
    if (caution == Caution::set_aside) entry.intent = Intent::drop;
    const char* what = entry.intent == Intent::drop ? "set aside until it changes" : "published without plugins";
    note(job, visited.outcome, fmt::format("{}: {}", what, deaths_of(job)));
    visited.log = log::Line{fmt::format("article {}", what),
                            {{"source", job.source}, {"url", shortened(job.url, 200)}, {"why", deaths_of(job)}}};
    visited.degraded = true;
}

}  // namespace

Visited visited_page(const Visit& visit, const Result<Response>& answer) {
    const Job& job = visit.job;
    Visited visited{outcome_of(job, visit.now), {}, false};
    Article article = job.draft->article;
    if (job.draft->intent == Intent::fetch_page) {
        auto complete = completed(visit, answer, visited);
        if (!complete) return visited;
        article = std::move(*complete);
        // Without a text from the page the feed's own is the body, be it only a teaser: bodyStatus says whose it is.
        if (article.body.empty()) article.body = article.description;
    }
    article.id = job.draft->identity.id;
    Digest digest(article);
    Entry entry{std::move(article), job.draft->identity, digest, job.draft->announce};
    if (job.draft->intent == Intent::fetch_page && is_in_vain(entry.article, answer)) entry.intent = Intent::drop;
    spare(visit, visited, entry);
    visited.outcome.entries.push_back(std::move(entry));
    return visited;
}

}  // namespace newsbus::ingest

#include "service/probe.h"

#include "base/ascii.h"
#include "base/gunzip.h"
#include "base/one_line.h"
#include "charset/charset.h"
#include "ingest/visited.h"
#include "source/options.h"
#include "source/websub.h"
#include "url/shown.h"

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace newsbus::service {
namespace {

using ascii::lower;

namespace json = boost::json;

constexpr std::size_t most_header_lines = 60, longest_header = 300;

/// Reports are pasted into mails: what may be a secret is not shown. `configured` headers may be keys of any name.
bool is_secret(const std::string& name, const source::Options& options) {
    for (const char* known : {"authorization", "proxy-authorization", "cookie", "set-cookie"})
        if (name == known) return true;
    for (const char* harmless : {"accept", "accept-language", "user-agent"})
        if (name == harmless) return false;
    return std::ranges::any_of(options.headers, [&](const auto& header) { return lower(header.first) == name; });
}

/// The lines of a head, shortened.
json::array lines_of(std::string_view head, const source::Options& options) {
    json::array lines;
    while (!head.empty() && lines.size() < most_header_lines) {
        std::size_t end = std::min(head.find('\n'), head.size());
        std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + 1, head.size()));
        std::size_t colon = std::min(line.find(':'), line.size());
        std::string shown = one_line(line, longest_header);
        if (colon < line.size() && is_secret(lower(line.substr(0, colon)), options))
            shown = one_line(line.substr(0, colon), longest_header) + ": (hidden)";
        if (!shown.empty()) lines.push_back(json::value(shown));
    }
    return lines;
}

json::array requests_of(const std::vector<http::Hop>& hops, const source::Options& options) {
    json::array requests;
    for (const http::Hop& hop : hops)
        requests.push_back(json::object{{"url", shown(hop.url)},
                                        {"address", hop.address},
                                        {"sent", lines_of(hop.sent, options)},
                                        {"answer", lines_of(hop.received, options)}});
    return requests;
}

Markup markup_of(source::Kind kind, const Response& response) {
    bool is_page = kind == source::Kind::page || kind == source::Kind::listing;
    if (is_page) return Markup::html;
    return response.body.starts_with('{') ? Markup::json : Markup::xml;
}

json::object answer_object(source::Kind kind, const Response& response) {
    json::object object{{"status", response.status}, {"url", shown(response.url)}};
    json::object& headers = object["headers"].emplace_object();
    // What decides on reading and on the next poll; all lines stand with the requests.
    for (const char* name : {"content-type", "content-encoding", "etag", "last-modified", "cache-control", "expires",
                             "age", "retry-after", "vary"})
        if (std::string value = one_line(response.header(name), longest_header); !value.empty()) headers[name] = value;
    if (!response.body.empty())
        object["charset"] = to_utf8(Plain(response.body).bytes(), charset_parameter(response.header("content-type")),
                                    markup_of(kind, response))
                                .encoding;
    object["bytesWire"] = response.bytes_received;
    object["bytes"] = response.body.size();
    object["ms"] = response.took.count();
    return object;
}

/// `notes` are those of the poll: what the reader repaired, and what was left out.
json::object document_object(const Harvest& harvest, const HubOffer& offer, const std::vector<Note>& notes) {
    json::object object;
    auto put = [&object](const char* key, const std::string& value) {
        if (!value.empty()) object[key] = one_line(value, longest_header);
    };
    put("format", harvest.feed.format);
    put("name", harvest.feed.name);
    put("url", harvest.feed.url);
    put("feedUrl", harvest.feed.feed_url);
    put("inLanguage", harvest.feed.language);
    put("hub", offer.hub);
    put("topic", offer.topic);
    if (harvest.feed.ttl_minutes) object["ttlMinutes"] = *harvest.feed.ttl_minutes;
    object["entries"] = harvest.size();
    if (!harvest.parts.empty()) object["sitemaps"] = harvest.parts.size();
    json::array& problems = object["problems"].emplace_array();
    for (const Note& note : notes) problems.push_back(json::value(one_line(note.what, longest_header)));
    return object;
}

/// As feeds are written: the newest first.
std::vector<const Entry*> plan_of(const Outcome& outcome) {
    std::vector<const Entry*> plan;
    for (const Entry& entry : outcome.entries) plan.push_back(&entry);
    std::ranges::reverse(plan);
    std::ranges::stable_sort(plan, [](const Entry* a, const Entry* b) {
        return a->article.date_published && b->article.date_published &&
               *a->article.date_published > *b->article.date_published;
    });
    return plan;
}

const char* first_event(Announce announce) {
    return announce == Announce::published ? "published" : announce == Announce::backfill ? "backfill" : "none";
}

/// What would be published for the entry. Nothing: "unchanged", "unpublished" (unchanged, and dropped or kept back
/// before), "waiting" (for its page), "none" (left out by backfill).
std::string event_of(const Probe& probe, const Entry& planned) {
    if (!probe.history) return first_event(planned.announce);
    auto standing = probe.history->standing(probe.job.source, planned);
    if (!standing || !*standing) return first_event(planned.announce);
    if ((*standing)->waits) return "waiting";
    if ((*standing)->unchanged) return (*standing)->version > 0 ? "unchanged" : "unpublished";
    return (*standing)->version > 0 ? "updated" : first_event(planned.announce);
}

json::object article_row(const Probe& probe, const Entry& planned) {
    const Article& article = planned.article;
    std::string event = event_of(probe, planned);
    bool is_work = event == "published" || event == "updated" || event == "backfill";
    json::object row{{"event", event}, {"id", planned.identity.id}, {"identifier", article.identifier}};
    if (!article.headline.empty()) row["headline"] = article.headline;
    if (!article.url.empty()) row["url"] = article.url;
    if (article.date_published) row["datePublished"] = format_rfc3339(*article.date_published);
    row["page"] = planned.intent == Intent::fetch_page && is_work;
    if (!probe.chain || !is_work) return row;
    plugins::Processed processed = plugins::run(*probe.chain, article);
    if (processed.dropped) row["droppedBy"] = processed.dropped_by;
    for (const plugins::Failure& failure : processed.failures) {
        if (!row.contains("failures")) row["failures"] = json::array();
        row["failures"].as_array().push_back(json::value(failure.str()));
    }
    return row;
}

std::string compared_words(const Probe& probe) {
    if (probe.history) return "with what was seen of " + probe.job.source;
    if (!probe.configured) return "with nothing: as at a first poll";
    return probe.no_history.empty() ? "with nothing: it was never polled"
                                    : "with nothing, as at a first poll: " + probe.no_history;
}

/// What the daemon would make of the answer, were `job` visited.
ingest::Visited visited_as(const Probe& probe, const Job& job, const ProbedFetch& fetch) {
    ingest::Pace pace;
    pace.min_interval = probe.min_interval;
    return ingest::visited_poll({probe.source, job, ingest::caution_of(job), probe.now}, fetch.answer, pace);
}

void put_next(const ingest::Visited& visited, json::object& report) {
    if (!visited.outcome.due) return;
    report["next"] = json::object{{"due", format_rfc3339(*visited.outcome.due)},
                                  {"why", due_words(visited.pace, visited.outcome.now)}};
}

}  // namespace

json::object probe_report(const Probe& probe, const ProbedFetch& fetch) {
    const source::Options& options = probe.source.options();
    json::object report{{"url", probe.job.url}, {"kind", source::name_of(options.kind)}};
    if (probe.configured) report["source"] = options.id;
    report["requests"] = requests_of(fetch.hops, options);
    if (fetch.answer) report["answer"] = answer_object(options.kind, *fetch.answer);

    ingest::Visited visited = visited_as(probe, probe.job, fetch);
    report["health"] = name_of(visited.outcome.state->health);
    if (visited.outcome.state->health != Health::ok) report["error"] = visited.outcome.state->reason;
    put_next(visited, report);
    if (!fetch.answer || fetch.answer->status != 200) return report;

    auto harvest = probe.source.read(probe.job, *fetch.answer, probe.now);
    if (!harvest) return report;
    Job all = probe.job;  // those of the last answer are told too
    all.state.known.clear();
    ingest::Visited everything = visited_as(probe, all, fetch);
    for (auto& unread = everything.unread; unread && !unread->empty();)
        std::ranges::move(unread->next(100), std::back_inserter(everything.outcome.entries));
    const HubOffer offer = source::announced_hub(*fetch.answer, harvest->feed, options.kind, probe.job.state.push);
    report["document"] = document_object(*harvest, offer, everything.outcome.notes);
    report["compared"] = compared_words(probe);
    json::array& articles = report["articles"].emplace_array();
    for (const Entry* planned : plan_of(everything.outcome)) articles.push_back(article_row(probe, *planned));
    return report;
}

json::object probe_again(const Validators& validators, const Response& first, const ProbedFetch& second) {
    json::object report{{"etag", validators.etag}, {"lastModified", validators.last_modified}};
    if (!second.answer) {
        report["verdict"] = "failed: " + second.answer.error().what;
        return report;
    }
    const Response& answer = *second.answer;
    report["status"] = answer.status;
    report["ms"] = answer.took.count();
    report["bytesWire"] = answer.bytes_received;
    bool same = answer.status == 200 && answer.body == first.body;
    report["verdict"] = answer.status == 304   ? "not modified: a poll without news costs no body"
                        : same                 ? "the server ignores validators: each poll costs the whole body"
                        : answer.status == 200 ? "the answer changed between the two requests"
                                               : "another status than the first time";
    return report;
}

bool probe_succeeded(const json::object& report) {
    return !report.contains("error");
}

}  // namespace newsbus::service

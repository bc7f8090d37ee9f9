#include "store/memory/memory_rows.h"

#include "store/draft.h"

#include <algorithm>

namespace newsbus::store {

using namespace ledger;

void MemoryRows::put_job(JobNo no, StoredJob job) {
    const StoredJob& before = tables_.jobs.at(no);
    if (!before.leased) tables_.erase(tables_.free_jobs, std::pair(before.due, no));
    if (!job.leased) tables_.insert(tables_.free_jobs, {job.due, no});
    tables_.put(tables_.jobs, no, std::move(job));
}

void MemoryRows::add_job(StoredJob job) {
    const JobNo no = ++tables_.last_no;
    tables_.insert(tables_.free_jobs, {job.due, no});
    tables_.insert_at(tables_.jobs_by_source, job.source, no);
    if (job.entry != 0) tables_.put(tables_.page_by_entry, job.entry, no);
    tables_.put(tables_.jobs, no, std::move(job));
}

std::vector<JobNo> MemoryRows::jobs_of(SourceNo source, JobKind kind) const {
    std::vector<JobNo> found;
    auto of_source = tables_.jobs_by_source.find(source);
    if (of_source == tables_.jobs_by_source.end()) return found;
    for (JobNo no : of_source->second)
        if (tables_.jobs.at(no).kind == kind) found.push_back(no);
    return found;
}

std::optional<JobRow> MemoryRows::job(JobNo no) {
    auto at = tables_.jobs.find(no);
    if (at == tables_.jobs.end()) return std::nullopt;
    const StoredJob& job = at->second;
    return JobRow{job.source, tables_.sources.at(job.source).id, job.kind, job.place, job.entry, job.again, job.due};
}

std::optional<PollRow> MemoryRows::only(SourceNo source, JobKind kind) const {
    const std::vector<JobNo> jobs = jobs_of(source, kind);
    if (jobs.empty()) return std::nullopt;
    const StoredJob& job = tables_.jobs.at(jobs.front());
    return PollRow{jobs.front(), job.due, job.leased, job.place.host};
}

std::optional<PollRow> MemoryRows::poll(SourceNo source) {
    return only(source, JobKind::poll);
}

std::optional<PollRow> MemoryRows::lease(SourceNo source) {
    return only(source, JobKind::lease);
}

std::unordered_map<SourceNo, PollRow> MemoryRows::polls() {
    std::unordered_map<SourceNo, PollRow> polls;
    for (const auto& [no, job] : tables_.jobs)
        if (job.kind == JobKind::poll) polls.emplace(job.source, PollRow{no, job.due, job.leased, job.place.host});
    return polls;
}

std::optional<PollRow> MemoryRows::robots(std::string_view url) {
    for (const auto& [no, job] : tables_.jobs)
        if (job.kind == JobKind::robots && job.place.url == url)
            return PollRow{no, job.due, job.leased, job.place.host};
    return std::nullopt;
}

std::vector<PageRow> MemoryRows::pages(SourceNo source) {
    std::vector<PageRow> pages;
    for (JobNo no : jobs_of(source, JobKind::page)) pages.push_back({no, tables_.jobs.at(no).entry});
    return pages;
}

std::vector<SourceNo> MemoryRows::sources_with_pages(std::int64_t pages) {
    std::vector<SourceNo> sources;
    for (const auto& [source, jobs] : tables_.jobs_by_source)
        if (std::ssize(jobs) >= pages && std::ssize(jobs) - std::ssize(jobs_of(source, JobKind::poll)) >= pages)
            sources.push_back(source);
    return sources;
}

std::vector<SourceNo> MemoryRows::sources_with_drafts(std::int64_t bytes) {
    std::vector<SourceNo> sources;
    for (const auto& [source, jobs] : tables_.jobs_by_source) {
        std::int64_t sum = 0;
        for (JobNo no : jobs_of(source, JobKind::page)) sum += std::ssize(serialized(*tables_.jobs.at(no).draft));
        if (sum >= bytes) sources.push_back(source);
    }
    return sources;
}

bool MemoryRows::has_parts(SourceNo source) {
    return !jobs_of(source, JobKind::part).empty();
}

void MemoryRows::add_poll(SourceNo source, const Place& place, TimePoint due) {
    StoredJob job;
    job.source = source;
    job.place = place;
    job.due = due;
    add_job(std::move(job));
}

void MemoryRows::add_page(SourceNo source, SeenNo entry, const Place& place, TimePoint due, const Entry& draft) {
    StoredJob job;
    job.source = source;
    job.kind = JobKind::page;
    job.entry = entry;
    job.place = place;
    job.due = due;
    job.draft = draft;
    add_job(std::move(job));
}

void MemoryRows::add_part(SourceNo source, const Place& place, TimePoint due, bool first) {
    StoredJob job;
    job.source = source;
    job.kind = JobKind::part;
    job.place = place;
    job.due = due;
    job.first = first;
    add_job(std::move(job));
}

void MemoryRows::add_lease(SourceNo source, const Place& place, TimePoint due) {
    StoredJob job;
    job.source = source;
    job.kind = JobKind::lease;
    job.place = place;
    job.due = due;
    add_job(std::move(job));
}

void MemoryRows::add_robots(SourceNo source, const Place& place, TimePoint due) {
    StoredJob job;
    job.source = source;
    job.kind = JobKind::robots;
    job.place = place;
    job.due = due;
    add_job(std::move(job));
}

bool MemoryRows::replace_page(SeenNo entry, const Place& place, const Entry& draft) {
    auto page = tables_.page_by_entry.find(entry);
    if (page == tables_.page_by_entry.end()) return false;
    StoredJob job = tables_.jobs.at(page->second);
    job.place = place;
    job.draft = draft;
    job.again = job.leased;
    put_job(page->second, std::move(job));
    return true;
}

bool MemoryRows::hasten_part(SourceNo source, std::string_view url, TimePoint due) {
    for (JobNo no : jobs_of(source, JobKind::part)) {
        StoredJob job = tables_.jobs.at(no);
        if (job.place.url != url) continue;
        job.due = std::min(job.due, due);
        job.again = job.leased;
        put_job(no, std::move(job));
        return true;
    }
    return false;
}

void MemoryRows::appoint(JobNo no, TimePoint due, int attempt) {
    StoredJob job = tables_.jobs.at(no);
    job.leased = job.again = false;
    job.due = due;
    job.attempt = attempt;
    job.crashes = 0;
    put_job(no, std::move(job));
}

void MemoryRows::set_due(JobNo no, TimePoint due) {
    StoredJob job = tables_.jobs.at(no);
    job.due = due;
    put_job(no, std::move(job));
}

void MemoryRows::set_place(JobNo no, const Place& place) {
    auto at = tables_.jobs.find(no);
    if (at == tables_.jobs.end()) return;  // it is done
    StoredJob job = at->second;
    job.place = place;
    put_job(no, std::move(job));
}

void MemoryRows::add_rest(const Rest& rest) {
    auto known = tables_.rests.find(rest.host);
    if (known == tables_.rests.end() || known->second.until < rest.until) tables_.put(tables_.rests, rest.host, rest);
}

std::optional<Rest> MemoryRows::rest(std::string_view host) {
    auto known = tables_.rests.find(std::string(host));
    return known == tables_.rests.end() ? std::nullopt : std::optional(known->second);
}

void MemoryRows::end_rests(TimePoint now) {
    for (const auto& [host, rest] : std::map(tables_.rests))
        if (rest.until <= now) tables_.erase(tables_.rests, host);
}

void MemoryRows::end(JobNo no) {
    auto at = tables_.jobs.find(no);
    if (at == tables_.jobs.end()) return;
    const StoredJob& job = at->second;
    if (!job.leased) tables_.erase(tables_.free_jobs, std::pair(job.due, no));
    tables_.erase_at(tables_.jobs_by_source, SourceNo(job.source), no);
    if (job.entry != 0) tables_.erase(tables_.page_by_entry, job.entry);
    tables_.erase(tables_.jobs, no);
}

void MemoryRows::end_page(SeenNo entry) {
    auto page = tables_.page_by_entry.find(entry);
    if (page != tables_.page_by_entry.end()) end(page->second);
}

void MemoryRows::end_all(SourceNo source, JobKind kind) {
    for (JobNo no : jobs_of(source, kind)) end(no);
}

}  // namespace newsbus::store

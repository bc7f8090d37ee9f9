#include "ingest/visit_report.h"

#include "base/utf8.h"

#include <array>
#include <utility>

namespace newsbus::ingest {
namespace {

std::string_view name_of(const VisitReport& report) {
    static constexpr std::array<std::string_view, 5> names{"poll", "page", "part", "robots", "lease"};
    return report.pushed ? "push" : names[static_cast<std::size_t>(report.kind)];
}

}  // namespace

VisitReport report_of(const Job& job, const Result<Response>& answer, Duration took, const Visited& visited) {
    VisitReport report;
    report.source = job.source;
    report.kind = job.kind;
    report.url = job.url;
    if (answer) {
        report.status = answer->status;
        report.bytes = answer->bytes_received;
        report.pushed = answer->pushed;
    }
    report.took = took;
    report.unchanged = visited.unchanged;
    report.next = visited.outcome.due;
    report.why = visited.why;
    if (visited.outcome.state) {
        report.health = visited.outcome.state->health;
        report.reason = visited.outcome.state->reason;
    }
    return report;
}

void add_receipt(VisitReport& report, const Receipt& receipt) {
    report.fresh += receipt.published + receipt.backfill;
    report.updated += receipt.updated;
    report.unchanged += receipt.unchanged;
    report.dropped += receipt.dropped;
    report.duplicates += receipt.duplicates;
    report.quiet += receipt.quiet;
    report.pages += receipt.pages;
    report.obsolete = receipt.obsolete;
    if (receipt.obsolete) report.why = "nothing is kept: the source or the entry changed meanwhile";
}

log::Line line_of(const VisitReport& report) {
    log::Line line{"visit",
                   {{"source", report.source},
                    {"kind", name_of(report)},
                    {"url", shortened(report.url, 200)},
                    {"status", report.status},
                    {"bytes", report.bytes},
                    {"ms", report.took.count()},
                    {"new", report.fresh},
                    {"updated", report.updated},
                    {"unchanged", report.unchanged}}};
    const std::pair<const char*, int> rare[] = {{"dropped", report.dropped},
                                                {"duplicates", report.duplicates},
                                                {"quiet", report.quiet},
                                                {"pages", report.pages}};
    for (auto [name, count] : rare)
        if (count > 0) line.fields.emplace_back(name, count);
    if (report.next) line.fields.emplace_back("next", format_rfc3339(*report.next));
    if (!report.why.empty()) line.fields.emplace_back("why", report.why);
    return line;
}

}  // namespace newsbus::ingest

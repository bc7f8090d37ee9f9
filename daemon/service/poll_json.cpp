#include "service/poll_json.h"

#include "base/utf8.h"

#include <boost/json.hpp>

#include <array>
#include <string_view>

namespace newsbus::service {
namespace {

namespace json = boost::json;

Error wrong(std::string what) {
    return Error{Errc::syntax, std::move(what)};
}

Result<std::vector<std::string>> read_names(const json::value& value) {
    if (!value.is_array()) return wrong("\"sources\": not a list of source ids");
    std::vector<std::string> names;
    for (const json::value& name : value.get_array()) {
        if (!name.is_string()) return wrong("\"sources\": not a list of source ids");
        names.emplace_back(name.get_string());
    }
    return names;
}

std::string_view name_of(ledger::PollPromise::Kind kind) {
    static constexpr std::array<std::string_view, 5> names{"now", "soon", "rests", "running", "unknown"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace

Result<ledger::PollWish> poll_wish(const json::object& asked) {
    using Whom = ledger::PollWish::Whom;
    ledger::PollWish wish;
    int ways = 0;
    for (const auto& [key, value] : asked) {
        if (key == "sources") {
            auto names = read_names(value);
            if (!names) return names.error();
            wish.names = std::move(*names);
            ++ways;
            continue;
        }
        if (!value.is_bool()) return wrong("\"" + shortened(std::string(key)) + "\": unknown, or not true or false");
        bool set = value.get_bool();
        if (key == "force")
            wish.force = set;
        else if (key == "all" || key == "failing")
            ways += set, wish.whom = !set ? wish.whom : key == "all" ? Whom::all : Whom::failing;
        else
            return wrong("\"" + shortened(std::string(key)) + "\": unknown");
    }
    if (ways != 1) return wrong("one of \"sources\", \"all\" and \"failing\" is needed");
    return wish;
}

json::object promises_json(std::span<const ledger::PollPromise> promises, std::uint64_t mark) {
    json::array rows;
    for (const ledger::PollPromise& promise : promises) {
        json::object row{{"source", promise.source}, {"poll", name_of(promise.kind)}};
        if (promise.kind != ledger::PollPromise::Kind::unknown) row["due"] = format_rfc3339(promise.due);
        rows.push_back(std::move(row));
    }
    return json::object{{"sources", std::move(rows)}, {"mark", mark}};
}

Result<PollWait> poll_wait(const json::object& asked) {
    const json::value* sources = asked.if_contains("sources");
    const json::value* mark = asked.if_contains("mark");
    if (!sources || !mark || asked.size() != 2) return wrong("\"sources\" and \"mark\" are needed, nothing else");
    auto names = read_names(*sources);
    if (!names) return names.error();
    boost::system::error_code failed;
    auto number = mark->to_number<std::uint64_t>(failed);
    if (failed) return wrong("\"mark\": not a number that /poll gave");
    return PollWait{std::move(*names), number};
}

json::object polls_json(std::span<const ingest::VisitReport> polls) {
    json::array rows;
    for (const ingest::VisitReport& poll : polls) {
        json::object row{{"source", poll.source},       {"status", poll.status},   {"bytes", poll.bytes},
                         {"ms", poll.took.count()},     {"new", poll.fresh},       {"updated", poll.updated},
                         {"unchanged", poll.unchanged}, {"dropped", poll.dropped}, {"duplicates", poll.duplicates},
                         {"leftOut", poll.quiet},       {"pages", poll.pages}};
        if (poll.next) row["next"] = format_rfc3339(*poll.next);
        if (!poll.why.empty()) row["why"] = poll.why;
        rows.push_back(std::move(row));
    }
    return json::object{{"polls", std::move(rows)}};
}

}  // namespace newsbus::service
